"""Filling holes: all of a kind by one query, trimmed by who looks."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import mark_safe

from cms.blocks.holes import Hole
from cms.blocks.rendering import Segment
from cms.rows import PageRow
from core.access.viewer import Viewer

Values = dict[str, Any]
# By block id; a hole that is left out shows nothing at all.
Filled = Mapping[str, Values]


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Who reads a page, and the page: what a filler may know beside its holes.

    `files_for` sees pictures and documents: the reader, but for a preview, where the editor sees
    what readers will see once it is published.
    """

    viewer: Viewer
    page: PageRow
    files_for: Viewer


@dataclass(frozen=True, kw_only=True)
class Filler:
    """How the holes of one kind are filled; what `names_people` is never kept."""

    fill: Callable[[Sequence[Hole], Reader], Filled]
    template: str
    names_people: bool = False


@dataclass(frozen=True, kw_only=True)
class Body:
    """A text with its holes filled: parts for the template, in their order.

    A part has either `html` or a `template` with its values in `hole`.
    """

    parts: list[dict[str, Any]]
    names_people: bool = False

    @property
    def shown(self) -> list[Values]:
        """What stands in the holes, by which a browser's copy is known to be old."""
        return [part["hole"] for part in self.parts if "hole" in part]


_fillers: dict[str, Filler] = {}


def register_filler(kind: str, filler: Filler) -> None:
    """Says how the holes of a kind are filled; raises `ValueError` for a second one."""
    if kind in _fillers:
        raise ValueError(f"two fillers for {kind}")
    _fillers[kind] = filler


def registered_fillers() -> Mapping[str, Filler]:
    """All fillers by their kind."""
    return _fillers


def fill_body(segments: Iterable[Segment], reader: Reader) -> Body:
    """The text for one reader, with one query for each kind of hole that it has."""
    parts = list(segments)
    holes: dict[str, list[Hole]] = defaultdict(list)
    for segment in parts:
        if isinstance(segment, Hole) and segment.kind in _fillers:
            holes[segment.kind].append(segment)
    filled = {kind: _fillers[kind].fill(found, reader) for kind, found in holes.items()}
    return Body(
        parts=[part for segment in parts if (part := _make_part(segment, filled)) is not None],
        names_people=any(_fillers[kind].names_people and filled[kind] for kind in filled),
    )


def _make_part(segment: Segment, filled: Mapping[str, Filled]) -> dict[str, Any] | None:
    if isinstance(segment, str):
        return {"html": mark_safe(segment)}  # noqa: S308 - rendered by our block templates
    values = filled.get(segment.kind, {}).get(segment.block_id)
    if values is None:
        return None
    return {"template": _fillers[segment.kind].template, "hole": values}
