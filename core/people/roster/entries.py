"""What each institution's roster says of a person that others may not overrule."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from core.access.batches import BATCH, iterate_batches
from core.people.models import RosterEntry
from core.people.roster.naming import Statement
from core.people.roster.records import PersonRecord
from core.people.roster.summary import Tally

Coming = Mapping[tuple[int, int], Statement | None]
"""What an institution (second id) will say of a person (first id) once the file is imported.

Only changes are in it; None is for a person who leaves. Through it the order in which a file
has its institutions does not matter.
"""


def make_statement(person: PersonRecord, key: str) -> Statement:
    """What an institution says of a person."""
    return Statement(key=key, protected=person.protected, employed=person.employed)


def read_statements(institution_id: int) -> dict[str, tuple[int, Statement]]:
    """What an institution says today, by UNI-Login, with the person's id."""
    rows = RosterEntry.objects.filter(institution_id=institution_id).values_list(
        "person__unilogin", "person_id", "institution__key", "protected", "employed"
    )
    return {
        unilogin: (person_id, Statement(key=key, protected=protected, employed=employed))
        for unilogin, person_id, key, protected, employed in rows
    }


def read_other_statements(
    person_ids: Iterable[int], *, institution_id: int, coming: Coming
) -> dict[int, list[Statement]]:
    """What other institutions will say of people once the whole file is imported."""
    others: dict[int, list[Statement]] = defaultdict(list)
    for batch in iterate_batches(person_ids):
        rows = RosterEntry.objects.filter(person_id__in=batch).exclude(
            institution_id=institution_id
        )
        for person_id, other_id, key, protected, employed in rows.values_list(
            "person_id", "institution_id", "institution__key", "protected", "employed"
        ):
            today = Statement(key=key, protected=protected, employed=employed)
            statement = coming.get((person_id, other_id), today)
            if statement is not None:
                others[person_id].append(statement)
    return others


def write_entries(
    statements: Mapping[int, Statement],
    *,
    present: Mapping[int, RosterEntry],
    institution_id: int,
) -> Tally:
    """Makes an institution's entries say this of these people, and nothing of others."""
    new: list[RosterEntry] = []
    changed: list[RosterEntry] = []
    for person_id, statement in statements.items():
        entry = present.get(person_id) or RosterEntry(
            person_id=person_id, institution_id=institution_id
        )
        said = (entry.protected, entry.employed)
        entry.protected, entry.employed = statement.protected, statement.employed
        if entry.pk is None:
            new.append(entry)
        elif said != (statement.protected, statement.employed):
            changed.append(entry)
    gone = [entry.pk for person_id, entry in present.items() if person_id not in statements]
    RosterEntry.objects.bulk_create(new, batch_size=BATCH)
    RosterEntry.objects.bulk_update(changed, ["protected", "employed"], batch_size=BATCH)
    for batch in iterate_batches(gone):
        RosterEntry.objects.filter(pk__in=batch).delete()
    return Tally(new=len(new), ended=len(gone))
