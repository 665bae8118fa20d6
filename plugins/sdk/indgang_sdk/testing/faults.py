"""What goes wrong between a connector and its system, and answers that are not as recorded."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from indgang_sdk.errors import Unavailable, UnexpectedAnswer
from indgang_sdk.http import Answer
from indgang_sdk.testing.example import Recorded
from indgang_sdk.testing.playing import Fault

PAGE = b"<!doctype html><html><head><title>Driftsstop</title></head><body>Vi er straks tilbage"
DEEP = b"[" * 100_000 + b"]" * 100_000
GROWN = 500
FIRST_KEY = re.compile(rb'(\s*\[?\s*\{\s*)("[^"\\]+")\s*:')


def fail_at(number: int, make_error: Callable[[], Exception]) -> Fault:
    """The nth request and those after it have no answer."""

    def alter(count: int, answer: Answer) -> Answer:
        if count >= number:
            raise make_error()
        return answer

    return alter


def answer_at(number: int, make: Callable[[Answer], Answer]) -> Fault:
    """The nth request and those after it get another answer."""
    return lambda count, answer: make(answer) if count >= number else answer


def no_answer() -> Exception:
    return Unavailable("nothing was answered")


def too_late() -> Exception:
    return Unavailable("the time is over")


def too_large() -> Exception:
    return UnexpectedAnswer("the answer is too large")


def say_status(
    status: int, *, body: bytes = b"", headers: Mapping[str, str] | None = None
) -> Callable[[Answer], Answer]:
    """An answer with another status."""
    return lambda _: Answer(status=status, headers=dict(headers or {}), body=body)


def say_wait(wait: timedelta) -> Callable[[Answer], Answer]:
    """The system asks to be left alone for a while."""
    return say_status(429, headers={"retry-after": str(int(wait.total_seconds()))})


def cut(answer: Answer) -> Answer:
    return replace(answer, body=answer.body[: len(answer.body) * 6 // 10])


def say_page(answer: Answer) -> Answer:
    return replace(answer, headers={"content-type": "text/html"}, body=PAGE)


def say_nothing(answer: Answer) -> Answer:
    return replace(answer, body=b"")


def garble(answer: Answer) -> Answer:
    return replace(answer, body=b"\xff\xfe" + answer.body)


def say_deep(answer: Answer) -> Answer:
    return replace(answer, body=DEEP)


def change_types(answer: Answer) -> Answer:
    """Every value of a JSON answer becomes one of another type."""
    return _change_json(answer, _change_type)


def turn_over(answer: Answer) -> Answer:
    """A JSON object becomes a list, and a list an object."""
    return _change_json(
        answer, lambda value: {"unexpected": value} if isinstance(value, list) else [value]
    )


def name_twice(answer: Answer) -> Answer:
    """The first key of a JSON answer is there twice, and readers differ on which one counts."""
    found = FIRST_KEY.match(answer.body)
    if found is None:
        return answer
    start, key = found.groups()
    return replace(answer, body=start + key + b": null, " + answer.body[len(start) :])


# By name; those for JSON leave other answers as they are, and are then not tried.
MALFORMED: dict[str, Callable[[Answer], Answer]] = {
    "cut short": cut,
    "a web page": say_page,
    "nothing": say_nothing,
    "not text": garble,
    "very deep": say_deep,
    "of other types": change_types,
    "turned over": turn_over,
    "naming a key twice": name_twice,
}


def grow(recorded: Recorded) -> Recorded:
    """The same answer with its lists far longer."""
    return _rewrite(recorded, _grow)


def shrink(recorded: Recorded) -> Recorded:
    """The same answer with its innermost lists empty."""
    return _rewrite(recorded, _shrink)


def rename(recorded: Recorded, names: Mapping[str, str]) -> Recorded:
    """The same answer with texts exchanged for others, all at the same time."""
    return _rewrite(
        recorded,
        lambda value: _map_strings(value, lambda text: _exchange(text, names)),
        lambda body: _exchange(body.decode("utf-8", "replace"), names).encode(),
    )


def add_to(recorded: Recorded, shown: set[str], addition: str) -> Recorded:
    """The same answer in which every text that is shown goes on with something more."""
    names = {text: text + addition for text in shown}
    return _rewrite(
        recorded,
        lambda value: _map_strings(value, lambda text: names.get(text, text)),
        lambda body: _exchange(body.decode("utf-8", "replace"), names).encode(),
    )


def read_value(recorded: Recorded) -> Any:
    """The answer as a JSON value, or as text."""
    body = recorded.make_answer().body
    try:
        return json.loads(body)
    except ValueError:
        return body.decode("utf-8", "replace")


def is_json(recorded: Recorded) -> bool:
    return not isinstance(read_value(recorded), str)


def _rewrite(
    recorded: Recorded,
    change: Callable[[Any], Any],
    change_body: Callable[[bytes], bytes] = lambda body: body,
) -> Recorded:
    if is_json(recorded):
        return replace(recorded, body=json.dumps(change(read_value(recorded))).encode())
    return replace(recorded, body=change_body(recorded.make_answer().body))


def _change_json(answer: Answer, change: Callable[[Any], Any]) -> Answer:
    try:
        value = json.loads(answer.body)
    except ValueError:
        return answer
    return replace(answer, body=json.dumps(change(value)).encode())


def _change_type(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _change_type(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_change_type(one) for one in value]
    return {"unexpected": []}


def _grow(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _grow(one) for name, one in value.items()}
    if isinstance(value, list):
        grown = [_grow(one) for one in value]
        return grown if any(_has_list(one) for one in value) else grown * GROWN
    return value


def _shrink(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _shrink(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_shrink(one) for one in value] if any(_has_list(one) for one in value) else []
    return value


def _has_list(value: Any) -> bool:
    inside = value.values() if isinstance(value, dict) else ()
    return isinstance(value, list) or any(_has_list(one) for one in inside)


def _map_strings(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, dict):
        return {change(name): _map_strings(one, change) for name, one in value.items()}
    if isinstance(value, list):
        return [_map_strings(one, change) for one in value]
    return change(value) if isinstance(value, str) else value


def _exchange(text: str, names: Mapping[str, str]) -> str:
    """Each name is looked for in what was there, not in what another name became."""
    for number, name in enumerate(names):
        text = text.replace(name, f"\0{number}\0")
    for number, becomes in enumerate(names.values()):
        text = text.replace(f"\0{number}\0", becomes)
    return text
