"""Makes sure that a tile is one, before anybody sees it."""

from typing import Any, get_args

from core.connectors.answers import (
    check_link,
    check_texts,
    check_when,
    collect,
    drop_strangers,
    note_troubles,
    require,
)
from indgang_sdk.connectors import Context
from indgang_sdk.errors import UnexpectedAnswer
from indgang_sdk.tiles import MOST_PARTS, Item, NextEvent, Number, Part, Tile

# Python writes no numbers of thousands of digits, and no page has room for them.
HIGHEST = 10**12


def check_tile(value: Any, context: Context[Any]) -> Tile:
    """The tile without what is about strangers; raises `UnexpectedAnswer` for what is no tile."""
    tile = require(value, Tile)
    parts = collect(tile.parts, get_args(Part), most=MOST_PARTS)
    for part in parts:
        check_texts(part)
        _check_values(part)
        check_link(part.link)
    check_texts(tile)
    check_link(tile.link)
    kept = drop_strangers(parts, context, child_of=lambda part: part.child)
    troubles = note_troubles(tile.troubles, context, source="tile")
    return Tile(parts=kept, empty=tile.empty, link=tile.link, troubles=troubles)


def _check_values(part: Part) -> None:
    if isinstance(part, Number) and abs(require(part.value, int)) > HIGHEST:
        raise UnexpectedAnswer(f"a number is higher than {HIGHEST}")
    if isinstance(part, Item | NextEvent):
        for name, moment in (("when", part.when), ("until", part.until)):
            if moment is not None:
                check_when(moment, name=name)
