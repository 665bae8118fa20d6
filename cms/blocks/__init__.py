"""What a page's text is made of: blocks, the segments they become, and the holes in them."""

from cms.blocks.stream import BodyBlock

__all__ = ["BodyBlock"]
