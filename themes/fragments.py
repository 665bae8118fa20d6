"""Pages and pieces of pages that are rendered once and then kept in this process.

What is kept follows from the values that it was rendered from and from nothing else: they are its
key, and the template gets only them. So a reader gets a kept page only if the queries, which run
every time, gave exactly the same rows. Names of people are no such values: they stand in the
live parts of a page, which are rendered for each request.
"""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template import Context
from django.template.loader import get_template, render_to_string
from django.utils.functional import Promise
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from core.config.compression import KeptPiece, LivePiece, PageInPieces
from themes.context import describe_visit

MOST_PAGES = 1_000
MOST_FRAGMENTS = 2_000
# The name under which a page's template finds how to mark its live parts.
MARK = "mark_of_live_parts"


class UnkeepableValue(TypeError):
    """A kept page was given something whose content cannot be told from another's."""


class Asked:
    """A template with its values: equal to another one that must look the same."""

    __slots__ = ("frozen", "hash", "template", "values")

    def __init__(self, template: str, values: Mapping[str, Any]) -> None:
        self.template = template
        self.values = values
        self.frozen = (template, get_language(), freeze(values))
        self.hash = hash(self.frozen)

    def __hash__(self) -> int:
        return self.hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Asked) and self.frozen == other.frozen


def render_fragment(template: str, values: Mapping[str, Any], *, keep: bool) -> SafeString:
    """The HTML of a template that gets these values, the language and nothing else.

    Values are texts, numbers, days, and lists, dictionaries and dataclasses of them; with
    `keep`, anything else raises `UnkeepableValue`.
    """
    if not keep or settings.DEBUG:
        return _render(template, values)
    return _render_once(Asked(template, values))


def render_page(
    request: HttpRequest, template: str, values: Mapping[str, Any], *, live: Mapping[str, Any]
) -> PageInPieces:
    """A whole page, kept but for its live parts, which are of the request and of `live`."""
    if settings.DEBUG:
        return PageInPieces([LivePiece(render_to_string(template, {**values, **live}, request))])
    alive = {"csrf_token": get_token(request), **describe_visit(request), **live}
    return PageInPieces(
        [
            part if isinstance(part, KeptPiece) else _render_live(part, alive, values, request)
            for part in _split_once(Asked(template, values))
        ]
    )


def forget_pages() -> None:
    """Lets go of all kept pages, not of the pieces they are made of."""
    _split_once.cache_clear()


class LiveKind(Enum):
    """What is put in the place of a live part: a value, or what a template makes."""

    VALUE = "value"
    TEMPLATE = "template"


@dataclass(frozen=True, slots=True)
class LivePart:
    """A part of a kept page that is made for each request, by the name of its value or template."""

    kind: LiveKind
    name: str


def mark_live(mark: str, kind: LiveKind, name: str) -> str:
    """What stands for a live part in a page that is about to be kept."""
    return f"{mark}<{kind.value}:{name}>"


def _render_live(
    part: LivePart, alive: Mapping[str, Any], values: Mapping[str, Any], request: HttpRequest
) -> LivePiece:
    if part.kind is LiveKind.VALUE:
        return LivePiece(str(conditional_escape(alive[part.name])))
    return LivePiece(render_to_string(part.name, {**values, **alive}, request))


def freeze(value: Any) -> Any:
    """A value as nested tuples that equal those of another value only if both look the same."""
    kind = type(value)
    if kind is str or value is None:
        return value
    if kind in (list, tuple):
        return tuple([freeze(item) for item in value])
    if kind is dict:
        return tuple([(name, freeze(item)) for name, item in value.items()])
    if kind in (bool, int) or isinstance(value, date):
        return (kind, value)
    return _freeze_rarer(value)


def _freeze_rarer(value: Any) -> Any:
    if isinstance(value, SafeString):
        # The same text as a plain string would be escaped.
        return (SafeString, str(value))
    if isinstance(value, str | Promise):
        return str(value)
    if is_dataclass(value):
        return (type(value), *[freeze(getattr(value, field.name)) for field in fields(value)])
    raise UnkeepableValue(
        f"A kept part of a page was given a {type(value).__name__}. Give it the texts, numbers "
        "and days that it shows."
    )


@lru_cache(maxsize=MOST_FRAGMENTS)
def _render_once(asked: Asked) -> SafeString:
    return _render(asked.template, asked.values)


@lru_cache(maxsize=MOST_PAGES)
def _split_once(asked: Asked) -> tuple[KeptPiece | LivePart, ...]:
    """A page as what is kept of it and the live parts between."""
    # Unguessable, so that nobody can write a mark into a page.
    mark = secrets.token_hex(16)
    html = _render(asked.template, {**asked.values, MARK: mark, "keep_fragments": True})
    first, *others = re.split(f"{mark}<(value|template):([^>]+)>", html)
    parts: list[KeptPiece | LivePart] = [KeptPiece(first)]
    for kind, name, kept in zip(others[::3], others[1::3], others[2::3], strict=True):
        parts += [LivePart(LiveKind(kind), name), KeptPiece(kept)]
    return tuple(parts)


def _render(template: str, values: Mapping[str, Any]) -> SafeString:
    # The engine's own template: what is added to every context has no request here.
    compiled: Any = get_template(template)
    return mark_safe(compiled.template.render(Context(dict(values))))  # noqa: S308 - our template
