"""Entries as documents of an engine: their words analysed, and who finds them."""

from collections import defaultdict
from collections.abc import Collection

from core.index_sources.entries import Opening
from search.analysis.lexicon import Lexicon
from search.analysis.texts import analyse
from search.engines.contract import Document
from search.models import Entry, EntryScope


def make_documents(entry_ids: Collection[int], *, lexicon: Lexicon) -> list[Document]:
    """The documents of those of the entries that are there and that somebody finds."""
    openings: dict[int, list[Opening]] = defaultdict(list)
    for row in EntryScope.objects.filter(entry__in=entry_ids).order_by("pk"):
        openings[row.entry_id].append(
            Opening(scope=row.scope_id, begins_at=row.begins_at, ends_at=row.ends_at)
        )
    entries = Entry.objects.filter(pk__in=entry_ids).select_related("municipality", "institution")
    return [
        _make_document(entry, tuple(openings[entry.pk]), lexicon)
        for entry in entries.order_by("pk")
        if openings[entry.pk]
    ]


def _make_document(entry: Entry, openings: tuple[Opening, ...], lexicon: Lexicon) -> Document:
    places = [place.name for place in (entry.institution, entry.municipality) if place]
    # People add where something is, which the text itself seldom says.
    text = "\n".join([entry.text, *places])
    found = analyse(entry.title, entry.headings, text, language=entry.language, lexicon=lexicon)
    return Document(
        entry_id=entry.pk,
        version=entry.version,
        lexicon=lexicon.version,
        kind=entry.kind,
        municipality=int(entry.municipality.code) if entry.municipality else 0,
        institution=entry.institution.key if entry.institution else "",
        unit=entry.unit,
        dated_at=entry.dated_at,
        openings=openings,
        title=found.title,
        words=found.words,
        boost=entry.boost,
        counts=found.counts,
    )
