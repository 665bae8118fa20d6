"""Looking through what a connector answers."""

import collections.abc
import types
from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from indgang_sdk.people import Child, Viewer
from indgang_sdk.sign_in import SignInRefused
from indgang_sdk.texts import Text


@cache
def _hints_of(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def find_mismatch(value: Any, hint: Any, *, where: str = "the answer") -> str:
    """Where a value is not what its type says, all the way down; "" when it is."""
    origin, arguments = get_origin(hint), get_args(hint)
    if hint is Any or origin in {collections.abc.Callable, type}:
        return ""
    if origin in {Union, types.UnionType}:
        return _find_in_union(value, arguments, where)
    if origin in {list, tuple, frozenset}:
        return _find_in_many(value, origin, arguments[0], where)
    kind = type(None) if hint is None else origin or hint
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        return _say_mismatch(value, kind, where)
    return _find_in_fields(value, where) if is_dataclass(value) else ""


def _find_in_union(value: Any, options: tuple[Any, ...], where: str) -> str:
    found = [find_mismatch(value, option, where=where) for option in options]
    if not all(found):
        return ""
    # The one that goes deepest is about the type that was meant.
    return max(found, key=lambda text: text.partition(" is ")[0].count("."))


def _find_in_many(value: Any, kind: Any, inner: Any, where: str) -> str:
    if not isinstance(value, kind):
        return _say_mismatch(value, kind, where)
    found = (find_mismatch(one, inner, where=f"{where}[{n}]") for n, one in enumerate(value))
    return next(filter(None, found), "")


def _find_in_fields(value: Any, where: str) -> str:
    kind: type = type(value)
    hints = _hints_of(kind)
    found = (
        find_mismatch(getattr(value, field.name), hints[field.name], where=f"{where}.{field.name}")
        for field in fields(value)
    )
    return next(filter(None, found), "")


def _say_mismatch(value: Any, hint: Any, where: str) -> str:
    return f"{where} is a {type(value).__name__}, not {getattr(hint, '__name__', hint)}"


def walk(value: Any) -> Iterator[Any]:
    """A value and everything in it; people are not looked into."""
    yield value
    for one in _open(value):
        yield from walk(one)


def _open(value: Any) -> Iterator[Any]:
    if isinstance(value, str | bytes | Child | Viewer | type):
        return iter(())
    if is_dataclass(value):
        return (getattr(value, field.name) for field in fields(value))
    if isinstance(value, SignInRefused):
        return iter((value.code, value.words))
    if isinstance(value, Mapping):
        return iter(value.values())
    if isinstance(value, Collection):
        return iter(value)
    return iter(())


def find_texts(value: Any) -> list[Text]:
    """The words of the connector's own."""
    return [one for one in walk(value) if isinstance(one, Text)]


def find_strings(value: Any) -> list[str]:
    """Texts in no language of ours: what the other system wrote."""
    own = {id(text) for text in find_texts(value)}
    return [one for one in _walk_outside(value, own) if isinstance(one, str)]


def _walk_outside(value: Any, closed: set[int]) -> Iterator[Any]:
    yield value
    if id(value) not in closed:
        for one in _open(value):
            yield from _walk_outside(one, closed)


def find_about(value: Any) -> list[tuple[Any, Child]]:
    """Every part of an answer that names a child, with the child."""
    named = ((one, getattr(one, "child", None)) for one in walk(value) if is_dataclass(one))
    return [(one, child) for one, child in named if isinstance(child, Child)]


def describe(value: Any, viewer: Viewer) -> str:
    """An answer as text that is equal when the same is shown for the same child."""
    names = {id(child): f"<child {number}>" for number, child in enumerate(viewer.children)}
    return _describe(value, names)


def _describe(value: Any, names: dict[int, str]) -> str:
    if isinstance(value, Child):
        return names.get(id(value), f"<another child {id(value)}>")
    if is_dataclass(value) and not isinstance(value, type):
        inside = ", ".join(
            f"{field.name}={_describe(getattr(value, field.name), names)}"
            for field in fields(value)
        )
        return f"{type(value).__name__}({inside})"
    if isinstance(value, list | tuple):
        return f"[{', '.join(_describe(one, names) for one in value)}]"
    return repr(value)
