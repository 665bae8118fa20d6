"""Tries a connection with its settings, for who has just filled them in."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, cast

from django.utils.translation import get_language

from core.connectors.answers import check_texts, require
from core.connectors.configuration.reaches import Configured, Reach
from core.connectors.running.calls import Call, run_calls
from core.connectors.running.outcomes import Failed, FailureKind
from indgang_sdk.connectors import Context, HealthCheck
from indgang_sdk.texts import Text

WITHIN = timedelta(seconds=10)


@dataclass(frozen=True, kw_only=True)
class Tried:
    """What became of one check: fine, with perhaps a few words, or why not."""

    title: str
    failure: FailureKind | None = None
    words: str = ""


def try_connection(configured: Configured, *, now: datetime) -> list[Tried]:
    """Runs all checks of a connection, whether it is switched on or not."""
    if configured.offer is None or configured.filling is None:
        return []
    language = get_language() or "da"
    checks: list[HealthCheck] = configured.offer.list_sources("health_checks")
    reach = _find_reach(configured)
    if reach is None:
        return []
    calls = [
        Call(reach=reach, source=check.name, ask=check.check, check=_check_words)
        for check in checks
    ]
    outcomes = run_calls(calls, within=WITHIN, now=now, language=language)
    tried = []
    for check, outcome in zip(checks, outcomes, strict=True):
        title = check.title.in_language(language)
        if isinstance(outcome, Failed):
            tried.append(Tried(title=title, failure=outcome.kind, words=outcome.reason))
        else:
            words = outcome.value.in_language(language) if outcome.value else ""
            tried.append(Tried(title=title, words=words))
    return tried


def _find_reach(configured: Configured) -> Reach | None:
    """The first way of asking, with its circuit left out: who tries wants to know now."""
    if not configured.reaches:
        return None
    return replace(configured.reaches[0], circuit=None)


def _check_words(value: Any, context: Context[Any]) -> Text | None:
    if value is not None:
        check_texts(require(value, Text))
    return cast("Text | None", value)
