"""The blocks that a page's text is made of, and how they become stored HTML."""

from typing import Any

from django.core.exceptions import ValidationError
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

HALF_A_CHARACTER = _(
    "The text holds half a character, perhaps a broken emoji. Delete it and write it again."
)
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


class TextBlock(RichTextBlock):
    """Text that can be stored: half a character, as a broken emoji leaves it, is refused."""

    def clean(self, value: Any) -> Any:
        try:
            value.source.encode()
        except UnicodeEncodeError as error:
            raise ValidationError(HALF_A_CHARACTER, code="half_a_character") from error
        return super().clean(value)

    def deconstruct(self) -> tuple[str, Any, dict[str, Any]]:
        """As Wagtail's own: what is stored is the same."""
        _path, args, kwargs = super().deconstruct()
        return "wagtail.blocks.RichTextBlock", args, kwargs


class PictureBlock(ImageBlock):
    """An image with its description; Wagtail has no translated name for the image itself.

    It is stored, and named in migrations, as Wagtail's own.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.child_blocks["image"].label = _("Image")


class BodyBlock(StreamBlock):
    """The text of a page: the same HTML for everyone who may see the page."""

    heading = HeadingBlock()
    text = TextBlock(features=TEXT_FEATURES, label=_("Text"), template="cms/blocks/text.html")
    image = PictureBlock(label=_("Image"), template="cms/blocks/image.html")

    class Meta:
        help_text = _("Press the plus to add a heading, a text or an image.")


def render_segments(body: StreamValue) -> str:
    """The HTML of a text, to be stored with the published page."""
    return mark_safe("".join(str(child.render()) for child in body))  # noqa: S308 - escaped by block templates
