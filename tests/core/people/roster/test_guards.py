"""Imports that break off, come late or would empty an institution."""

import itertools
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from core.access.models import PersonKey, PersonScope
from core.people.models import (
    Group,
    Guardianship,
    Institution,
    Membership,
    Person,
    ProtectedName,
    RosterEntry,
)
from core.people.refusals import FileRefused
from core.people.roster.people import FIELDS
from core.people.roster.summary import Tally
from tests.core.people.conftest import DAY, NOW, Bring, keys_of
from tests.core.people.exports import EXPORTED, contact, employee, export, institution, pupil
from tests.core.people.roster_cast import egesoe, lindesoe, tranehoej
from tests.core.people.statements import read_tables, record_statements

LATER = NOW + 3 * DAY


def test_half_an_institutions_people_may_leave_and_no_more(bring: Bring) -> None:
    def school(count: int) -> str:
        return export(institution("998101", *[employee(f"p{n}") for n in range(count)]))

    bring(school(10))
    before = read_tables()
    with pytest.raises(FileRefused) as refusal:
        bring(school(4), now=LATER)
    assert "6 of 10 people of institution 998101" in str(refusal.value)
    assert read_tables() == before
    [half] = bring(school(5), now=LATER)
    assert half.people == Tally(ended=5)


def test_a_leaders_word_lets_more_than_half_go(bring: Bring) -> None:
    bring(export(institution("998101", employee("a"), employee("b"))))
    [summary] = bring(export(institution("998101")), now=LATER, accept_vanished=True)
    assert summary.people == Tally(ended=2)
    assert keys_of("a", on=LATER) == set()


def test_REL_08_half_a_file_is_refused_unless_it_is_meant(bring: Bring) -> None:
    bring(lindesoe())
    before = read_tables()
    with pytest.raises(FileRefused, match="Institution 998102 has people here"):
        bring(export(egesoe()), now=LATER)
    assert read_tables() == before
    [summary] = bring(export(egesoe(more=employee("ny"))), now=LATER, is_part=True)
    assert (summary.key, summary.people) == ("998101", Tally(new=1))
    assert "998102/guardian" in keys_of("carla", on=LATER)


def test_a_school_that_closed_is_emptied_when_somebody_says_so(bring: Bring) -> None:
    bring(lindesoe())
    summaries = bring(export(egesoe()), now=LATER, accept_vanished=True)
    assert [(item.key, item.people) for item in summaries] == [
        ("998101", Tally()),
        ("998102", Tally(ended=3)),
    ]
    assert keys_of("carla", on=LATER) == set()
    assert "998101/guardian" in keys_of("dorte", on=LATER)


def test_REL_08_an_older_file_is_refused(bring: Bring) -> None:
    newer = EXPORTED + timedelta(hours=24)
    bring(export(egesoe(), exported_at=newer))
    before = read_tables()
    with pytest.raises(FileRefused, match="older than the one that institution 998101 has"):
        bring(export(egesoe(more=employee("ny")), exported_at=EXPORTED))
    assert read_tables() == before
    [summary] = bring(export(egesoe(more=employee("ny")), exported_at=newer))
    assert summary.people == Tally(new=1)


class Killed(BaseException):
    """The process is gone; nothing catches it."""


def kill_at(statement: int) -> Any:
    """Lets the database answer so many statements, and no more."""
    left = itertools.count(statement, -1)

    def execute(execute: Any, sql: str, *rest: Any) -> Any:
        if next(left) == 0:
            raise Killed
        return execute(sql, *rest)

    return connection.execute_wrapper(execute)


FIRST = lindesoe(more=employee("per", "3B") + pupil("siv", "3B", contacts=contact("eva")))
NEXT = export(
    egesoe(parents=contact("jonas", relation="Far", custody="false"), more=employee("ny", "7A")),
    tranehoej().replace("3.B", "4.B").replace('protected="false"', 'protected="true"'),
)


def read_facts() -> dict[str, list[tuple[object, ...]]]:
    """What the rows say, without their own numbers, which a kill may use up."""
    person = ("person__unilogin",)
    days = ("institution__key", "starts_on", "ends_on", "source")
    facts: dict[str, Any] = {
        "people": Person.objects.values_list("unilogin", *FIELDS),
        "names": ProtectedName.objects.values_list(*person, "first_name", "family_name"),
        "groups": Group.objects.values_list("external_id", "name", "kind", *days),
        "entries": RosterEntry.objects.values_list(
            *person, "institution__key", "protected", "employed"
        ),
        "memberships": Membership.objects.values_list(*person, "group__name", "role", *days),
        "guardianships": Guardianship.objects.values_list(
            "guardian__unilogin", "child__unilogin", "relation", "custody", *days
        ),
        "keys": PersonKey.objects.exclude(key__startswith="p").values_list(
            *person, "key", "starts_on", "ends_on"
        ),
        "scopes": PersonScope.objects.values_list(*person, "scope__keys__key"),
        "exported": Institution.objects.values_list("key", "roster_exported_at"),
    }
    return {name: sorted(rows, key=repr) for name, rows in facts.items()}


def count_differences_after_kills(bring: Bring) -> tuple[int, int]:
    """How many kills there were, and after how many of them the next run ended differently."""
    bring(FIRST)
    with transaction.atomic():
        with record_statements() as statements:
            bring(NEXT, now=LATER)
        uninterrupted = read_facts()
        transaction.set_rollback(True)
    different = 0
    for at in range(len(statements)):
        with transaction.atomic():
            with pytest.raises(Killed), kill_at(at):
                bring(NEXT, now=LATER)
            bring(NEXT, now=LATER)
            different += read_facts() != uninterrupted
            transaction.set_rollback(True)
    return len(statements), different


def test_REL_07_after_a_kill_at_any_statement_the_next_run_ends_as_if_there_were_none(
    bring: Bring,
) -> None:
    kills, different = count_differences_after_kills(bring)
    assert kills > 60
    assert different == 0


def test_REL_07_what_was_written_before_the_kill_is_whole(bring: Bring) -> None:
    with record_statements() as statements, transaction.atomic():
        bring(lindesoe())
        transaction.set_rollback(True)
    last_writes = [n for n, sql in enumerate(statements) if sql.startswith("UPDATE")]
    with pytest.raises(Killed), kill_at(last_writes[-1]):
        bring(lindesoe())
    assert RosterEntry.objects.filter(institution__key="998101").count() == 6
    assert "998101/staff" in keys_of("anna")
    assert not RosterEntry.objects.filter(institution__key="998102").exists()
    [first, second] = bring(lindesoe())
    assert not first.has_changes
    assert second.people == Tally(new=3)


def test_an_institution_is_written_whole_or_not_at_all(
    bring: Bring, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **named: object) -> None:
        raise RuntimeError

    before = read_tables()
    monkeypatch.setattr("core.people.roster.importing.write_guardianships", fail)
    with pytest.raises(RuntimeError):
        bring(lindesoe())
    assert read_tables() == before
    monkeypatch.undo()
    bring(lindesoe())
    assert read_tables() != before
