"""Asking only whether something has changed: the answer is kept with the mark that it came with.

```python
loans = ask_for_changes(
    lambda marks: context.http.get(address, headers=marks).require_ok(),
    read=lambda answer: answer.read_model(list[Loan]),
    kept_in=context.memory,
    key=f"loans {address}",
)
```
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import TypeVar

from indgang_sdk.connectors import Memory
from indgang_sdk.errors import UnexpectedAnswer
from indgang_sdk.http import Answer

LARGEST_KEPT = 500_000
KEPT_FOR = timedelta(days=1)
LONGEST_MARK = 200
# A tag says it exactly; a date is what older systems have.
QUESTIONS = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
T = TypeVar("T")


def ask_for_changes(
    ask: Callable[[Mapping[str, str]], Answer],
    *,
    read: Callable[[Answer], T],
    kept_in: Memory | None,
    key: str,
) -> T:
    """What `read` makes of an answer: of the one that was kept under `key` if it is still right.

    `ask` gets the headers of the question and returns a success, or raises. What `read` cannot
    read is not kept. Only what is about nobody has a place to be kept in, `context.memory`;
    without one the whole is asked for.
    """
    marks, body = _find_kept(kept_in, key)
    answer = ask(marks)
    if not answer.is_unchanged:
        value = read(answer)
        _keep(kept_in, key, answer)
        return value
    if not marks:
        raise UnexpectedAnswer("the system answers 304 to a question without a tag")
    return read(Answer(status=200, headers=answer.headers, body=body))


def _find_kept(memory: Memory | None, key: str) -> tuple[dict[str, str], bytes]:
    """The headers that ask for changes and the body that was kept; both empty without one."""
    kept = memory.get(key) if memory is not None else None
    line, _, body = (kept or b"").partition(b"\n")
    name, _, mark = line.decode("ascii", "ignore").partition(": ")
    return ({name: mark} if mark else {}), body


def _keep(memory: Memory | None, key: str, answer: Answer) -> None:
    line = _write_mark(answer)
    if memory is not None and line and len(answer.body) <= LARGEST_KEPT:
        memory.put(key, line.encode() + b"\n" + answer.body, max_age=KEPT_FOR)


def _write_mark(answer: Answer) -> str:
    """The header that asks whether an answer has changed; "" where it came without a mark."""
    for given, asked in QUESTIONS.items():
        mark = answer.headers.get(given, "").strip()
        if mark.isascii() and mark.isprintable() and 0 < len(mark) <= LONGEST_MARK:
            return f"{asked}: {mark}"
    return ""
