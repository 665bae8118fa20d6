"""Some of a municipality's institutions as the readers of its news: ticked, and read back."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.audience.choices import name_all_of
from cms.audience.picker import Picker
from core.access.audiences import MOST_KEYS, Audience, make_audience
from core.access.keys import Holder, make_key, split_key
from core.access.models import Right
from core.people.kinds import InstitutionKind
from core.people.models import Institution

HOLDERS: dict[str, str | Promise] = {
    Holder.GUARDIAN: _("Parents"),
    Holder.PUPIL: _("Pupils"),
    Holder.STAFF: _("Staff"),
}
USUAL = (Holder.GUARDIAN, Holder.STAFF)
# More than a phone shows at once stay folded until they are asked for.
FEW = 6
_TITLES = {
    InstitutionKind.SCHOOL: _("Schools"),
    InstitutionKind.DAYCARE: _("Daycare institutions"),
    InstitutionKind.SFO: _("After-school care"),
}


@dataclass(frozen=True, kw_only=True)
class Kind:
    """The institutions of one kind, as unit and name; `all_of` is the unit of all of them."""

    kind: InstitutionKind
    places: Sequence[tuple[str, str]]
    all_of: str = ""

    @property
    def title(self) -> str | Promise:
        return _TITLES[self.kind]

    @property
    def all_name(self) -> str:
        return name_all_of(self.kind)

    @property
    def units(self) -> list[str]:
        """What may be ticked: the kind as a whole where it may be, and each institution."""
        return [*filter(None, [self.all_of]), *(unit for unit, _name in self.places)]

    @property
    def is_long(self) -> bool:
        return len(self.places) > FEW

    def has_any(self, units: Collection[str]) -> bool:
        """Whether one of the institutions is among some units."""
        return any(unit in units for unit, _name in self.places)


@dataclass(frozen=True, kw_only=True)
class Sharing:
    """What one editor may share with which institutions, from an administration.

    Its own staff always reads along, since somebody there will be asked about it.
    """

    sender: Institution
    groups: Sequence[Kind]

    @property
    def units(self) -> list[str]:
        """Everything that may be ticked."""
        return [unit for group in self.groups for unit in group.units]

    def make_audience(self, units: Iterable[str], holders: Collection[str]) -> Audience:
        """The audience of ticks; raises `InvalidAudience` where they are too many.

        An institution adds nothing to all of its kind, and small children do not sign in.
        """
        wanted = set(units)
        kinds = {self._kinds[unit] for unit in wanted if "." in unit}
        wanted = {unit for unit in wanted if "." in unit or self._kinds[unit] not in kinds}
        keys = [
            make_key(unit, Holder(holder))
            for unit in wanted
            for holder in holders
            if holder != Holder.PUPIL or self._kinds[unit] != InstitutionKind.DAYCARE
        ]
        return make_audience([*keys, self._own_key]) if keys else ()

    def count_most(self, holders: Collection[str]) -> int:
        """How many single institutions fit into one audience."""
        return (MOST_KEYS - 1) // max(len(holders), 1)

    def read_back(self, audience: Audience) -> tuple[list[str], list[str]] | None:
        """The units and holders that would be ticked for an audience; None for any other."""
        pairs = [split_key(key) for key in audience if key != self._own_key]
        units = [unit for unit in self.units if unit in {unit for unit, _holder in pairs}]
        holders = [holder for holder in HOLDERS if holder in {holder for _unit, holder in pairs}]
        return (units, holders) if self.make_audience(units, holders) == audience else None

    @property
    def _own_key(self) -> str:
        return make_key(self.sender.key, Holder.STAFF)

    @cached_property
    def _kinds(self) -> dict[str, InstitutionKind]:
        return {unit: group.kind for group in self.groups for unit in group.units}


def find_sharing(picker: Picker) -> Sharing | None:
    """What may be shared where a picker stands; None except at an administration."""
    place = picker.known_place
    sender = place.institution
    if place.group is not None or sender is None or sender.kind != InstitutionKind.ADMINISTRATION:
        return None
    rows = picker.choosable.exclude(kind=InstitutionKind.ADMINISTRATION)
    named: dict[str, list[tuple[str, str]]] = {}
    for key, name, kind in rows.order_by("name", "key").values_list("key", "name", "kind"):
        named.setdefault(kind, []).append((key, name))
    whole = picker.rights.has(Right.MUNICIPALITY, sender.pk)
    groups = [
        Kind(
            kind=kind,
            places=named[kind],
            all_of=f"{place.municipality.code}.{kind}" if whole else "",
        )
        for kind in _TITLES
        if kind in named
    ]
    return Sharing(sender=sender, groups=groups) if groups else None
