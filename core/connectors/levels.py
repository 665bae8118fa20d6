"""How sure it must be who is looking before a source is asked: the connector's word, or more."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.access.levels import step_up_address
from core.connectors.models import Connection
from indgang_sdk.levels import Level


@dataclass(frozen=True, kw_only=True)
class Held:
    """Systems that were not asked, since that takes a level: the lowest that opens one of them."""

    systems: tuple[str, ...]
    level: Level


def level_of(source: Any, connection: Connection) -> Level:
    """What a source asks for: what its connector says, or what the municipality says beyond it."""
    return Level(max(source.level, connection.required_level))


def name_held(systems: Iterable[str]) -> str:
    """A sentence for everybody: from which systems there is more, and what to do for it."""
    named = sorted(set(systems))
    says = ngettext(
        "Confirm that it is you to see what %(system)s has.",
        "Confirm that it is you to see what %(system)s have.",
        len(named),
    )
    return says % {"system": get_text_list(named, _("and"))}


def describe_held(held: Held | None, *, next: str) -> dict[str, str]:  # noqa: A002
    """What a template draws of systems that were not asked: words, and the way to step up."""
    if held is None:
        return {}
    return {"words": name_held(held.systems), "url": step_up_address(held.level, next)}
