"""What a municipality shares with institutions: it stands on their pages as their own does."""

from dataclasses import dataclass
from typing import Any

from core.access.keys import Holder, make_key
from core.access.queries import may_see_sql
from core.people.kinds import InstitutionKind

# Right below the municipality's home, and for one of the units. The administration's pages are
# found by an index, and are far fewer than those of the whole municipality.
_SHARED = (
    " UNION ALL SELECT p.id, {published_at} FROM cms_basepage p "  # noqa: S608
    "WHERE p.institution_id = (SELECT a.institution_id FROM cms_basepage a "
    "WHERE a.path = %(above)s) AND p.depth = %(depth)s AND p.content_type_id = %(news_type)s "
    "AND EXISTS (SELECT 1 FROM access_scopekey uk WHERE uk.scope_id = p.scope_id "
    f"AND uk.key IN ({{keys}})) AND {may_see_sql('p.scope_id')} {{more}} AND {{is_open}}"
)


@dataclass(frozen=True, kw_only=True)
class SharedWith:
    """An institution by its home: what is shared with it alone, with its kind or with all."""

    path: str
    step: int
    units: tuple[str, ...]

    @property
    def params(self) -> dict[str, Any]:
        """The parameters of `write_sql`, beside those of the query that it is joined to."""
        above = self.path[: -self.step]
        return {"above": above, "depth": len(self.path) // self.step, **self._named_keys}

    def write_sql(self, *, published_at: str, is_open: str, more: str = "") -> str:
        """What joins the shared news to the rows of others, as id and moment of publication."""
        keys = ", ".join(f"%({name})s" for name in self._named_keys)
        return _SHARED.format(published_at=published_at, is_open=is_open, more=more, keys=keys)

    @property
    def _named_keys(self) -> dict[str, str]:
        keys = [make_key(unit, holder) for unit in self.units for holder in Holder]
        return {f"shared{number}": key for number, key in enumerate(keys)}


def list_units(home_unit: str, *, kind: str, municipality_code: str) -> tuple[str, ...]:
    """The units by which a municipality shares with an institution; none for other homes."""
    if kind not in InstitutionKind.values:
        return ()
    return (home_unit, f"{municipality_code}.{kind}", municipality_code)
