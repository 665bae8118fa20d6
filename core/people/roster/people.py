"""Writes the people of one institution's roster.

A person who is no longer in the file keeps the row, which other rosters, local groups and the
log may need; only the institution's entry goes. Whether somebody may sign in is never changed.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from core.access.batches import BATCH, iterate_batches
from core.people.models import Person, ProtectedName, RosterEntry
from core.people.roster.entries import (
    Coming,
    make_statement,
    read_other_statements,
    write_entries,
)
from core.people.roster.naming import (
    Known,
    Name,
    Shown,
    Statement,
    settle_departed,
    settle_person,
)
from core.people.roster.records import PersonRecord
from core.people.roster.summary import Tally

OTHER_FIELDS = ("protected", "email", "phone", "title", "initials", "birth_date")
FIELDS = ("first_name", "family_name", *OTHER_FIELDS)
# What decides keys and visibility, beside memberships and guardianships.
OF_CONSEQUENCE = {"protected", "birth_date"}

Records = Mapping[str, PersonRecord]


@dataclass(frozen=True, kw_only=True)
class WrittenPeople:
    """The ids of the file's people by UNI-Login, and whose access may have changed."""

    ids: dict[str, int]
    touched: set[int]
    tally: Tally


def write_people(
    records: Records, *, institution_id: int, key: str, coming: Coming
) -> WrittenPeople:
    """Adds and changes people so that they are as the file says, and forgets who left."""
    rows = RosterEntry.objects.filter(institution_id=institution_id)
    entries = {entry.person_id: entry for entry in rows}
    people = {person.unilogin: person for person in _read_people(records, entries)}
    known = _read_known(people)
    others = read_other_statements(
        (person.pk for person in people.values()), institution_id=institution_id, coming=coming
    )
    around = {unilogin: others.get(person.pk, []) for unilogin, person in people.items()}
    settled = dict(_settle(records, known, around, key))
    differing = _update(people, settled)
    new = _create({unilogin: settled[unilogin] for unilogin in settled if unilogin not in people})
    ids = {unilogin: person.pk for unilogin, person in {**people, **new}.items()}
    rehidden = _write_hidden_names(settled, known, ids)
    written = {unilogin: ids[unilogin] for unilogin in records}
    statements = {ids[unilogin]: make_statement(records[unilogin], key) for unilogin in records}
    tally = write_entries(statements, present=entries, institution_id=institution_id)
    changed = {ids[unilogin] for unilogin in differing.keys() | rehidden}
    tally.changed = len(changed & entries.keys() & statements.keys())
    weighty = (unilogin for unilogin, names in differing.items() if names & OF_CONSEQUENCE)
    touched = {ids[unilogin] for unilogin in (*weighty, *new)}
    return WrittenPeople(ids=written, touched=touched, tally=tally)


def _settle(
    records: Records,
    known: Mapping[str, Known],
    around: Mapping[str, list[Statement]],
    key: str,
) -> Iterator[tuple[str, Known]]:
    """What is known afterwards of everybody who is in the file or was there before."""
    for unilogin, record in records.items():
        yield (
            unilogin,
            settle_person(
                record,
                here=make_statement(record, key),
                others=around.get(unilogin, ()),
                known=known.get(unilogin),
            ),
        )
    for unilogin in known.keys() - records.keys():
        yield unilogin, settle_departed(others=around[unilogin], known=known[unilogin])


def _update(people: Mapping[str, Person], settled: Mapping[str, Known]) -> dict[str, set[str]]:
    """Writes the rows that differ, and returns the names of their fields that did."""
    differing: dict[str, set[str]] = {}
    for unilogin, person in people.items():
        wanted = _fields_of(settled[unilogin].shown)
        names = {name for name, value in wanted.items() if getattr(person, name) != value}
        for name in names:
            setattr(person, name, wanted[name])
        if names:
            differing[unilogin] = names
    if differing:
        fields = sorted(set().union(*differing.values()))
        rows = [people[unilogin] for unilogin in differing]
        Person.objects.bulk_update(rows, fields, batch_size=BATCH)
    return differing


def _create(settled: Mapping[str, Known]) -> dict[str, Person]:
    rows = [
        Person(unilogin=unilogin, password=make_password(None), **_fields_of(known.shown))
        for unilogin, known in settled.items()
    ]
    created = Person.objects.bulk_create(rows, batch_size=BATCH)
    return {person.unilogin: person for person in created}


def _write_hidden_names(
    settled: Mapping[str, Known], known: Mapping[str, Known], ids: Mapping[str, int]
) -> set[str]:
    """Writes and removes real names, and returns whose."""
    before = {unilogin: item.hidden for unilogin, item in known.items()}
    changed = {
        unilogin: item.hidden
        for unilogin, item in settled.items()
        if item.hidden != before.get(unilogin)
    }
    gone = [ids[unilogin] for unilogin, name in changed.items() if name is None]
    for batch in iterate_batches(gone):
        ProtectedName.objects.filter(person_id__in=batch).delete()
    ProtectedName.objects.bulk_create(
        [
            ProtectedName(person_id=ids[unilogin], **name._asdict())
            for unilogin, name in changed.items()
            if name is not None
        ],
        update_conflicts=True,
        unique_fields=["person"],
        update_fields=["first_name", "family_name"],
    )
    return set(changed)


def _read_people(unilogins: Iterable[str], ids: Iterable[int]) -> Iterator[Person]:
    """The people who are in the file or were there before, each once."""
    seen: set[int] = set()
    for names in iterate_batches(unilogins):
        for person in Person.objects.filter(unilogin__in=names).only("unilogin", *FIELDS):
            seen.add(person.pk)
            yield person
    for pks in iterate_batches(pk for pk in ids if pk not in seen):
        yield from Person.objects.filter(pk__in=pks).only("unilogin", *FIELDS)


def _read_known(people: Mapping[str, Person]) -> dict[str, Known]:
    """What is known of people today."""
    hidden: dict[int, Name] = {}
    for batch in iterate_batches(person.pk for person in people.values()):
        rows = ProtectedName.objects.filter(person_id__in=batch)
        for pk, *name in rows.values_list("person_id", "first_name", "family_name"):
            hidden[pk] = Name(*name)
    return {
        unilogin: Known(shown=_show(person), hidden=hidden.get(person.pk))
        for unilogin, person in people.items()
    }


def _show(person: Person) -> Shown:
    values = {name: getattr(person, name) for name in OTHER_FIELDS}
    return Shown(name=Name(person.first_name, person.family_name), **values)


def _fields_of(shown: Shown) -> dict[str, object]:
    values = {name: getattr(shown, name) for name in OTHER_FIELDS}
    return {**shown.name._asdict(), **values}
