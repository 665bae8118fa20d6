"""What a municipality shares with institutions: it stands at their places as their own does.

It is a page right below the municipality's home that is for one of an institution's units; an event
that is for everybody, such as a holiday, stands in the calendars of all. At classes and rooms it
does not stand: they have what is theirs.
"""

from collections.abc import Iterable
from typing import Any

from cms.models import BasePage
from cms.queries import STEP
from cms.rows import find_kind
from core.access.keys import PUBLIC, Holder, make_key
from core.people.kinds import InstitutionKind

# The administration's pages are found by an index, and are far fewer than those of the whole
# municipality.
_WITH_UNITS = (
    "p.institution_id = (SELECT a.institution_id FROM cms_basepage a "
    "WHERE a.path = %(above)s) AND p.depth = %(depth)s "
    "AND EXISTS (SELECT 1 FROM access_scopekey uk WHERE uk.scope_id = p.scope_id "
    "AND uk.key IN ({keys}))"
)
_KEYS_OF_PLACE = ", ".join(
    f"{unit} || '/{holder}'"
    for unit in ("ui.key", "um.code || '.' || ui.kind", "um.code")
    for holder in Holder
)


def _share_with_place(more: str = "") -> str:
    return (
        "(p.depth = place.depth "  # noqa: S608
        f"AND SUBSTR(p.path, 1, LENGTH(p.path) - {STEP}) = "
        f"SUBSTR(place.path, 1, LENGTH(place.path) - {STEP}) "
        "AND EXISTS (SELECT 1 FROM people_institution ui JOIN people_municipality um "
        "ON um.id = ui.municipality_id JOIN access_scopekey uk ON uk.scope_id = p.scope_id "
        f"AND uk.key IN ({_KEYS_OF_PLACE}{more}) "
        "WHERE ui.id = place.institution_id AND ui.key = place.home_unit))"
    )


# The conditions that the news or the event `p` stands at the institution whose home is the page
# `place`.
NEWS_AT_PLACE_SQL = _share_with_place()
EVENT_AT_PLACE_SQL = _share_with_place(f", '{PUBLIC}'")


def name_shared(
    below: str, units: Iterable[str], *, public: bool = False
) -> tuple[str, dict[str, Any]]:
    """The condition that a page `p` is shared with the institution whose home is at a path.

    The units are those of `list_units`; without any there is no condition. With `public` what is
    for everybody is shared, too.
    """
    keys = [make_key(unit, holder) for unit in units for holder in Holder]
    if not keys:
        return "", {}
    keys += [PUBLIC] * public
    named = {f"shared{number}": key for number, key in enumerate(keys)}
    marks = ", ".join(f"%({name})s" for name in named)
    place = {"above": below[:-STEP], "depth": len(below) // STEP}
    return _WITH_UNITS.format(keys=marks), place | named


def list_units(home_unit: str, *, kind: str, municipality_code: str) -> tuple[str, ...]:
    """The units by which a municipality shares with an institution; none for other homes."""
    if kind not in InstitutionKind.values:
        return ()
    return (home_unit, f"{municipality_code}.{kind}", municipality_code)


def list_units_of(place: BasePage) -> tuple[str, ...]:
    """The units of the page of a place; it costs nothing where `find_named` has read it."""
    if place.municipality is None or place.institution is None:
        return ()
    kind = find_kind(place.home_unit, place.institution.kind)
    return list_units(place.home_unit, kind=kind, municipality_code=place.municipality.code)
