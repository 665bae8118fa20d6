"""Long lists in pieces that a database takes as parameters of one statement."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

BATCH = 500
Item = TypeVar("Item")


def iterate_batches(items: Iterable[Item], *, size: int = BATCH) -> Iterator[list[Item]]:
    """The same items in lists of at most `size`."""
    found = list(items)
    return (found[start : start + size] for start in range(0, len(found), size))
