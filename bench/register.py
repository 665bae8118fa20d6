"""Municipalities, institutions, groups and people in bulk, with the keys that people hold."""

from collections.abc import Iterable, Iterator
from datetime import date

from wagtail.models import Collection

from bench.sizes import Sizes
from bench.texts import CLASSES, MUNICIPALITY, SCHOOL
from bench.tree import insert, next_pk
from cms.models import ContentCounter, InstitutionCollection
from core.access.keys import split_key
from core.access.models import FOREVER, PersonKey
from core.access.operations import Holding
from core.people.holdings import Belonging, Place, hold_keys
from core.people.kinds import GroupKind, InstitutionKind, Role, Source
from core.people.models import Group, Institution, Municipality, Person

SCHOOL_KEY = "998101"
BIG_SCHOOL_KEY = "998102"
STARTED = date(2020, 8, 1)


def make_municipalities(sizes: Sizes) -> list[Municipality]:
    """998 and made-up ones, none of them with a code that Denmark uses."""
    codes = ["998", *(f"{900 + number}" for number in range(sizes.municipalities - 1))]
    rows = [
        Municipality(code=code, name=MUNICIPALITY if code == "998" else f"Kommune {code}")
        for code in codes
    ]
    return Municipality.objects.bulk_create(rows)


def make_institutions(sizes: Sizes, municipalities: list[Municipality]) -> list[Institution]:
    """An administration each, and schools below them in turn; the first is the school of all texts.

    With the content counter and the collection that each institution has.
    """
    administrations = Institution.objects.bulk_create(
        Institution(
            key=f"{municipality.code}001",
            name=f"Forvaltningen i {municipality.name}",
            kind=InstitutionKind.ADMINISTRATION,
            municipality=municipality,
        )
        for municipality in municipalities
    )
    made = Institution.objects.bulk_create(
        _make_school(number, administrations)
        for number in range(sizes.institutions - len(administrations))
    )
    _make_counters_and_collections([*administrations, *made])
    return made


def make_groups(institutions: Iterable[Institution], *, classes: int) -> list[Group]:
    """The classes of each school; the first school has those of the texts."""
    return Group.objects.bulk_create(
        Group(
            institution=institution,
            source=Source.ROSTER,
            external_id=name,
            name=name,
            kind=GroupKind.MAIN,
            starts_on=STARTED,
        )
        for institution in institutions
        for name in (CLASSES if institution.key == SCHOOL_KEY else CLASSES[:classes])
    )


def make_teams(institutions: list[Institution], *, count: int, start: int = 0) -> list[Group]:
    """Teaching teams in turn at the schools without texts; teams have no home of their own."""
    places = [item for item in institutions if item.key not in {SCHOOL_KEY, BIG_SCHOOL_KEY}]
    return Group.objects.bulk_create(
        Group(
            institution=places[number % len(places)],
            source=Source.ROSTER,
            external_id=f"hold{number}",
            name=f"Hold {number:05d}",
            kind=GroupKind.TEAM,
            starts_on=STARTED,
        )
        for number in range(start, start + count)
    )


def make_pupils(groups: list[Group], *, count: int) -> int:
    """Pupils in turn in the classes, with the keys that the roster would give; returns the keys."""
    first = next_pk(Person)
    insert(
        Person,
        (
            make_person(pk=first + number, unilogin=f"elev{number:06d}", first_name="Elev")
            for number in range(count)
        ),
    )
    keys = [
        key
        for number in range(count)
        for key in _keys_of(first + number, belong(groups[number % len(groups)], Role.PUPIL))
    ]
    insert(PersonKey, keys)
    return len(keys)


def make_viewer(unilogin: str, *, keys: Iterable[str]) -> Person:
    """Somebody who signs in and holds exactly the keys."""
    person = make_person(unilogin=unilogin, first_name="Anna")
    person.save()
    insert(PersonKey, _rows(person.pk, (Holding(key=key) for key in keys)))
    return person


def make_teacher(unilogin: str, *, first_name: str, groups: Iterable[Group]) -> Person:
    """A teacher of classes of one school, with the keys that the roster would give."""
    person = make_person(unilogin=unilogin, first_name=first_name)
    person.save()
    belongings = {item for group in groups for item in belong(group, Role.PEDAGOGICAL)}
    insert(PersonKey, _keys_of(person.pk, belongings))
    return person


def make_person(**fields: object) -> Person:
    """A person who can't sign in with a password."""
    return Person(password="!", **fields)  # noqa: S106 - no password at all


def belong(group: Group, role: str) -> list[Belonging]:
    """Belonging to a class and to its school."""
    place = {
        "municipality_code": group.institution.municipality.code,
        "institution_key": group.institution.key,
        "institution_kind": group.institution.kind,
    }
    days = {"starts_on": STARTED, "ends_on": FOREVER}
    return [
        Belonging(place=Place(**place, group_id=group_id), role=role, **days)
        for group_id in (None, group.pk)
    ]


def _keys_of(person_id: int, belongings: Iterable[Belonging]) -> Iterator[PersonKey]:
    return _rows(person_id, hold_keys(person_id, belongings=belongings, cares=()))


def _rows(person_id: int, holdings: Iterable[Holding]) -> Iterator[PersonKey]:
    return (
        PersonKey(
            person_id=person_id,
            key=item.key,
            unit=split_key(item.key)[0],
            starts_on=item.starts_on,
            ends_on=item.ends_on,
        )
        for item in holdings
    )


def _make_school(number: int, administrations: list[Institution]) -> Institution:
    round_number, place = divmod(number, len(administrations))
    administration = administrations[place]
    key = f"{administration.municipality.code}{101 + round_number:03d}"
    return Institution(
        key=key,
        name=SCHOOL if key == SCHOOL_KEY else f"Skole {key}",
        kind=InstitutionKind.SCHOOL,
        municipality=administration.municipality,
        parent=administration,
    )


def _make_counters_and_collections(institutions: list[Institution]) -> None:
    insert(
        ContentCounter,
        (ContentCounter(institution=item, unit=item.key, changes=1) for item in institutions),
    )
    root = Collection.get_first_root_node()
    first = next_pk(Collection)
    collections = [
        Collection(
            pk=first + number,
            name=item.name,
            path=Collection._get_path(root.path, root.depth + 1, root.numchild + number + 1),
            depth=root.depth + 1,
        )
        for number, item in enumerate(institutions)
    ]
    insert(Collection, collections)
    Collection.objects.filter(pk=root.pk).update(numchild=root.numchild + len(collections))
    insert(
        InstitutionCollection,
        (
            InstitutionCollection(institution=institution, collection=collection)
            for institution, collection in zip(institutions, collections, strict=True)
        ),
    )
