"""The stream of blocks that a page's text is."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamBlock

from cms.blocks.deferring import OneAtATime
from cms.blocks.lists import ContactBlock, EventListBlock, NewsListBlock, TileBlock
from cms.blocks.media import DocumentsBlock, GalleryBlock, PictureBlock, VideoBlock
from cms.blocks.text import (
    AccordionBlock,
    CallOutBlock,
    HeadingBlock,
    QuoteBlock,
    TableBlock,
    TextBlock,
)

TEXTS = _("Text")
PICTURES_AND_FILES = _("Pictures and documents")
LISTS = _("Lists and boxes")


class BodyBlock(OneAtATime, StreamBlock):
    """The text of a page; a block that is not static is a hole, filled for each reader."""

    heading = HeadingBlock(group=TEXTS)
    text = TextBlock(label=_("Text"), group=TEXTS)
    image = PictureBlock(label=_("Image"), group=PICTURES_AND_FILES)
    call_out = CallOutBlock(group=TEXTS)
    accordion = AccordionBlock(group=TEXTS)
    table = TableBlock(group=TEXTS)
    quote = QuoteBlock(group=TEXTS)
    gallery = GalleryBlock(group=PICTURES_AND_FILES)
    documents = DocumentsBlock(group=PICTURES_AND_FILES)
    video = VideoBlock(group=PICTURES_AND_FILES)
    contact = ContactBlock(group=LISTS)
    news = NewsListBlock(group=LISTS)
    event_list = EventListBlock(group=LISTS)
    tile = TileBlock(group=LISTS)

    class Meta:
        help_text = _("Press the plus to add a heading, a text or an image.")


class NoteBlock(OneAtATime, StreamBlock):
    """The text of a story of the day: words and pictures, as a telephone sends them."""

    image = PictureBlock()
    text = TextBlock(label=_("Text"))
