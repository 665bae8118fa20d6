"""Makes sure that what a connector answers is what the contract says, piece by piece."""

import re
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, TypeVar, get_args

from indgang_sdk.connectors import Context
from indgang_sdk.errors import ConnectorError, UnexpectedAnswer
from indgang_sdk.links import Link
from indgang_sdk.people import Child, Readers, Role
from indgang_sdk.texts import Text

T = TypeVar("T")

LONGEST_TEXT = 500
LONGEST_HTML = 60_000
MOST_TROUBLES = 60
# Outside of these, time zones and what draws days run into the ends of the calendar.
FIRST_YEAR = 1900
LAST_YEAR = 2200
_HALVES = re.compile("[\ud800-\udfff]")
_CHECKED: frozenset[Any] = frozenset(
    {str, Text | str, Text | None, Text | str | None, bool, Child, Child | None, Role | None}
)


def require(value: Any, kind: type[T]) -> T:
    """The value if it is exactly of a type; raises `UnexpectedAnswer` with the types otherwise.

    A type made of it could do anything when it is drawn, which is behind the runner.
    """
    if type(value) is not kind:
        raise UnexpectedAnswer(f"{type(value).__name__} in place of {kind.__name__}")
    return value


def collect(values: Any, kinds: type | tuple[type, ...], *, most: int) -> tuple[Any, ...]:
    """Some values, each exactly of one of the types and not more than `most`."""
    if isinstance(values, str | bytes | dict) or not isinstance(values, Iterable):
        raise UnexpectedAnswer(f"{type(values).__name__} in place of several")
    known = kinds if isinstance(kinds, tuple) else (kinds,)
    found = []
    for value in values:
        if not _belongs(value, known):
            raise UnexpectedAnswer(f"{type(value).__name__} is nothing that belongs here")
        found.append(value)
        if len(found) > most:
            raise UnexpectedAnswer(f"more than {most} are too many")
    return tuple(found)


def _belongs(value: Any, kinds: tuple[type, ...]) -> bool:
    # Failures may be of kinds of their own: they are named in the runner, and never drawn.
    return type(value) in kinds or (isinstance(value, ConnectorError) and isinstance(value, kinds))


def check_texts(part: Any, *, longest: int = LONGEST_TEXT) -> None:
    """Raises `UnexpectedAnswer` when a piece of a dataclass is not what the contract names.

    Looks at words, marks and kinds, and at whose it is where it must be somebody's; parts within
    parts are the caller's.
    """
    if not is_dataclass(part):
        raise UnexpectedAnswer(f"{type(part).__name__} is nothing that belongs here")
    for field in fields(part):
        value = getattr(part, field.name)
        if _is_checked(field.type) and type(value) not in _list_kinds(field.type):
            raise UnexpectedAnswer(f"{field.name} is no {_name_kind(field.type)}")
        most = LONGEST_HTML if field.name == "html" else longest
        for text in _list_texts(value):
            check_text(text, name=field.name, longest=most)


def check_text(text: str, *, name: str, longest: int = LONGEST_TEXT) -> None:
    """Raises `UnexpectedAnswer` when a text is too long, or nothing that can be written down."""
    if len(require(text, str)) > longest:
        raise UnexpectedAnswer(f"{name} is longer than {longest} characters")
    # JSON can hold halves of characters, which no page and no database takes.
    if "\0" in text or _HALVES.search(text):
        raise UnexpectedAnswer(f"{name} holds a character that is none")


def check_moment(value: Any, *, name: str) -> None:
    """Raises `UnexpectedAnswer` for what is no moment with its time zone; nothing is fine."""
    if value is not None:
        check_when(require(value, datetime), name=name)


def check_when(value: Any, *, name: str) -> None:
    """Raises `UnexpectedAnswer` for what is neither a day nor a moment with its time zone."""
    if type(value) is not datetime:
        require(value, date)
    elif value.utcoffset() is None:
        raise UnexpectedAnswer(f"{name} does not say its time zone")
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise UnexpectedAnswer(f"{name} lies outside of {FIRST_YEAR} to {LAST_YEAR}")


def check_readers(values: Any, *, most: int) -> tuple[Readers, ...]:
    """Those whom something is for; raises `UnexpectedAnswer` when they are none or not readers."""
    readers: tuple[Readers, ...] = collect(values, Readers, most=most)
    if not readers:
        raise UnexpectedAnswer("no readers are named")
    for one in readers:
        check_texts(one)
    return readers


def check_link(link: Any) -> None:
    """Raises `UnexpectedAnswer` for what is no link; none at all is fine."""
    if link is not None:
        check_texts(require(link, Link))


def _is_checked(kind: Any) -> bool:
    return kind in _CHECKED or (isinstance(kind, type) and issubclass(kind, Enum))


def _list_kinds(kind: Any) -> tuple[Any, ...]:
    return get_args(kind) or (kind,)


def _name_kind(kind: Any) -> str:
    if kind in {str, Text | str, Text | str | None}:
        return "text"
    first = _list_kinds(kind)[0]
    return str(first.__name__)


def _list_texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, Text):
        return (value.da, value.en)
    return (value,) if type(value) is str else ()


def note_troubles(values: Any, context: Context[Any], *, source: str) -> tuple[ConnectorError, ...]:
    """The failures of what could not be read beside the rest, written into the log as such."""
    troubles: tuple[ConnectorError, ...] = collect(values, ConnectorError, most=MOST_TROUBLES)
    for trouble in troubles:
        context.log.warning(
            "a part was not read",
            part_of=source,
            failure=type(trouble).__name__,
            reason=trouble,
        )
    return troubles


def drop_strangers(
    parts: Iterable[T], context: Context[Any], *, child_of: Callable[[T], Child | None]
) -> tuple[T, ...]:
    """The parts about nobody or about a child that was asked about; an alarm for each other."""
    kept = []
    for part in parts:
        child = child_of(part)
        # By identity: equal values would let a connector make up a child.
        if child is None or any(child is known for known in context.viewer.children):
            kept.append(part)
        else:
            context.alarm("dropped an answer about somebody who was not asked about")
    return tuple(kept)
