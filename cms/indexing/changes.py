"""Telling the index what has changed, inside the transaction that changed it."""

from collections.abc import Iterable

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast, Concat

from cms.indexing.documents import list_documents_below
from cms.indexing.pages import make_entry, may_be_found
from cms.indexing.people import Post, list_posts
from cms.indexing.source import DOCUMENT, PAGE, PERSON, SOURCE
from cms.models import BasePage
from core.index_sources.changes import (
    EntriesMove,
    tell_of_changed_entries,
    tell_of_moved_entries,
    tell_of_written_entries,
)


def tell_of_page(page_id: int) -> None:
    """Has a page read anew, or forgotten when it is no longer published."""
    tell_of_changed_entries(SOURCE.name, [f"{PAGE}:{page_id}"])


def tell_of_saved_page(page: BasePage) -> None:
    """Has a page found, or forgotten, as the rows are that it has just been saved to."""
    if may_be_found(page) and type(page) is page.specific_class:
        tell_of_written_entries(SOURCE.name, [make_entry(page)])
    else:
        tell_of_page(page.pk)


def tell_of_documents(document_ids: Iterable[int]) -> None:
    """Has files read anew: themselves changed, or the pages and folders that show them."""
    tell_of_changed_entries(SOURCE.name, [f"{DOCUMENT}:{pk}" for pk in document_ids])


def tell_of_staff(institution_ids: Iterable[int]) -> None:
    """Has those who work, or worked, at institutions read anew."""
    for institution_id in institution_ids:
        prefix = f"{PERSON}:{institution_id}:"
        keys = [f"{prefix}{person_id}" for _, person_id in list_posts([institution_id])]
        tell_of_changed_entries(SOURCE.name, keys, prefixes=[prefix])


def tell_of_posts(posts: Iterable[Post]) -> None:
    """Has people read anew at the institutions where they work, or worked."""
    keys = [f"{PERSON}:{institution_id}:{person_id}" for institution_id, person_id in posts]
    tell_of_changed_entries(SOURCE.name, keys)


def tell_of_files_below(page: BasePage) -> None:
    """Has the files read anew that a page and those below it show."""
    tell_of_documents(list_documents_below(page.path))


def tell_of_pages_below(
    page: BasePage,
    below: QuerySet[BasePage],
    *,
    scopes: tuple[int | None, int | None],
    institutions: tuple[int | None, int | None],
    municipalities: tuple[int | None, int | None],
    addresses: tuple[str, str],
    has_new_words: bool = False,
) -> None:
    """Has the pages below a page follow it, and the files that they show read anew.

    With `has_new_words` the pages are read anew, too: another part of them may be found.
    """
    key = Concat(Value(f"{PAGE}:"), Cast("pk", CharField()))
    move = EntriesMove(
        keys=below.annotate(key=key).values_list("key", flat=True),
        scopes=scopes,
        institutions=institutions,
        municipalities=municipalities,
        addresses=addresses,
    )
    tell_of_moved_entries(SOURCE.name, move)
    if has_new_words:
        tell_of_changed_entries(SOURCE.name, list(move.keys))
    tell_of_documents(list_documents_below(page.path))
