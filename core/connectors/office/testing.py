"""Tries a connection with its settings, for who has just filled them in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from django.utils.translation import get_language

from core.connectors.answers import check_texts, require
from core.connectors.configuration.reaches import Configured, Reach
from core.connectors.configuration.statuses import Status
from core.connectors.running.calls import Call, run_calls
from core.connectors.running.contexts import Countdown
from core.connectors.running.outcomes import Failed, FailureKind
from core.people.models import Institution
from indgang_sdk.connectors import Context, HealthCheck
from indgang_sdk.texts import Text

WITHIN = timedelta(seconds=10)
# While one of these holds, nobody is asked for anything, and no try is an exception.
NOBODY_IS_ASKED = (Status.WITHDRAWN, Status.PAUSED)


class NotTried(Exception):
    """The system is not asked while `status` holds."""

    def __init__(self, status: Status) -> None:
        super().__init__(status.value)
        self.status = status


@dataclass(frozen=True, kw_only=True)
class Tried:
    """What became of one check: fine, with perhaps a few words, or why not.

    `places` are the institutions with whose settings it was made.
    """

    title: str
    places: tuple[str, ...]
    failure: FailureKind | None = None
    words: str = ""


def try_connection(
    configured: Configured, *, place: Institution | None, now: datetime
) -> list[Tried]:
    """Runs all checks of a connection, whether it is switched on or not; raises `NotTried`.

    With a `place`, by the settings that hold there; without one, by those of each institution.
    """
    for status in NOBODY_IS_ASKED:
        if status in configured.statuses:
            raise NotTried(status)
    if configured.offer is None:
        return []
    checks: list[HealthCheck] = configured.offer.list_sources("health_checks")
    deadline = Countdown(WITHIN)
    # One after the other: a connection has few slots, and people wait for its boxes meanwhile.
    return [
        tried
        for reach in configured.reaches
        if place is None or place in reach.institutions
        for tried in _try_reach(reach, checks, within=deadline.remaining, now=now)
    ]


def _try_reach(
    reach: Reach, checks: list[HealthCheck], *, within: timedelta, now: datetime
) -> Iterable[Tried]:
    language = get_language() or "da"
    calls = [
        Call(reach=reach, source=check.name, ask=check.check, check=_check_words, is_trial=True)
        for check in checks
        if within
    ]
    outcomes = run_calls(calls, within=within, now=now, language=language)
    places = tuple(place.name for place in reach.institutions)
    for number, check in enumerate(checks):
        title = check.title.in_language(language)
        outcome = outcomes[number] if outcomes else None
        if outcome is None:
            yield Tried(title=title, places=places, failure=FailureKind.TIMED_OUT)
        elif isinstance(outcome, Failed):
            yield Tried(title=title, places=places, failure=outcome.kind, words=outcome.reason)
        else:
            words = outcome.value.in_language(language) if outcome.value else ""
            yield Tried(title=title, places=places, words=words)


def _check_words(value: Any, context: Context[Any]) -> Text | None:
    if value is not None:
        check_texts(require(value, Text))
    return cast("Text | None", value)
