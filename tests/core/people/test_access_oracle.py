"""TEN-25: whatever happens to families and classes, everybody holds exactly what the rows say."""

import sys

import pytest

from core.access.models import PersonKey
from tests.core.people.families import BIRTH_DATES, Families
from tests.core.people.playing import play


@pytest.fixture
def counted(db: None) -> type[Families]:
    Families.steps = Families.moved = 0
    return Families


def test_TEN_25_everybody_holds_exactly_what_the_rows_say(counted: type[Families]) -> None:
    play(Families, examples=15, steps=30)
    assert counted.steps > 100
    assert counted.moved > 30


@pytest.mark.long
def test_TEN_25_in_50_000_steps_there_is_no_difference(counted: type[Families]) -> None:
    while counted.steps < 50_000:
        play(Families, examples=200, steps=50)
    sys.stdout.write(f"{counted.steps} steps, of which {counted.moved} changed what is held\n")
    assert counted.moved > 10_000


def test_the_oracle_sees_a_key_too_many_and_one_too_few(db: None) -> None:
    machine = Families()
    try:
        machine.begin(list(BIRTH_DATES), [True] * 8)
        machine.everybody_holds_what_the_rows_say()
        guardian = machine.find("dorte")
        row = PersonKey.objects.filter(person=guardian, key="998101/guardian").get()
        row.delete()
        with pytest.raises(AssertionError):
            machine.everybody_holds_what_the_rows_say()
        row.save(force_insert=True)
        machine.everybody_holds_what_the_rows_say()
        PersonKey.objects.create(person=guardian, key="998102/staff", unit="998102")
        with pytest.raises(AssertionError):
            machine.everybody_holds_what_the_rows_say()
    finally:
        machine.teardown()
