"""How often somebody may search."""

from datetime import datetime, timedelta

from django.db import connection

from core.access.viewer import Viewer
from core.login.limits import digest_sender, find_network
from search.models import SearchCount

KEPT = timedelta(hours=1)
SEARCHES_OF_PERSON = 30
# Those who are not signed in may share one address, as all of a school do.
SEARCHES_OF_NETWORK = 120

# One statement, so that a hundred at once count as a hundred.
_COUNT = """
INSERT INTO search_searchcount (bucket, minute, number) VALUES (%s, %s, 1)
ON CONFLICT (bucket, minute) DO UPDATE SET number = search_searchcount.number + 1
RETURNING number
"""


class TooManySearches(Exception):
    """Somebody has searched too often in this minute."""


def count_search(viewer: Viewer, *, address: str) -> None:
    """Counts a search in this minute; raises `TooManySearches` when they were enough."""
    if viewer.person_id is None:
        bucket, most = digest_sender("search", find_network(address)), SEARCHES_OF_NETWORK
    else:
        bucket, most = digest_sender("searcher", str(viewer.person_id)), SEARCHES_OF_PERSON
    minute = viewer.now.replace(second=0, microsecond=0)
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [bucket, connection.ops.adapt_datetimefield_value(minute)])
        (number,) = cursor.fetchone()
    if number > most:
        raise TooManySearches


def forget_counts(*, now: datetime) -> None:
    """Deletes counts that no longer matter."""
    SearchCount.objects.filter(minute__lt=now - KEPT).delete()
