"""What a municipality shares with institutions: it stands on their pages as their own does."""

from collections.abc import Iterable
from typing import Any

from cms.queries import OPEN_SQL, PUBLISHED_AT_SQL, STEP
from core.access.keys import Holder, make_key
from core.access.queries import may_see_sql
from core.people.kinds import InstitutionKind

# Right below the municipality's home, and for one of the units. The administration's pages are
# found by an index, and are far fewer than those of the whole municipality.
_SHARED = (
    f" UNION ALL SELECT p.id, {PUBLISHED_AT_SQL} FROM cms_basepage p "  # noqa: S608
    "WHERE p.institution_id = (SELECT a.institution_id FROM cms_basepage a "
    "WHERE a.path = %(above)s) AND p.depth = %(depth)s AND p.content_type_id = %(news_type)s "
    "AND EXISTS (SELECT 1 FROM access_scopekey uk WHERE uk.scope_id = p.scope_id "
    f"AND uk.key IN ({{keys}})) AND {may_see_sql('p.scope_id')} {{more}} AND {OPEN_SQL}"
)


def name_shared(below: str, units: Iterable[str], *, more: str = "") -> tuple[str, dict[str, Any]]:
    """What adds to news below an institution's home those that its municipality shares with it.

    The units are those of `list_units`; `more` is a condition that both have.
    """
    keys = [make_key(unit, holder) for unit in units for holder in Holder]
    if not keys:
        return "", {}
    named = {f"shared{number}": key for number, key in enumerate(keys)}
    marks = ", ".join(f"%({name})s" for name in named)
    place = {"above": below[:-STEP], "depth": len(below) // STEP}
    return _SHARED.format(keys=marks, more=more), place | named


def list_units(home_unit: str, *, kind: str, municipality_code: str) -> tuple[str, ...]:
    """The units by which a municipality shares with an institution; none for other homes."""
    if kind not in InstitutionKind.values:
        return ()
    return (home_unit, f"{municipality_code}.{kind}", municipality_code)
