"""From the readers that a connector names to the keys that open something here."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from core.access.keys import Holder, make_group_unit, make_key, make_person_key
from core.people.models import Group, Person
from indgang_sdk.people import Readers


@dataclass(frozen=True, kw_only=True)
class KnownReaders:
    """The groups and people that some readers name, read once for all of them."""

    institutions: frozenset[str]
    groups: dict[tuple[str, str], frozenset[int]]
    people: dict[str, int]

    def list_keys(self, readers: Iterable[Readers]) -> list[str]:
        """The keys of those readers who are known; nobody's for all others."""
        return sorted({key for one in readers for key in self._keys_of(one)})

    def _keys_of(self, readers: Readers) -> Iterable[str]:
        if readers.person:
            if readers.person in self.people:
                yield make_person_key(self.people[readers.person])
            return
        # Only where the system is connected: it opens nothing to other institutions.
        if readers.institution not in self.institutions or readers.role is None:
            return
        holder = Holder(readers.role.value)
        if not readers.group:
            yield make_key(readers.institution, holder)
            return
        for pk in self.groups.get((readers.institution, readers.group), ()):
            yield make_key(make_group_unit(pk), holder)


def read_known(readers: Iterable[Readers], *, institutions: Iterable[str]) -> KnownReaders:
    """Looks up the groups, by name or number, and the people of some readers, in two queries."""
    some = list(readers)
    connected = frozenset(institutions)
    names = {one.group for one in some if one.group}
    groups: dict[tuple[str, str], set[int]] = {}
    if names:
        rows = Group.objects.filter(
            Q(name__in=names) | Q(external_id__in=names), institution__key__in=connected
        )
        for pk, key, name, number in rows.values_list(
            "pk", "institution__key", "name", "external_id"
        ):
            for known in {name, number} & names:
                groups.setdefault((key, known), set()).add(pk)
    ids = {one.person for one in some if one.person}
    people = Person.objects.filter(unilogin__in=ids) if ids else Person.objects.none()
    return KnownReaders(
        institutions=connected,
        groups={key: frozenset(pks) for key, pks in groups.items()},
        people=dict(people.values_list("unilogin", "pk")),
    )
