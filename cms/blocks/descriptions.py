"""Pictures in a text that nobody has described, and that are not only for decoration."""

from collections.abc import Mapping
from typing import Any

from wagtail.blocks import StreamValue

_PICTURE = {"image", "alt_text", "decorative"}


def count_undescribed(body: StreamValue) -> int:
    """How many pictures of a text say nothing to those who cannot see them."""
    return _count([block["value"] for block in body.get_prep_value()])


def _count(value: Any) -> int:
    if isinstance(value, Mapping):
        if value.keys() >= _PICTURE:
            lacks = value["image"] and not value["decorative"] and not (value["alt_text"] or "")
            return int(bool(lacks))
        return sum(_count(item) for item in value.values())
    if isinstance(value, list | tuple):
        return sum(_count(item) for item in value)
    return 0
