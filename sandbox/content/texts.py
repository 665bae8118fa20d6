"""The light marks of the demo's texts: empty lines, `## ` before a heading, `- ` in a list, `|`.

A table has `|` before each row and between its cells; its first row holds the headings. Only
pages have tables, documents none.
"""

from dataclasses import dataclass
from inspect import cleandoc
from typing import Literal


@dataclass(frozen=True)
class Block:
    """A heading or paragraph of one line, or a list or table with a line for each item or row."""

    kind: Literal["heading", "paragraph", "list", "table"]
    lines: tuple[str, ...]


def read_blocks(text: str) -> list[Block]:
    """The blocks of a text; lines are joined, so that where they break in the source is free."""
    return [_read_block(part) for part in cleandoc(text).split("\n\n") if part.strip()]


def _read_block(part: str) -> Block:
    lines = [line.strip() for line in part.strip().splitlines()]
    if lines[0].startswith("## "):
        return Block("heading", (" ".join(lines).removeprefix("## "),))
    if lines[0].startswith("- "):
        items = "\n".join(lines).removeprefix("- ").split("\n- ")
        return Block("list", tuple(" ".join(item.splitlines()) for item in items))
    if lines[0].startswith("| "):
        return Block("table", tuple(line.removeprefix("| ") for line in lines))
    return Block("paragraph", (" ".join(lines),))
