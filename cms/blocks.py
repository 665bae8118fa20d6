"""The blocks that a page's text is made of, and how they become stored HTML."""

from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    CharBlock,
    ChoiceBlock,
    RichTextBlock,
    StreamBlock,
    StreamValue,
    StructBlock,
)
from wagtail.images.blocks import ImageBlock

# Headings are blocks, so that none is written at the wrong level inside a text.
TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]


class HeadingBlock(StructBlock):
    """A heading between two texts."""

    text = CharBlock(max_length=200, label=_("Heading"))
    level = ChoiceBlock(choices=[("2", _("Large")), ("3", _("Small"))], default="2")

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "cms/blocks/heading.html"


class BodyBlock(StreamBlock):
    """The text of a page: the same HTML for everyone who may see the page."""

    heading = HeadingBlock()
    text = RichTextBlock(features=TEXT_FEATURES, label=_("Text"), template="cms/blocks/text.html")
    image = ImageBlock(label=_("Image"), template="cms/blocks/image.html")


def render_segments(body: StreamValue) -> str:
    """The HTML of a text, to be stored with the published page."""
    return mark_safe("".join(str(child.render()) for child in body))  # noqa: S308 - escaped by block templates
