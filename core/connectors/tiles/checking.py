"""Makes sure that a tile is one, before anybody sees it."""

from datetime import date
from typing import Any, get_args

from core.connectors.answers import (
    check_day_or_moment,
    check_link,
    check_texts,
    collect,
    drop_strangers,
    note_troubles,
    require,
)
from indgang_sdk.connectors import Context
from indgang_sdk.errors import UnexpectedAnswer
from indgang_sdk.tiles import MOST_PARTS, Item, NextEvent, Number, Part, Tile


def check_tile(value: Any, context: Context[Any]) -> Tile:
    """The tile without what is about strangers; raises `UnexpectedAnswer` for what is no tile."""
    tile = require(value, Tile)
    parts = collect(tile.parts, get_args(Part), most=MOST_PARTS)
    for part in parts:
        check_texts(part)
        _check_moments(part)
        check_link(part.link)
    check_texts(tile)
    check_link(tile.link)
    kept = drop_strangers(parts, context, child_of=lambda part: part.child)
    troubles = note_troubles(tile.troubles, context, source="tile")
    return Tile(parts=kept, empty=tile.empty, link=tile.link, troubles=troubles)


def _check_moments(part: Part) -> None:
    if isinstance(part, Number) and (
        isinstance(part.value, bool) or not isinstance(part.value, int)
    ):
        raise UnexpectedAnswer("a number is no whole number")
    if isinstance(part, Item | NextEvent):
        for moment in (part.when, part.until):
            if moment is None:
                continue
            if not isinstance(moment, date):
                raise UnexpectedAnswer("a moment is neither a day nor a moment")
            check_day_or_moment(moment, name="a moment")
