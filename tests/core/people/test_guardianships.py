"""The rule by which an adult acts for a child: each part of it decides, and those who ask agree."""

from datetime import date
from typing import Any

import pytest

from core.people.guardian_access import block_guardian
from core.people.guardianships import (
    guardianships_in_force,
    guardianships_not_over,
    guardianships_with_custody,
)
from core.people.holdings import birth_date_of_age, comes_of_age_on
from core.people.kinds import Relation, Source
from core.people.models import Guardianship, Institution, Person
from tests.core.people.conftest import DAY, NOW, TODAY

YEARS_AGO = date(TODAY.year - 18, TODAY.month, TODAY.day)
ASKED = (guardianships_not_over, guardianships_in_force, guardianships_with_custody)
ALL, NONE, NO_CUSTODY, TO_COME = (1, 1, 1), (0, 0, 0), (1, 1, 0), (1, 0, 0)


@pytest.fixture
def care(world: dict[str, Institution]) -> Guardianship:
    """A mother with custody, in force today alone, of a child who comes of age tomorrow."""
    mother = Person.objects.create_user("dorte", first_name="Dorte")
    child = Person.objects.create_user("bo", first_name="Bo", birth_date=YEARS_AGO + DAY)
    return Guardianship.objects.create(
        guardian=mother,
        child=child,
        institution=world["998101"],
        relation=Relation.MOTHER,
        custody=True,
        source=Source.ROSTER,
        starts_on=TODAY,
        ends_on=TODAY,
    )


def count(on: date = TODAY) -> tuple[int, ...]:
    return tuple(ask(on=on).count() for ask in ASKED)


@pytest.mark.parametrize(
    ("changes", "counted"),
    [
        ({}, ALL),
        ({"granted_locally": True}, ALL),
        ({"custody": False, "granted_locally": True}, NO_CUSTODY),
        ({"custody": False}, NONE),
        ({"starts_on": TODAY + DAY, "ends_on": TODAY + DAY}, TO_COME),
        ({"starts_on": TODAY - DAY, "ends_on": TODAY - DAY}, NONE),
    ],
)
def test_custody_or_a_grant_counts_on_its_days(
    care: Guardianship, changes: dict[str, Any], counted: tuple[int, ...]
) -> None:
    assert count() == ALL
    Guardianship.objects.update(**changes)
    assert count() == counted


@pytest.mark.parametrize(
    ("born", "counted"), [(YEARS_AGO, NONE), (YEARS_AGO + DAY, ALL), (None, ALL)]
)
def test_a_child_is_under_age_or_of_unknown_age(
    care: Guardianship, born: date | None, counted: tuple[int, ...]
) -> None:
    assert count() == ALL
    Person.objects.filter(pk=care.child_id).update(birth_date=born)
    assert count() == counted


def test_a_block_counts_for_one_adult_and_one_child_until_it_is_lifted(care: Guardianship) -> None:
    other = Person.objects.create_user("henrik", first_name="Henrik")
    for guardian, child in ((other, care.child), (care.guardian, other)):
        block_guardian(guardian=guardian, child=child, placed_by=other, reason="x", now=NOW)
    assert count() == ALL
    block = block_guardian(
        guardian=care.guardian, child=care.child, placed_by=other, reason="x", now=NOW
    )
    assert count() == NONE
    block.lifted_at = NOW
    block.save()
    assert count() == ALL


def test_of_age_is_the_same_seen_from_the_birth_date_and_from_the_day() -> None:
    """Around leap days, where the two differ most easily."""
    births = [date(2008, 2, 26) + number * DAY for number in range(8)]
    births += [date(2010, 2, 26) + number * DAY for number in range(8)]
    days = [date(2026, 2, 24) + number * DAY for number in range(12)]
    days += [date(2028, 2, 24) + number * DAY for number in range(12)]
    seen = {(born <= birth_date_of_age(day), comes_of_age_on(born) <= day)
            for born in births for day in days}  # fmt: skip
    assert seen == {(True, True), (False, False)}
