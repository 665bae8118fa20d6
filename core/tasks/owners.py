"""For which municipality a task is that Wagtail, or another library, puts into the queue."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

# Given the task's arguments, the municipality's code, or "" where it cannot be known.
FindOwner = Callable[..., str]

_finders: dict[str, FindOwner] = {}


def register_owner(task_path: str, find: FindOwner) -> None:
    """Says how the municipality of somebody else's task is found; called when apps are ready.

    `task_path` is the task's name in the code; `find` is called with the task's own arguments.
    """
    _finders[task_path] = find


def find_owner(task_path: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> str:
    """The code of the municipality that a task is for; "" is the whole installation."""
    find = _finders.get(task_path)
    return find(*args, **kwargs) if find is not None else ""
