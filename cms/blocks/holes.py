"""Holes: the places in a stored text that are filled anew for each reader."""

from dataclasses import dataclass
from typing import Any

from wagtail.blocks import Block

Parameters = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hole:
    """A block that stays unrendered when the text is stored; `parameters` are plain JSON."""

    block_id: str
    kind: str
    parameters: Parameters


class HoleBlock:
    """For blocks that name another object, or that look different to different readers.

    Their kind is their name in the stream; `cms.blocks.filling` has a filler for each kind.
    """

    def find_parameters(self, value: Any) -> Parameters:
        """What the filler needs to know of the block's value."""
        raise NotImplementedError(f"{type(self).__name__} says not what it is filled with")

    def make_example(self) -> Parameters:
        """What a filler could give, made up, for the editor's preview of the block."""
        raise NotImplementedError(f"{type(self).__name__} has no example")

    def get_preview_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """The example in the template of the block's filler: a preview looks at nothing real."""
        from cms.blocks.filling import registered_fillers  # noqa: PLC0415 - knows the models

        template = registered_fillers()[self.name].template  # type: ignore[attr-defined]
        return {
            **(parent_context or {}),
            "preview_part": {"template": template, "hole": self.make_example()},
        }


def is_static(block: Block) -> bool:
    """Whether a block is rendered once and for all; it must say so, or it is a hole."""
    return bool(getattr(block.meta, "static", False))
