"""Which of many entries are ranked: those with the words in the title, then the newest."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from search.engines.contract import MOST_RANKED

Row = TypeVar("Row")


def put_titles_first(
    rows: Sequence[Row], find_titled: Callable[[], Sequence[Row]], *, name: Callable[[Row], int]
) -> list[Row]:
    """What was found, newest first; where it is more than is ranked, titles before the rest.

    Titles that are far back in time are among those that are shown, and so are counted.
    """
    if len(rows) <= MOST_RANKED:
        return list(rows)
    titled = find_titled()
    first = set(map(name, titled))
    return [*titled, *(row for row in rows if name(row) not in first)]
