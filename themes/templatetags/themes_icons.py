"""Which symbol of the icon sprite stands for a kind of place or of hit."""

from typing import Any

from django import template

register = template.Library()

_ICONS = {
    "municipality": "town",
    "administration": "town",
    "school": "school",
    "daycare": "daycare",
    "sfo": "club",
    "club": "club",
    "group": "people",
    "page": "page",
    "news": "news",
    "event": "calendar",
    "document": "document",
    "person": "person",
}


@register.filter
def place_icon(kind: Any) -> str:
    """The symbol's name without its prefix `i-`; `place` for a kind it does not know."""
    return _ICONS.get(str(kind).lower(), "place")
