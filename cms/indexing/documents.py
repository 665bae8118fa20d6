"""Files as entries of the index: found by who sees their folder or a page that links to them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db.models import Q
from django.urls import reverse

from cms.indexing.pages import find_units, may_be_found, open_page
from cms.models import BasePage, DocumentText, InstitutionDocument, MediaUse
from core.index_sources.entries import ScopedEntry
from indgang_sdk.levels import Level
from indgang_sdk.search import EntryKind


def list_document_ids() -> Iterable[int]:
    """The ids of all files."""
    return InstitutionDocument.objects.values_list("pk", flat=True)


def list_documents_below(path: str) -> set[int]:
    """The ids of the files in folders, or linked on pages, below a tree path."""
    in_folders = Q(folder__path__startswith=path)
    linked = Q(uses__page__path__startswith=path)
    found = InstitutionDocument.objects.filter(in_folders | linked)
    return set(found.values_list("pk", flat=True))


def read_document_entries(document_ids: Iterable[int]) -> Iterator[ScopedEntry]:
    """The entries of those of the files that stand in a published folder or on such a page."""
    documents = InstitutionDocument.objects.filter(pk__in=list(document_ids)).select_related(
        "folder", "words", "collection__institution_link__institution"
    )
    shown = _list_pages(documents)
    units = find_units({page.pk: page for pages in shown.values() for page in pages}.values())
    return (
        _make_entry(item, shown[item.pk], unit=units[shown[item.pk][0].pk])
        for item in documents
        if shown[item.pk]
    )


def _list_pages(documents: Iterable[InstitutionDocument]) -> dict[int, list[BasePage]]:
    """The folders and pages on which somebody sees each file."""
    found: dict[int, list[BasePage]] = defaultdict(list)
    for document in documents:
        if document.folder is not None and may_be_found(document.folder):
            found[document.pk].append(document.folder)
    for use in MediaUse.objects.filter(document__in=documents).select_related("page"):
        if use.document_id is not None and may_be_found(use.page):
            found[use.document_id].append(use.page)
    return found


def _make_entry(document: InstitutionDocument, pages: list[BasePage], *, unit: str) -> ScopedEntry:
    link = getattr(document.collection, "institution_link", None)
    institution = link.institution if link else None
    return ScopedEntry(
        key=f"document:{document.pk}",
        kind=EntryKind.DOCUMENT,
        title=document.title,
        url=reverse("document", args=[document.pk]),
        openings=tuple(open_page(page) for page in pages),
        dated_at=document.created_at,
        text=_read_text(document, pages),
        unit=unit,
        municipality_id=institution.municipality_id if institution else None,
        institution_id=institution.pk if institution else None,
    )


def _read_text(document: InstitutionDocument, pages: Iterable[BasePage]) -> str:
    """What was read of the file, unless the document has got another one since.

    Nothing where a page that shows it asks for more than one factor: others find the file by it.
    """
    if any(page.effective_level > Level.ONE_FACTOR for page in pages):
        return ""
    words: DocumentText | None = getattr(document, "words", None)
    return words.text if words and words.file_hash == document.file_hash else ""
