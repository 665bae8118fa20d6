"""What an editor may choose at a page, in the order in which it is offered."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext, pgettext

from cms.audience.holders import say_holders, title_of_groups
from cms.audience.queries import (
    PagePlace,
    find_year_group_ids,
    list_groups,
)
from cms.audience.units import (
    Unit,
    unit_of_group,
    unit_of_institution,
    units_of_municipality,
)
from cms.audience.words import join_words
from core.access.keys import PUBLIC, Holder, UnitKind, make_key
from core.access.models import Right
from core.access.queries import EditorRights
from core.people.kinds import GroupKind, InstitutionKind
from core.people.models import Institution

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

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(tick.key for tick in self.ticks)


@dataclass(frozen=True, kw_only=True)
class Section:
    """Rows under a heading; those that are not always open fold, and unfold around a tick."""

    title: str
    rows: tuple[Row, ...]
    is_open: bool = False
    is_unfolded: bool = False

    @property
    def keys(self) -> frozenset[str]:
        return frozenset().union(*(row.keys for row in self.rows))


def list_sections(
    place: PagePlace,
    *,
    rights: EditorRights,
    nearby: Sequence[Institution],
    elsewhere: Iterable[Unit] = (),
    kinds: Iterable[str] = (),
    on: date,
) -> list[Section]:
    """What an editor is offered at a place: what is nearest first, the internet last.

    `nearby` are institutions to list with their groups, `elsewhere` single units of others, and
    `kinds` those of institutions in the municipality; all must be the editor's to choose.
    """
    sections = _list_nearby(place, nearby, on=on)
    listed = frozenset().union(*(section.keys for section in sections))
    sections.append(
        Section(
            title=gettext("Other places"),
            rows=tuple(row for row in list_rows(elsewhere) if row.keys - listed),
        )
    )
    if rights.has(Right.MUNICIPALITY, place.institution_id):
        sections.append(_list_municipality(place, kinds))
    if rights.has(Right.PUBLIC, place.institution_id):
        sections.append(_make_public())
    return [section for section in sections if section.rows]


def list_rows(units: Iterable[Unit]) -> tuple[Row, ...]:
    """A row for each of some units, with the institutions of groups, as they lie anywhere."""
    return tuple(Row(name=_name_anywhere(unit), ticks=_make_ticks(unit)) for unit in units)


def name_all_of(kind: InstitutionKind) -> str:
    """What all institutions of a kind in a municipality are called."""
    return _SORT_NAMES[kind]()


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


def _list_nearby(
    place: PagePlace, institutions: Sequence[Institution], *, on: date
) -> list[Section]:
    groups = list_groups([item.pk for item in institutions], on=on)
    units = [unit_of_group(group) for group in groups]
    near = _near_units(place, units, [unit_of_institution(item) for item in institutions], on=on)
    sections = [_make_near(place, near)]
    taken = {unit.unit for unit in near}
    for institution in institutions:
        unit = unit_of_institution(institution)
        own = [item for item in units if item.institution_id == institution.pk]
        left = [item for item in (unit, *own) if item.unit not in taken]
        is_here = institution.pk == place.institution_id
        sections += _list_institution(left, is_here=is_here)
    return sections


def _near_units(
    place: PagePlace, groups: Sequence[Unit], institutions: Sequence[Unit], *, on: date
) -> list[Unit]:
    """The class or room one writes in, its year group, and the institution."""
    near = []
    if place.group is not None:
        years = {f"g{pk}" for pk in find_year_group_ids(place.group, on=on)}
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


def _list_municipality(place: PagePlace, kinds: Iterable[str]) -> Section:
    sorts = [kind for kind in InstitutionKind if kind in set(kinds)]
    wide = units_of_municipality(place.municipality, sorts=sorts)
    return _make_section(gettext("The whole municipality"), wide)


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


def _name_anywhere(unit: Unit) -> str:
    if unit.kind != UnitKind.GROUP:
        return _name_row(unit)
    words = {"group": unit.name, "institution": unit.institution_name}
    return pgettext("a group and where it is", "%(group)s, %(institution)s") % words


def _name_row(unit: Unit) -> str:
    if unit.kind == UnitKind.MUNICIPALITY:
        return gettext("Everybody in %(municipality)s") % {"municipality": unit.name}
    if unit.kind == UnitKind.SORT:
        return name_all_of(InstitutionKind(unit.institution_kind))
    return unit.name


_SORT_NAMES: dict[InstitutionKind, Callable[[], str]] = {
    InstitutionKind.SCHOOL: lambda: gettext("All schools"),
    InstitutionKind.DAYCARE: lambda: gettext("All daycare institutions"),
    InstitutionKind.SFO: lambda: gettext("All after-school care"),
    InstitutionKind.ADMINISTRATION: lambda: gettext("The administration"),
}
