"""Blocks that show pictures, documents and films: each names another object, so is a hole."""

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.templatetags.static import static
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    CharBlock,
    ListBlock,
    PageChooserBlock,
    StructBlock,
    StructBlockValidationError,
    URLBlock,
)
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

from cms.blocks.holes import HoleBlock, Parameters
from cms.blocks.text import PREVIEW

FILMS = ("mp4", "webm")
MOST_PICTURES = 60
# Stands in the editor's previews, where no real picture belongs.
DRAWING = "themes/motifs/998.svg"
MOST_DOCUMENTS = 100


class PictureBlock(HoleBlock, ImageBlock):
    """An image with its description; Wagtail has no translated name for the image itself.

    It is stored, and named in migrations, as Wagtail's own.
    """

    class Meta:
        label = _("Image")
        template = "cms/blocks/hole.html"
        description = _("One picture across the page")
        preview_template = PREVIEW

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.child_blocks["image"].label = _("Image")

    def find_parameters(self, value: Any) -> Parameters:
        return _describe_picture(value)

    def make_example(self) -> Parameters:
        return {"url": static(DRAWING), "alt": "", "width": 960, "height": 540}


class GalleryBlock(HoleBlock, StructBlock):
    """Several pictures side by side, each of which opens large."""

    pictures = ListBlock(PictureBlock(), min_num=1, max_num=MOST_PICTURES, label=_("Pictures"))

    class Meta:
        icon = "image"
        label = _("Gallery")
        template = "cms/blocks/hole.html"
        description = _("Several pictures side by side")
        preview_template = PREVIEW

    def find_parameters(self, value: Any) -> Parameters:
        return {"pictures": [_describe_picture(picture) for picture in value["pictures"]]}

    def make_example(self) -> Parameters:
        drawing = static(DRAWING)
        return {"pictures": [{"thumb": drawing, "large": drawing, "alt": ""}] * 6}


class FolderBlock(PageChooserBlock):
    """A folder of documents; it is stored, and named in migrations, as any page."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("cms.LibraryPage", **kwargs)

    @cached_property
    def widget(self) -> Any:
        chooser = super().widget
        # Wagtail's own would stay in the language of whoever opens the editor first.
        chooser.choose_one_text = _("Choose a folder")
        return chooser

    def deconstruct(self) -> tuple[str, Any, dict[str, Any]]:
        _path, args, kwargs = super().deconstruct()
        return "wagtail.blocks.PageChooserBlock", ["cms.LibraryPage", *args], kwargs


class DocumentsBlock(HoleBlock, StructBlock):
    """Documents from the library, chosen one by one or all of a folder."""

    title = CharBlock(max_length=200, required=False, label=_("Heading"))
    folder = FolderBlock(required=False, label=_("Folder"))
    documents = ListBlock(
        DocumentChooserBlock(label=_("Document")),
        min_num=0,
        max_num=MOST_DOCUMENTS,
        default=[],
        label=_("Documents"),
    )

    class Meta:
        icon = "doc-full-inverse"
        label = _("Documents")
        template = "cms/blocks/hole.html"
        description = _("A list of documents, or all of a folder")
        preview_template = PREVIEW

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        is_empty = not cleaned["folder"] and not cleaned["documents"]
        # A draft, saved by itself perhaps, may lack what is still to be chosen.
        if is_empty and not self.is_deferred_validation:
            raise StructBlockValidationError(
                non_block_errors=[ValidationError(_("Choose a folder, or at least one document."))]
            )
        return cleaned

    def find_parameters(self, value: Any) -> Parameters:
        folder = value["folder"]
        return {
            "title": value["title"],
            "folder": folder.pk if folder else None,
            "documents": [document.pk for document in value["documents"] if document],
        }

    def make_example(self) -> Parameters:
        return {
            "title": gettext("Papers of the class"),
            "documents": [
                {"url": "#", "title": gettext("Week plan"), "kind": "pdf", "size_words": "120 KB"},
                {
                    "url": "#",
                    "title": gettext("What to pack for camp"),
                    "kind": "docx",
                    "size_words": "48 KB",
                },
            ],
        }


class FilmFileBlock(DocumentChooserBlock):
    """A document that browsers play."""

    def clean(self, value: Any) -> Any:
        document = super().clean(value)
        if document and document.file_extension not in FILMS:
            raise ValidationError(_("Choose a film as an MP4 or WebM file."))
        return document

    def deconstruct(self) -> tuple[str, Any, dict[str, Any]]:
        """As Wagtail's own: what is stored is the same."""
        _path, args, kwargs = super().deconstruct()
        return "wagtail.documents.blocks.DocumentChooserBlock", args, kwargs


class VideoBlock(HoleBlock, StructBlock):
    """A film of our own, which loads when it is clicked, or the way to one elsewhere.

    No page asks another host for anything, so a film elsewhere is a link and no player.
    """

    title = CharBlock(max_length=200, label=_("What does the film show?"))
    film = FilmFileBlock(required=False, label=_("Film from the documents"))
    address = URLBlock(
        required=False,
        label=_("Or its address elsewhere"),
        help_text=_("The film opens there: nobody is known to others before clicking."),
    )

    class Meta:
        icon = "media"
        label = _("Video")
        template = "cms/blocks/hole.html"
        description = _("A film that loads when somebody clicks it")
        preview_template = PREVIEW

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        is_undecided = bool(cleaned["film"]) == bool(cleaned["address"])
        if is_undecided and not self.is_deferred_validation:
            message = _("Choose a film from the documents, or write its address elsewhere.")
            raise StructBlockValidationError(non_block_errors=[ValidationError(message)])
        if cleaned["address"] and urlsplit(cleaned["address"]).scheme != "https":
            raise StructBlockValidationError(
                block_errors={
                    "address": ValidationError(_("The address must begin with https://."))
                }
            )
        return cleaned

    def find_parameters(self, value: Any) -> Parameters:
        film = value["film"]
        return {
            "title": value["title"],
            "film": film.pk if film else None,
            "address": value["address"] or "",
        }

    def make_example(self) -> Parameters:
        title = gettext("How we build a kite")
        return {"title": title, "address": "#", "host": "film.example.dk"}


def _describe_picture(value: Any) -> Parameters:
    """The number and the description of a picture; a decorative one has no description."""
    if value is None:
        return {"image": None, "alt": ""}
    return {
        "image": value.pk,
        "alt": "" if getattr(value, "decorative", False) else value.contextual_alt_text or "",
    }
