"""Writes the guardianships of one institution's roster."""

from collections.abc import Iterable, Mapping
from datetime import date

from core.access.batches import BATCH
from core.access.models import FOREVER
from core.people.kinds import Relation, Source
from core.people.models import Guardianship
from core.people.roster.records import PlaceRecord
from core.people.roster.rows import WrittenRows, end_rows
from core.people.roster.summary import Tally

Pair = tuple[int, int]
"""The ids of a guardian and of a child."""
Said = tuple[Relation, bool]
"""What the adult is to the child, and whether with custody."""


def write_guardianships(
    places: Iterable[PlaceRecord], *, institution_id: int, people: Mapping[str, int], on: date
) -> WrittenRows:
    """Begins, changes and ends guardianships so that those in force are the file's."""
    wanted = _list_wanted(places, people)
    rows = Guardianship.objects.filter(institution_id=institution_id, source=Source.ROSTER)
    present = {(row.guardian_id, row.child_id): row for row in rows}
    in_force = {pair: row for pair, row in present.items() if row.ends_on >= on}
    ended = [row for pair, row in in_force.items() if pair not in wanted]
    changed = [row for pair, row in in_force.items() if _differs(row, wanted.get(pair))]
    returned = [present[pair] for pair in wanted if pair in present and pair not in in_force]
    new = {pair: said for pair, said in wanted.items() if pair not in present}
    end_rows(ended, on=on)
    _change(changed, returned, wanted, on=on)
    _begin(new, institution_id=institution_id, on=on)
    return WrittenRows(
        touched={row.guardian_id for row in (*ended, *changed, *returned)}
        | {guardian_id for guardian_id, _child_id in new},
        tally=Tally(new=len(new) + len(returned), changed=len(changed), ended=len(ended)),
    )


def _list_wanted(places: Iterable[PlaceRecord], people: Mapping[str, int]) -> dict[Pair, Said]:
    return {
        (people[contact.person.unilogin], people[place.person.unilogin]): (
            contact.relation,
            contact.custody,
        )
        for place in places
        for contact in place.contacts
    }


def _differs(row: Guardianship, said: Said | None) -> bool:
    return said is not None and (row.relation, row.custody, row.ends_on) != (*said, FOREVER)


def _change(
    changed: Iterable[Guardianship],
    returned: Iterable[Guardianship],
    wanted: Mapping[Pair, Said],
    *,
    on: date,
) -> None:
    for row in returned:
        row.starts_on = on
    rows = [*changed, *returned]
    for row in rows:
        row.relation, row.custody = wanted[row.guardian_id, row.child_id]
        row.ends_on = FOREVER
    fields = ["relation", "custody", "starts_on", "ends_on"]
    Guardianship.objects.bulk_update(rows, fields, batch_size=BATCH)


def _begin(pairs: Mapping[Pair, Said], *, institution_id: int, on: date) -> None:
    Guardianship.objects.bulk_create(
        [
            Guardianship(
                guardian_id=guardian_id,
                child_id=child_id,
                institution_id=institution_id,
                relation=relation,
                custody=custody,
                source=Source.ROSTER,
                starts_on=on,
            )
            for (guardian_id, child_id), (relation, custody) in pairs.items()
        ],
        batch_size=BATCH,
    )
