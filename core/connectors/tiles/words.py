"""What a tile says of how its system is doing, in words for everybody."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from core.access.levels import step_up_address
from core.connectors.failure_words import name_break, name_failure
from core.connectors.tiles.reading import ShownTile
from indgang_sdk.tiles import ICONS, TileSource


def describe_tile(
    shown: ShownTile,
    *,
    language: str,
    with_municipality: bool,
    next: str,  # noqa: A002 - as the step-up calls where it comes back to
) -> dict[str, Any]:
    """What a template gets of a tile: its heading, its answers and its state in words.

    From a step-up somebody comes back to `next`, the page that the tile stands on.
    """
    tile = shown.tile
    connection = tile.configured.connection
    is_quiet = not shown.answers and shown.silence is not None
    return {
        "id": f"{tile.connection_id}-{tile.source.name}",
        "title": tile.source.title.in_language(language),
        "system": connection.title,
        "municipality": connection.municipality.name if with_municipality else "",
        "icon": choose_icon(tile.source),
        "answers": shown.answers,
        "fetched_at": shown.fetched_at,
        "trouble": _name_trouble(shown, is_quiet=is_quiet),
        "advice": "" if is_quiet or shown.failure is None else connection.advice_in(language),
        "is_quiet": is_quiet,
        "is_empty": not any(answer["children"] for answer in shown.answers),
        "held": _describe_held(shown, language=language, next_page=next),
        "empty_words": _find_empty_words(shown.answers),
    }


def _describe_held(shown: ShownTile, *, language: str, next_page: str) -> dict[str, str]:
    if shown.held_for is None:
        return {}
    title = shown.tile.source.title.in_language(language)
    return {
        "words": _("Confirm that it is you to see “%(title)s”.") % {"title": title},
        "url": step_up_address(shown.held_for, next_page),
    }


def choose_icon(source: TileSource) -> str:
    """The symbol of a tile; the common one for a name that there is no symbol of."""
    return source.icon if source.icon in ICONS else "grid"


def _name_trouble(shown: ShownTile, *, is_quiet: bool) -> str:
    tile = shown.tile
    system = tile.configured.connection.title
    if tile.is_paused:
        return name_break(system)
    if shown.failure is None:
        return ""
    if is_quiet:
        says = _("%(system)s has not answered for several days.")
        if shown.silence is not None and shown.silence.told_at is not None:
            says = _(
                "%(system)s has not answered for several days. The municipality has been told."
            )
        return says % {"system": system}
    return name_failure(shown.failure, system)


def _find_empty_words(answers: Sequence[dict[str, Any]]) -> str:
    return next((str(answer["empty"]) for answer in answers if answer["empty"]), "")
