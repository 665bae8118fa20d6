"""Blocks of words, the same for everybody: rendered once, when the page is published."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, RichTextBlock, StructBlock

from cms.blocks.options import OptionBlock
from cms.blocks.tables import PastableTableBlock

HALF_A_CHARACTER = _(
    "The text holds half a character, perhaps a broken emoji. Delete it and write it again."
)
# Headings are blocks, so that none is written at the wrong level inside a text.
TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]
PREVIEW = "cms/blocks/preview.html"


class HeadingBlock(StructBlock):
    """A heading between two texts."""

    text = CharBlock(max_length=200, label=_("Heading"))
    level = OptionBlock(
        choices=[("2", _("Large")), ("3", _("Small"))], default="2", label=_("Size")
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "cms/blocks/heading.html"
        static = True
        description = _("A heading between two texts")
        preview_template = PREVIEW

        @staticmethod
        def preview_value() -> Any:
            return {"text": gettext("What you need to remember"), "level": "2"}


class TextBlock(RichTextBlock):
    """Text that can be stored: half a character, as a broken emoji leaves it, is refused."""

    class Meta:
        template = "cms/blocks/text.html"
        static = True
        description = _("Paragraphs, lists and links")
        preview_template = PREVIEW

        @staticmethod
        def preview_value() -> Any:
            return gettext(
                "<p>We meet in the classroom <b>at 5 pm</b>. Bring:</p>"
                "<ul><li>a cup</li><li>a pencil</li></ul>"
            )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"features": TEXT_FEATURES, **kwargs})

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


class FoldedTextBlock(StructBlock):
    """A heading that opens a text."""

    title = CharBlock(max_length=200, label=_("Heading"))
    text = TextBlock(label=_("Text"))


class AccordionBlock(StructBlock):
    """Texts that are folded away below their headings; printed, they are open."""

    folded = ListBlock(FoldedTextBlock(), min_num=1, label=_("Texts"))

    class Meta:
        icon = "list-ul"
        label = _("Accordion")
        template = "cms/blocks/accordion.html"
        static = True
        description = _("Questions and answers, or long rules, folded away below headings")
        preview_template = PREVIEW

        @staticmethod
        def preview_value() -> Any:
            asked = {
                gettext("When do you open?"): gettext("We open at 6.30 every day."),
                gettext("May children bring toys?"): gettext("Yes, on Fridays."),
            }
            return {
                "folded": [
                    {"title": title, "text": f"<p>{text}</p>"} for title, text in asked.items()
                ]
            }


class CallOutBlock(StructBlock):
    """A text in a box of its own."""

    kind = OptionBlock(
        choices=[("info", _("Good to know")), ("warning", _("Take care"))],
        default="info",
        label=_("What kind of text is it?"),
    )
    title = CharBlock(max_length=200, required=False, label=_("Heading"))
    text = TextBlock(label=_("Text"))

    class Meta:
        icon = "pick"
        label = _("Call-out")
        template = "cms/blocks/call_out.html"
        static = True
        description = _("A few lines in a box, which nobody should miss")
        preview_template = PREVIEW

        @staticmethod
        def preview_value() -> Any:
            text = gettext("The school is closed on Friday.")
            return {"kind": "warning", "title": gettext("Remember"), "text": f"<p>{text}</p>"}


class QuoteBlock(StructBlock):
    """What somebody has said."""

    text = CharBlock(max_length=1_000, label=_("Quote"))
    by = CharBlock(max_length=200, required=False, label=_("Who said it?"))

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "cms/blocks/quote.html"
        static = True
        description = _("Words of somebody, set apart")
        preview_template = PREVIEW

        @staticmethod
        def preview_value() -> Any:
            text = gettext("The best thing is when we are out in the forest.")
            return {"text": text, "by": gettext("Pupil in 2.A")}


class TableBlock(StructBlock):
    """A table with a heading for each column; on a phone it scrolls sideways."""

    table = PastableTableBlock(
        [
            ("text", CharBlock(required=False, max_length=500, label=_("Text"))),
            ("long_text", TextBlock(required=False, label=_("Text with links"))),
        ],
        label=_("Table"),
    )

    class Meta:
        icon = "table"
        label = _("Table")
        template = "cms/blocks/table.html"
        static = True
        description = _("Rows and columns, such as times and places")
        preview_template = PREVIEW

    def get_preview_value(self) -> Any:
        """A small table, which has no form that a plain value could have."""
        monday = pgettext("day of a menu", "Monday")
        wednesday = pgettext("day of a menu", "Wednesday")
        headings = (gettext("Day"), gettext("Time"), gettext("Place"))
        rows = [
            (monday, gettext("8.15 am"), gettext("Hall B")),
            (wednesday, gettext("10 am"), gettext("The swimming bath")),
        ]
        return self.to_python(
            {
                "table": {
                    "columns": [{"type": "text", "heading": heading} for heading in headings],
                    "rows": [{"values": list(row)} for row in rows],
                    "caption": gettext("PE in 3.B"),
                }
            }
        )
