"""From a page's text to segments: HTML that is ready, and holes between."""

import json
from collections.abc import Iterable
from typing import Any

from wagtail.blocks import StreamValue

from cms.blocks.holes import Hole, is_static

# What the pages look like: raised with every change of a template that stored texts show in.
TEMPLATE_VERSION = 3

Segment = str | Hole


def make_segments(body: StreamValue) -> list[Segment]:
    """The segments of a text in the language that is active, with HTML joined between holes."""
    segments: list[Segment] = []
    for child in body:
        if not is_static(child.block):
            segments.append(
                Hole(
                    block_id=child.id or "",
                    kind=child.block_type,
                    parameters=child.block.find_parameters(child.value),
                )
            )
        elif segments and isinstance(segments[-1], str):
            segments[-1] += str(child.render())
        else:
            segments.append(str(child.render()))
    return segments


def dump_segments(segments: Iterable[Segment]) -> str:
    """Segments as the text that is stored."""
    plain: list[Any] = [
        segment
        if isinstance(segment, str)
        else [segment.block_id, segment.kind, segment.parameters]
        for segment in segments
    ]
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def load_segments(stored: str) -> list[Segment]:
    """Segments from the text that is stored."""
    return [
        segment
        if isinstance(segment, str)
        else Hole(block_id=segment[0], kind=segment[1], parameters=segment[2])
        for segment in json.loads(stored)
    ]
