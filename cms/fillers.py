"""What the holes of each kind show a reader: pictures, files, films, lists, people, boxes."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.blocks.filling import Filled, Filler, Reader, Values, register_filler
from cms.blocks.holes import Hole
from cms.blocks.lists import SYSTEMS
from cms.bodies import KEYWORDS, RELATED
from cms.calendar.reading import list_coming_of_places
from cms.models import BasePage, InstitutionDocument
from cms.news.queries import news_of_places
from cms.queries import documents_visible_to, images_visible_to, named_to
from cms.rows import address_of
from core.people.staff import list_staff_visible_to
from themes.templatetags.themes_dates import file_size

WIDTH = 960
LARGE = "max-1600x1600"
THUMB = "fill-480x360"


def fill_pictures(holes: Sequence[Hole], reader: Reader) -> Filled:
    """Pictures that this reader sees; one that is withdrawn or gone leaves nothing."""
    sizes = _find_sizes((hole.parameters["image"] for hole in holes), reader)
    return {
        hole.block_id: _show_picture(hole.parameters, sizes)
        for hole in holes
        if hole.parameters["image"] in sizes
    }


def fill_galleries(holes: Sequence[Hole], reader: Reader) -> Filled:
    """Galleries with the pictures that this reader sees."""
    sizes = _find_sizes(
        (picture["image"] for hole in holes for picture in hole.parameters["pictures"]), reader
    )
    return {
        hole.block_id: {
            "pictures": [
                {
                    "thumb": reverse("serve_image", args=[picture["image"], THUMB]),
                    "large": reverse("serve_image", args=[picture["image"], LARGE]),
                    "alt": picture["alt"],
                }
                for picture in hole.parameters["pictures"]
                if picture["image"] in sizes
            ]
        }
        for hole in holes
    }


def fill_documents(holes: Sequence[Hole], reader: Reader) -> Filled:
    """Lists of the documents that this reader sees, in the editors' order."""
    ids = {pk for hole in holes for pk in hole.parameters["documents"]}
    folders = {hole.parameters["folder"] for hole in holes} - {None}
    wanted = Q(pk__in=ids) | Q(folder_id__in=folders)
    files = documents_visible_to(reader.files_for).filter(wanted).order_by("position", "title")
    found = list(files)
    return {hole.block_id: _show_documents(hole.parameters, found) for hole in holes}


def fill_films(holes: Sequence[Hole], reader: Reader) -> Filled:
    """Films of our own that this reader sees, and the ways to those elsewhere."""
    ids = {hole.parameters["film"] for hole in holes} - {None}
    files = documents_visible_to(reader.files_for).filter(pk__in=ids) if ids else ()
    found = {document.pk: document for document in files}
    shown: dict[str, Values] = {}
    for hole in holes:
        document = found.get(hole.parameters["film"])
        address = hole.parameters["address"]
        if document is None and not address:
            continue
        shown[hole.block_id] = {
            "title": hole.parameters["title"],
            "film": document.url if document else "",
            "kind": document.file_extension if document else "",
            "address": address,
            "host": (urlsplit(address).hostname or "").removeprefix("www."),
        }
    return shown


def fill_news(holes: Sequence[Hole], reader: Reader) -> Filled:
    """The newest news of each place that this reader sees."""
    places = {hole.parameters["place"] for hole in holes} - {None}
    most = max(hole.parameters["number"] for hole in holes)
    found = news_of_places(reader.viewer, places, most=most)
    return {
        hole.block_id: {
            "title": hole.parameters["title"] or _("News"),
            "news": [
                {"title": item.title, "url": item.url, "published": item.published_at}
                for item in found.get(hole.parameters["place"], [])[: hole.parameters["number"]]
            ],
            "today": reader.viewer.today,
        }
        for hole in holes
    }


def fill_events(holes: Sequence[Hole], reader: Reader) -> Filled:
    """What happens next at each place that this reader sees."""
    places = {hole.parameters["place"] for hole in holes} - {None}
    most = max(hole.parameters["number"] for hole in holes)
    found = list_coming_of_places(reader.viewer, places, most=most)
    return {hole.block_id: _show_events(hole, found) for hole in holes}


def _show_events(hole: Hole, found: Mapping[int, list[Values]]) -> Values:
    events = found.get(hole.parameters["place"], [])[: hole.parameters["number"]]
    return {
        "title": hole.parameters["title"] or _("Coming up"),
        "events": events,
        "several_places": len({event["place"] for event in events}) > 1,
    }


def fill_contacts(holes: Sequence[Hole], reader: Reader) -> Filled:
    """The staff of the page's institution that this reader sees, with what they share."""
    staff = list_staff_visible_to(
        reader.viewer,
        institution_id=reader.page.institution_id,
        group_id=_find_group(reader.page.home_unit),
    )
    return {
        hole.block_id: {
            "title": hole.parameters["title"] or _("Contact"),
            "people": [
                {"name": member.name, "title": member.title, "email": member.email,
                 "phone": member.phone}
                for member in staff
                if member.belongs_to & set(hole.parameters["who"])
            ],
        }
        for hole in holes
    }  # fmt: skip


def fill_tiles(holes: Sequence[Hole], reader: Reader) -> Filled:
    """Boxes of systems, each fetched by a request of its own: it shows a reader what is theirs."""
    signed_in = reader.viewer.person_id is not None
    return {
        hole.block_id: {
            "title": str(SYSTEMS[hole.parameters["system"]]),
            "url": reverse("boxes_of", args=[hole.parameters["system"]]) if signed_in else "",
        }
        for hole in holes
        if hole.parameters["system"] in SYSTEMS
    }


def fill_related(holes: Sequence[Hole], reader: Reader) -> Filled:
    """Of the related pages those that this reader sees, in the editors' order."""
    ids = {pk for hole in holes for pk in hole.parameters["pages"]}
    rows = named_to(reader.viewer, BasePage.objects.filter(pk__in=ids))
    found = {
        pk: {"title": title, "url": address_of(url_path)}
        for pk, title, url_path in rows.values_list("pk", "title", "url_path")
    }
    return {
        hole.block_id: {
            "pages": [found[pk] for pk in dict.fromkeys(hole.parameters["pages"]) if pk in found]
        }
        for hole in holes
    }


def fill_keywords(holes: Sequence[Hole], reader: Reader) -> Filled:
    """The page's keywords, each leading to the pages of its institution with the same word."""
    place = reader.page.institution_id
    return {
        hole.block_id: {
            "words": [
                {"word": item["word"], "url": reverse("keyword", args=[place, item["slug"]])}
                for item in (hole.parameters["words"] if place else ())
            ]
        }
        for hole in holes
    }


def _find_sizes(ids: Iterable[int | None], reader: Reader) -> dict[int, tuple[int, int]]:
    images = images_visible_to(reader.files_for).filter(pk__in={pk for pk in ids if pk})
    return {row[0]: row[1:] for row in images.values_list("pk", "width", "height")}


def _show_picture(parameters: dict[str, Any], sizes: dict[int, tuple[int, int]]) -> Values:
    width, height = sizes[parameters["image"]]
    shown = min(width, WIDTH)
    return {
        "url": reverse("serve_image", args=[parameters["image"], f"width-{WIDTH}"]),
        "alt": parameters["alt"],
        "width": shown,
        "height": max(round(height * shown / width), 1),
    }


def _show_documents(parameters: dict[str, Any], found: list[InstitutionDocument]) -> Values:
    by_id = {document.pk: document for document in found}
    chosen = [by_id[pk] for pk in parameters["documents"] if pk in by_id]
    folder = parameters["folder"]
    of_folder = [item for item in found if folder and item.folder_id == folder]
    rows = list(dict.fromkeys([*chosen, *of_folder]))
    return {
        "title": parameters["title"] or _("Documents"),
        "documents": [show_document(row) for row in rows],
    }


def show_document(document: InstitutionDocument) -> Values:
    """A file as a row in a list."""
    return {
        "title": document.title,
        "url": document.url,
        "kind": document.file_extension,
        "size_words": file_size(document.file_size or 0),
    }


def _find_group(home_unit: str) -> int | None:
    """The number of the class or room that a page is the home of."""
    return int(home_unit[1:]) if home_unit.startswith("g") else None


for _kind, _filler in {
    "image": Filler(fill=fill_pictures, template="themes/blocks/picture.html"),
    "gallery": Filler(fill=fill_galleries, template="themes/blocks/gallery.html"),
    "documents": Filler(fill=fill_documents, template="themes/blocks/documents.html"),
    "video": Filler(fill=fill_films, template="themes/blocks/video.html"),
    "news": Filler(fill=fill_news, template="themes/blocks/news.html"),
    "event_list": Filler(fill=fill_events, template="themes/blocks/events.html"),
    "contact": Filler(fill=fill_contacts, template="themes/blocks/contact.html", names_people=True),
    RELATED: Filler(fill=fill_related, template="themes/blocks/related.html"),
    KEYWORDS: Filler(fill=fill_keywords, template="themes/blocks/keywords.html"),
    "tile": Filler(fill=fill_tiles, template="themes/blocks/tile.html"),
}.items():
    register_filler(_kind, _filler)
