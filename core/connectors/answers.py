"""Makes sure that what a connector answers is what the contract says, piece by piece."""

from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

from indgang_sdk.connectors import Context
from indgang_sdk.errors import UnexpectedAnswer
from indgang_sdk.people import Child
from indgang_sdk.texts import Text

T = TypeVar("T")

LONGEST_TEXT = 500
LONGEST_HTML = 60_000


def require(value: Any, kind: type[T]) -> T:
    """The value if it is of a type; raises `UnexpectedAnswer` with the types otherwise."""
    if not isinstance(value, kind):
        raise UnexpectedAnswer(f"{type(value).__name__} in place of {kind.__name__}")
    return value


def collect(values: Any, kinds: type | tuple[type, ...], *, most: int) -> tuple[Any, ...]:
    """Some values, each of one of the types and not more than `most`."""
    if isinstance(values, str | bytes | dict) or not isinstance(values, Iterable):
        raise UnexpectedAnswer(f"{type(values).__name__} in place of several")
    found = []
    for value in values:
        if not isinstance(value, kinds):
            raise UnexpectedAnswer(f"{type(value).__name__} is nothing that belongs here")
        found.append(value)
        if len(found) > most:
            raise UnexpectedAnswer(f"more than {most} are too many")
    return tuple(found)


def check_texts(part: Any, *, longest: int = LONGEST_TEXT) -> None:
    """Raises `UnexpectedAnswer` when a text of a dataclass is none, or is too long."""
    if not is_dataclass(part):
        raise UnexpectedAnswer(f"{type(part).__name__} is nothing that belongs here")
    for field in fields(part):
        value = getattr(part, field.name)
        most = LONGEST_HTML if field.name == "html" else longest
        # Named as text in the contract, whatever the connector has put there.
        if field.type in {"str", str, Text | str} and not isinstance(value, str | Text):
            raise UnexpectedAnswer(f"{field.name} is no text")
        if isinstance(value, str) and len(value) > most:
            raise UnexpectedAnswer(f"{field.name} is longer than {most} characters")


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
