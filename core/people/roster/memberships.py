"""Writes the memberships of one institution's roster."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from core.access.batches import BATCH
from core.access.models import FOREVER
from core.people.kinds import Source
from core.people.models import Membership
from core.people.roster.records import PlaceRecord
from core.people.roster.rows import WrittenRows, end_rows
from core.people.roster.summary import Tally

Belonging = tuple[int, int | None, str]
"""The ids of a person and of a group, or none for the institution itself, and the role."""


def write_memberships(
    places: Iterable[PlaceRecord],
    *,
    institution_id: int,
    people: Mapping[str, int],
    groups: Mapping[str, int],
    on: date,
) -> WrittenRows:
    """Begins and ends memberships so that those in force are the file's."""
    wanted = set(_list_wanted(places, people, groups))
    present = _read_present(institution_id, on=on)
    ended = [row for row, belonging in present if belonging not in wanted]
    kept = [row for row, belonging in present if belonging in wanted]
    prolonged = [row for row in kept if row.ends_on != FOREVER]
    new = wanted - {belonging for _row, belonging in present}
    end_rows(ended, on=on)
    _prolong(prolonged)
    _begin(new, institution_id=institution_id, on=on)
    return WrittenRows(
        touched={row.person_id for row in (*ended, *prolonged)} | {item[0] for item in new},
        tally=Tally(new=len(new), changed=len(prolonged), ended=len(ended)),
    )


def _list_wanted(
    places: Iterable[PlaceRecord], people: Mapping[str, int], groups: Mapping[str, int]
) -> Iterator[Belonging]:
    for place in places:
        for role in place.roles:
            yield people[place.person.unilogin], None, role
            for group in place.groups:
                yield people[place.person.unilogin], groups[group.external_id], role


def _read_present(institution_id: int, *, on: date) -> list[tuple[Membership, Belonging]]:
    rows = Membership.objects.filter(
        institution_id=institution_id, source=Source.ROSTER, ends_on__gte=on
    ).only("person_id", "group_id", "role", "starts_on", "ends_on")
    return [(row, (row.person_id, row.group_id, row.role)) for row in rows]


def _prolong(rows: list[Membership]) -> None:
    for row in rows:
        row.ends_on = FOREVER
    Membership.objects.bulk_update(rows, ["ends_on"], batch_size=BATCH)


def _begin(belongings: Iterable[Belonging], *, institution_id: int, on: date) -> None:
    Membership.objects.bulk_create(
        [
            Membership(
                person_id=person_id,
                institution_id=institution_id,
                group_id=group_id,
                role=role,
                source=Source.ROSTER,
                starts_on=on,
            )
            for person_id, group_id, role in sorted(belongings, key=str)
        ],
        batch_size=BATCH,
    )
