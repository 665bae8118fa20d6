"""What a page says, without its markup, and whether a CPR number stands in it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from typing import Any

from django.utils.html import strip_tags
from wagtail.blocks import StreamValue
from wagtail.rich_text import RichText

# Day, month, year and four digits more, with one of the signs people put between them. A day
# may be raised by 60, as in the numbers of those who have no CPR number yet.
_CPR = re.compile(
    r"(?<!\d)(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])(?:0[1-9]|1[0-2])\d{2}"
    r"[\s\-\u2010-\u2015\u00ad\u200b]{0,3}\d{4}(?!\d)"
)


def hold_cpr_number(texts: Iterable[str]) -> bool:
    """Whether a text holds ten digits that begin with a date, as CPR numbers do."""
    return any(_CPR.search(text) for text in texts)


def collect_texts(values: Mapping[str, Any]) -> list[str]:
    """All that an editor wrote in the fields of a form, piece by piece and without markup."""
    return [piece for value in values.values() for piece in _pieces(value)]


def _pieces(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        # A tag may stand inside a number, and between two words.
        yield unescape(strip_tags(value))
        yield unescape(strip_tags(value.replace("<", " <")))
    elif isinstance(value, RichText):
        yield from _pieces(value.source)
    elif isinstance(value, StreamValue):
        yield from _pieces([block["value"] for block in value.get_prep_value()])
    elif isinstance(value, Mapping):
        # Of a block in a block, whose id and type nobody wrote.
        is_block = {"type", "value"} <= value.keys()
        yield from _pieces([value["value"]] if is_block else list(value.values()))
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _pieces(item)
