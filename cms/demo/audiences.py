"""From the places that the demo's content names to homes, institutions and keys."""

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from cms.models import BasePage, GroupHome, InstitutionHome, MunicipalityHome
from core.access.audiences import make_audience
from core.access.keys import PUBLIC, Holder, make_group_unit, make_key
from core.people.models import Group, Institution
from sandbox.content.records import Audience, Readers

Found = TypeVar("Found")


class UnknownPlace(LookupError):
    """The content names a place that the rosters do not have."""


@dataclass(frozen=True, kw_only=True)
class Places:
    """The groups and homes by the names that content has for them, as `998101/3.B`."""

    groups: dict[str, Group]
    institutions: dict[str, Institution]
    homes: dict[str, BasePage]

    def find_home(self, place: str) -> BasePage:
        """The home of a municipality, an institution or a group."""
        return _find(self.homes, place)

    def find_institution(self, place: str) -> Institution:
        """The institution that a place's pages belong to; a municipality's administration."""
        home = self.find_home(place)
        return next(item for item in self.institutions.values() if item.pk == home.institution_id)

    def make_keys(self, audience: Audience) -> list[str]:
        """The keys of an audience, in the form in which a page stores them."""
        return list(make_audience(key for part in audience for key in self._keys_of(part)))

    def _keys_of(self, part: Readers) -> list[str]:
        if part.place == PUBLIC:
            return [PUBLIC]
        unit = part.place
        if "/" in unit:
            unit = make_group_unit(_find(self.groups, unit).pk)
        elif "." not in unit and unit not in self.institutions:
            # A municipality: it has a home, or it does not exist.
            self.find_home(unit)
        return [make_key(unit, Holder(holder)) for holder in part.holders]


def read_places(*, on: date) -> Places:
    """The places that exist on a day."""
    in_force = Group.objects.filter(starts_on__lte=on, ends_on__gte=on)
    groups = {_name(group): group for group in in_force.select_related("institution")}
    homes: dict[str, BasePage] = {
        home.home_of.code: home for home in MunicipalityHome.objects.select_related("home_of")
    }
    homes |= {home.home_of.key: home for home in InstitutionHome.objects.select_related("home_of")}
    homes |= {
        _name(home.home_of): home
        for home in GroupHome.objects.select_related("home_of__institution")
    }
    institutions = {item.key: item for item in Institution.objects.all()}
    return Places(groups=groups, institutions=institutions, homes=homes)


def _name(group: Group) -> str:
    return f"{group.institution.key}/{group.name}"


def _find(found: dict[str, Found], place: str) -> Found:
    try:
        return found[place]
    except KeyError:
        raise UnknownPlace(place) from None
