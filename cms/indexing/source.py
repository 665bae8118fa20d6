"""All that cms offers to be found, as one source with keys such as `page:17`."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from itertools import chain

from cms.indexing.documents import list_document_ids, read_document_entries
from cms.indexing.pages import list_page_ids, read_page_entries
from cms.indexing.people import list_posts, read_staff_entries
from core.index_sources.entries import EntrySource, ScopedEntry

PAGE, DOCUMENT, PERSON = "page", "document", "person"


def list_keys() -> Iterator[str]:
    """The keys of everything that somebody might find."""
    return chain(
        (f"{PAGE}:{pk}" for pk in list_page_ids()),
        (f"{DOCUMENT}:{pk}" for pk in list_document_ids()),
        (f"{PERSON}:{institution}:{person}" for institution, person in list_posts()),
    )


def read_entries(keys: Collection[str]) -> Iterator[ScopedEntry]:
    """The entries with some of these keys, as they are now."""
    numbers: dict[str, list[list[int]]] = defaultdict(list)
    for key in keys:
        kind, *parts = key.split(":")
        numbers[kind].append([int(part) for part in parts])
    if numbers[PAGE]:
        yield from read_page_entries(pk for (pk,) in numbers[PAGE])
    if numbers[DOCUMENT]:
        yield from read_document_entries(pk for (pk,) in numbers[DOCUMENT])
    if numbers[PERSON]:
        yield from read_staff_entries((place, person) for place, person in numbers[PERSON])


SOURCE = EntrySource(name="cms", list_keys=list_keys, read_entries=read_entries)
