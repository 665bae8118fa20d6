"""The entries of connected systems, as the index takes them."""

from collections.abc import Collection, Iterator

from django.db.models import QuerySet
from django.urls import reverse

from core.connectors.models import PortalConnector, SystemEntry
from core.index_sources.entries import EntrySource, Opening, ScopedEntry
from indgang_sdk.search import EntryKind


def list_keys() -> Iterator[str]:
    """The keys of all entries of connections that are switched on, by municipality and operator."""
    return (str(pk) for pk in _open_entries().values_list("pk", flat=True).iterator())


def read_entries(keys: Collection[str]) -> Iterator[ScopedEntry]:
    """The entries with some of these keys, each leading through our own launch."""
    rows = _open_entries().filter(pk__in=[int(key) for key in keys]).select_related("connection")
    for row in rows.order_by("pk"):
        yield ScopedEntry(
            key=str(row.pk),
            kind=EntryKind(row.kind),
            title=row.title,
            text=row.text,
            url=reverse("open_entry", args=[row.pk]),
            openings=(Opening(scope=row.scope_id),),
            dated_at=row.dated_at,
            language=row.language,
            municipality_id=row.connection.municipality_id,
        )


def _open_entries() -> QuerySet[SystemEntry]:
    withdrawn = PortalConnector.objects.filter(is_available=False).values("connector")
    return SystemEntry.objects.filter(connection__is_on=True).exclude(
        connection__connector__in=withdrawn
    )


SOURCE = EntrySource(name="connectors", list_keys=list_keys, read_entries=read_entries)
