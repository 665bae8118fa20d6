"""What an editor may choose at a page, in the order in which it is offered."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext

from cms.audience.holders import say_holders, title_of_groups
from cms.audience.queries import (
    EditorRights,
    PagePlace,
    find_year_group_ids,
    list_groups,
    list_institutions,
)
from cms.audience.units import (
    Unit,
    UnitKind,
    unit_of_group,
    unit_of_institution,
    units_of_municipality,
)
from cms.audience.words import join_words
from core.access.keys import PUBLIC, Holder, make_key
from core.access.models import Right
from core.people.kinds import GroupKind, InstitutionKind

_IN_GROUP = (Holder.PUPIL, Holder.GUARDIAN, Holder.STAFF)
_AT_INSTITUTION = (
    Holder.PUPIL, Holder.GUARDIAN, Holder.STAFF, Holder.PEDAGOGICAL, Holder.LEADER,
    Holder.ADMINISTRATIVE, Holder.EXTERNAL,
)  # fmt: skip
_AT_ADMINISTRATION = (Holder.STAFF, Holder.LEADER, Holder.ADMINISTRATIVE, Holder.EXTERNAL)
_GROUP_ORDER = list(GroupKind)
# Small children do not sign in: a tick for them would promise readers who are not there.
_WITHOUT_CHILDREN = (InstitutionKind.DAYCARE,)


@dataclass(frozen=True, kw_only=True)
class Tick:
    """One box to tick: a key, and what it is called beside its unit's name."""

    key: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Row:
    """A unit with its ticks."""

    name: str
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, kw_only=True)
class Section:
    """Rows under a heading; those that are not always open fold, and unfold around a tick."""

    title: str
    rows: tuple[Row, ...]
    is_open: bool = False
    is_unfolded: bool = False

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(tick.key for row in self.rows for tick in row.ticks)


def list_sections(place: PagePlace, *, rights: EditorRights, on: date) -> list[Section]:
    """All that an editor may tick at a place: what is nearest first, the internet last."""
    return [section for section in _list_all(place, rights, on) if section.rows]


def keep_rows(sections: Iterable[Section], keep: Callable[[str], bool]) -> list[Section]:
    """The sections with those ticks alone whose keys are to be kept."""
    kept = []
    for section in sections:
        rows = [
            Row(name=row.name, ticks=tuple(tick for tick in row.ticks if keep(tick.key)))
            for row in section.rows
        ]
        rows = [row for row in rows if row.ticks]
        if rows:
            kept.append(replace(section, rows=tuple(rows)))
    return kept


def unfold(sections: Iterable[Section], *, ticked: frozenset[str]) -> list[Section]:
    """The same sections, those with a tick unfolded."""
    return [replace(section, is_unfolded=bool(section.keys & ticked)) for section in sections]


def _list_all(place: PagePlace, rights: EditorRights, on: date) -> list[Section]:
    is_wide = rights.has(Right.MUNICIPALITY, place.institution_id)
    institutions = list_institutions(
        place.municipality.pk, among=None if is_wide else rights.institutions
    )
    written = [item for item in institutions if rights.may_write(item.pk)]
    groups = list_groups([item.pk for item in written], on=on)
    units = [unit_of_group(group) for group in groups]
    near = _near_units(place, units, [unit_of_institution(item) for item in written])
    sections = [_make_near(place, near)]
    taken = {unit.unit for unit in near}
    for institution in sorted(written, key=lambda item: item.pk != place.institution_id):
        unit = unit_of_institution(institution)
        own = [item for item in units if item.institution_id == institution.pk]
        left = [item for item in (unit, *own) if item.unit not in taken]
        is_here = institution.pk == place.institution_id
        sections += _list_institution(left, is_here=is_here)
        taken.add(unit.unit)
    if is_wide:
        rest = [unit_of_institution(item) for item in institutions if item.key not in taken]
        sections += _list_municipality(place, rest, {item.kind for item in institutions})
    if rights.has(Right.PUBLIC, place.institution_id):
        sections.append(_make_public())
    return sections


def _near_units(
    place: PagePlace, groups: Sequence[Unit], institutions: Sequence[Unit]
) -> list[Unit]:
    """The class or room one writes in, its year group, and the institution."""
    near = []
    if place.group is not None:
        years = {f"g{pk}" for pk in find_year_group_ids(place.group)}
        near += [unit for unit in groups if unit.unit == f"g{place.group.pk}"]
        near += [unit for unit in groups if unit.unit in years]
    return [*near, *(unit for unit in institutions if unit.unit == place.institution_key)]


def _make_near(place: PagePlace, units: Sequence[Unit]) -> Section:
    """The place itself; its own class also has those whom the institution added to it."""
    section = _make_section(gettext("Where you write"), units, is_open=True)
    if place.group is None or not units or units[0].group_kind == GroupKind.LOCAL:
        return section
    first, *rest = section.rows
    ticks = (*first.ticks, _make_tick(units[0], Holder.MEMBER))
    return replace(section, rows=(replace(first, ticks=ticks), *rest))


def _list_institution(units: Sequence[Unit], *, is_here: bool) -> list[Section]:
    """One section for each kind of group; another institution's kinds stand in one section."""
    ordered = sorted(units, key=_order_of)
    if not is_here:
        title = ordered[0].institution_name if ordered else ""
        return [_make_section(title, ordered)]
    by_kind: dict[str, list[Unit]] = {}
    for unit in ordered:
        by_kind.setdefault(unit.group_kind, []).append(unit)
    return [
        _make_section(title_of_groups(kind, institution_kind=its[0].institution_kind), its)
        for kind, its in by_kind.items()
        if kind
    ]


def _order_of(unit: Unit) -> int:
    return -1 if unit.kind != UnitKind.GROUP else _GROUP_ORDER.index(GroupKind(unit.group_kind))


def _list_municipality(
    place: PagePlace, rest: Sequence[Unit], kinds: Iterable[str]
) -> list[Section]:
    sorts = [kind for kind in InstitutionKind if kind in set(kinds)]
    wide = units_of_municipality(place.municipality, sorts=sorts)
    return [
        _make_section(gettext("The whole municipality"), wide),
        _make_section(gettext("Institutions of the municipality"), rest),
    ]


def _make_section(title: str, units: Iterable[Unit], *, is_open: bool = False) -> Section:
    rows = tuple(Row(name=_name_row(unit), ticks=_make_ticks(unit)) for unit in units)
    return Section(title=title, rows=rows, is_open=is_open)


def _make_public() -> Section:
    tick = Tick(key=PUBLIC, label=gettext("Everyone on the internet"))
    row = Row(name=gettext("Without signing in"), ticks=(tick,))
    return Section(title=gettext("The internet"), rows=(row,))


def _make_ticks(unit: Unit) -> tuple[Tick, ...]:
    return tuple(
        _make_tick(unit, holder)
        for holder in _holders_of(unit)
        if holder != Holder.PUPIL or unit.institution_kind not in _WITHOUT_CHILDREN
    )


def _make_tick(unit: Unit, holder: Holder) -> Tick:
    label = join_words(say_holders([holder], unit=unit))
    return Tick(key=make_key(unit.unit, holder), label=label)


def _holders_of(unit: Unit) -> Sequence[Holder]:
    if unit.kind == UnitKind.GROUP:
        return (Holder.MEMBER,) if unit.group_kind == GroupKind.LOCAL else _IN_GROUP
    if unit.institution_kind == InstitutionKind.ADMINISTRATION:
        return _AT_ADMINISTRATION
    return _AT_INSTITUTION


def _name_row(unit: Unit) -> str:
    if unit.kind == UnitKind.MUNICIPALITY:
        return gettext("Everybody in %(municipality)s") % {"municipality": unit.name}
    if unit.kind == UnitKind.SORT:
        return _SORT_NAMES[InstitutionKind(unit.institution_kind)]()
    return unit.name


_SORT_NAMES: dict[InstitutionKind, Callable[[], str]] = {
    InstitutionKind.SCHOOL: lambda: gettext("All schools"),
    InstitutionKind.DAYCARE: lambda: gettext("All daycare institutions"),
    InstitutionKind.SFO: lambda: gettext("All after-school care"),
    InstitutionKind.ADMINISTRATION: lambda: gettext("The administration"),
}
