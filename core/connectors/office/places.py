"""The institutions of a municipality at one of its connections: who uses it, and how it goes."""

from typing import Any

from core.connectors.configuration.reaches import Configured
from core.connectors.office.words import describe_status_at
from core.people.models import Institution
from core.people.office.names import fold_name, name_matches, name_order

# More than that a phone does not show at once; the field above the list finds the others.
SHOWN = 20


def list_places(configured: Configured) -> list[dict[str, Any]]:
    """All institutions in words: first those where something is wrong, then by name."""
    rows = [_describe_place(configured, place) for place in configured.places]
    return sorted(rows, key=lambda row: (not row["statuses"], name_order(row["name"])))


def choose_places(
    rows: list[dict[str, Any]], *, find: str, all_of_them: bool
) -> list[dict[str, Any]]:
    """Those whose name somebody has begun to write, or the first of them."""
    wanted = fold_name(find)
    found = [row for row in rows if not wanted or name_matches(wanted, row["name"])]
    return found if all_of_them else found[:SHOWN]


def count_lacking(configured: Configured) -> int:
    """At how many institutions something is in the way that is not in the way of all."""
    return sum(bool(configured.list_statuses_at(place)) for place in configured.places)


def _describe_place(configured: Configured, place: Institution) -> dict[str, Any]:
    row = configured.rows.get(place.pk)
    return {
        "key": place.key,
        "name": place.name,
        "kind": place.get_kind_display(),
        "is_used": configured.is_used_by(place),
        "says_so": row is not None and row.is_on is not None,
        "statuses": [describe_status_at(status) for status in configured.list_statuses_at(place)],
    }
