"""The units that keys name: what they are called, and which unit lies in which."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from core.access.keys import PUBLIC, Holder, UnitKind, find_kind, split_key
from core.access.models import ALWAYS, FOREVER
from core.people.models import Group, Institution, Municipality

STAFF = frozenset({Holder.PEDAGOGICAL, Holder.LEADER, Holder.ADMINISTRATIVE})


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A unit that exists; a group also says its institution, and all say their municipality."""

    unit: str
    kind: UnitKind
    name: str
    municipality_code: str
    institution_kind: str = ""
    institution_id: int | None = None
    institution_key: str = ""
    institution_name: str = ""
    group_kind: str = ""
    starts_on: date = ALWAYS
    ends_on: date = FOREVER

    @property
    def above(self) -> tuple[str, ...]:
        """The units that this one lies in, nearest first."""
        sort = f"{self.municipality_code}.{self.institution_kind}"
        chain = (self.unit, self.institution_key, sort, self.municipality_code)
        start = {
            UnitKind.GROUP: 1,
            UnitKind.INSTITUTION: 2,
            UnitKind.SORT: 3,
            UnitKind.MUNICIPALITY: 4,
        }
        return chain[start[self.kind] :]

    def is_place(self, on: date) -> bool:
        """Whether it is one group or institution, and has not ended."""
        return self.kind in (UnitKind.GROUP, UnitKind.INSTITUTION) and self.ends_on >= on


Units = Mapping[str, Unit]


def read_units(keys: Iterable[str]) -> Units:
    """The units of the keys by their text, in at most three queries; missing ones are left out."""
    texts = {split_key(key)[0] for key in keys if "/" in key}
    groups = {text for text in texts if find_kind(text) is UnitKind.GROUP}
    institutions = {text for text in texts if find_kind(text) is UnitKind.INSTITUTION}
    return {
        **_read_groups(groups),
        **_read_institutions(institutions),
        **_read_municipalities(texts - groups - institutions),
    }


def unit_of_group(group: Group) -> Unit:
    """The unit of a group that was read with its institution and municipality."""
    return Unit(
        unit=f"g{group.pk}",
        kind=UnitKind.GROUP,
        name=group.name,
        municipality_code=group.institution.municipality.code,
        institution_kind=group.institution.kind,
        institution_id=group.institution_id,
        institution_key=group.institution.key,
        institution_name=group.institution.name,
        group_kind=group.kind,
        starts_on=group.starts_on,
        ends_on=group.ends_on,
    )


def unit_of_institution(institution: Institution) -> Unit:
    """The unit of an institution that was read with its municipality."""
    return Unit(
        unit=institution.key,
        kind=UnitKind.INSTITUTION,
        name=institution.name,
        municipality_code=institution.municipality.code,
        institution_kind=institution.kind,
        institution_id=institution.pk,
        institution_key=institution.key,
        institution_name=institution.name,
    )


def units_of_municipality(municipality: Municipality, *, sorts: Iterable[str]) -> list[Unit]:
    """A municipality as a whole, and all its institutions of each of the given kinds."""
    whole = Unit(
        unit=municipality.code,
        kind=UnitKind.MUNICIPALITY,
        name=municipality.name,
        municipality_code=municipality.code,
    )
    return [
        whole,
        *(
            Unit(
                unit=f"{municipality.code}.{sort}",
                kind=UnitKind.SORT,
                name=municipality.name,
                municipality_code=municipality.code,
                institution_kind=sort,
            )
            for sort in sorts
        ),
    ]


def is_covered(key: str, *, by: Collection[str], units: Units) -> bool:
    """Whether those who hold a key hold one of an audience's too, as far as units lie in units."""
    if PUBLIC in by or key in by:
        return True
    text, holder = split_key(key)
    if text not in units:
        return False
    holders = [holder, Holder.STAFF] if holder in STAFF else [holder]
    places = (text, *units[text].above)
    return any(f"{place}/{wide}" in by for place in places for wide in holders)


def is_wide(key: str) -> bool:
    """Whether a key opens for a whole municipality, or for all its institutions of a kind."""
    unit = split_key(key)[0]
    return "/" in key and find_kind(unit) not in (UnitKind.GROUP, UnitKind.INSTITUTION)


def _read_groups(texts: Iterable[str]) -> dict[str, Unit]:
    pks = [int(text[1:]) for text in texts]
    if not pks:
        return {}
    groups = Group.objects.filter(pk__in=pks).select_related("institution__municipality")
    return {f"g{group.pk}": unit_of_group(group) for group in groups}


def _read_institutions(keys: Iterable[str]) -> dict[str, Unit]:
    wanted = list(keys)
    if not wanted:
        return {}
    found = Institution.objects.filter(key__in=wanted).select_related("municipality")
    return {institution.key: unit_of_institution(institution) for institution in found}


def _read_municipalities(texts: Iterable[str]) -> dict[str, Unit]:
    wanted = set(texts)
    if not wanted:
        return {}
    found: dict[str, Unit] = {}
    codes = {text.partition(".")[0] for text in wanted}
    for municipality in Municipality.objects.filter(code__in=codes):
        sorts = [text.partition(".")[2] for text in wanted if text.startswith(municipality.code)]
        for unit in units_of_municipality(municipality, sorts=filter(None, sorts)):
            found[unit.unit] = unit
    return found
