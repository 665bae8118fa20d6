"""The home page's children are those that the keys are held for, in one query without compiling."""

from datetime import date

import pytest

from core.access.keys import Holder, make_group_unit, make_key
from core.people.families import keys_through, list_children
from core.people.guardian_access import block_guardian, grant_guardian_access
from core.people.kinds import GroupKind, Relation
from core.people.models import Group, Person
from tests.core.people.conftest import DAY, NOW, TODAY, Bring, find, keys_of
from tests.core.people.exports import contact
from tests.core.people.roster_cast import klitnaes, lindesoe


def main_groups_held_as_guardian(unilogin: str, on: date) -> set[int]:
    held = keys_of(unilogin, on=on)
    groups = Group.objects.filter(kind=GroupKind.MAIN).values_list("pk", flat=True)
    return {pk for pk in groups if make_key(make_group_unit(pk), Holder.GUARDIAN) in held}


def groups_on_home(unilogin: str, on: date) -> set[int]:
    units = {unit for row in list_children(find(unilogin).pk, on=on) for unit in row.units}
    return {int(unit[1:]) for unit in units if unit.startswith("g")}


@pytest.mark.parametrize("day", [TODAY, TODAY + DAY, TODAY + 2 * DAY])
def test_children_on_the_home_page_are_those_whose_keys_are_held(
    bring: Bring, world, day: date
) -> None:
    bring(lindesoe())
    bring(klitnaes(), municipality="999")
    everyone = groups_on_home("dorte", day)
    assert everyone == main_groups_held_as_guardian("dorte", day) != set()
    bring(lindesoe(parents=contact("dorte") + contact("peter", custody="false")))
    assert groups_on_home("peter", day) == main_groups_held_as_guardian("peter", day) == set()
    grant_guardian_access(
        guardian=find("peter"), child=find("bo"), institution=world["998101"],
        relation=Relation.FATHER, granted_by=find("henrik"), reason="samvær", now=NOW,
        ends_on=TODAY + DAY,
    )  # fmt: skip
    assert groups_on_home("peter", day) == main_groups_held_as_guardian("peter", day)
    assert bool(groups_on_home("peter", day)) is (day <= TODAY + DAY)
    block_guardian(
        guardian=find("dorte"), child=find("bo"), placed_by=find("henrik"), reason="x", now=NOW
    )
    assert groups_on_home("dorte", day) == main_groups_held_as_guardian("dorte", day)
    assert groups_on_home("dorte", day) < everyone


def test_children_of_different_guardians_and_days_are_asked_for_in_one_query_each(
    bring: Bring, django_assert_num_queries
) -> None:
    bring(lindesoe())
    dorte, carla = find("dorte").pk, find("carla").pk
    with django_assert_num_queries(3):
        families = [list_children(pk, on=TODAY) for pk in (dorte, carla, 0)]
    assert [{row.first_name for row in rows} for rows in families] == [
        {"Bo", "Emil"},
        {"Oskar"},
        set(),
    ]
    assert list_children(dorte, on=TODAY - DAY) == []
    assert list_children(dorte, on=TODAY) == families[0]


def test_a_child_of_age_is_not_on_the_home_page(bring: Bring) -> None:
    bring(lindesoe())
    dorte = find("dorte").pk
    emil = Person.objects.filter(first_name="Emil")
    emil.update(birth_date=date(TODAY.year - 18, TODAY.month, TODAY.day) + DAY)
    assert {row.first_name for row in list_children(dorte, on=TODAY)} == {"Bo", "Emil"}
    assert {row.first_name for row in list_children(dorte, on=TODAY + DAY)} == {"Bo"}


@pytest.mark.parametrize("day", [TODAY, TODAY + DAY])
def test_keys_through_each_child_are_together_those_that_the_guardian_holds(
    bring: Bring, django_assert_num_queries, day: date
) -> None:
    bring(lindesoe())
    bring(klitnaes(), municipality="999")
    dorte = find("dorte").pk
    children = {row.child_id for row in list_children(dorte, on=day)}
    assert len(children) > 1
    through = {pk: keys_through(pk, guardian_id=dorte, on=day) for pk in children}
    held = {key for key in keys_of("dorte", on=day) if key.endswith(f"/{Holder.GUARDIAN}")}
    assert set().union(*through.values()) == held != set()
    assert all(keys < held for keys in through.values())
    bo, stranger = find("bo").pk, find("carla").pk
    with django_assert_num_queries(2):
        assert keys_through(bo, guardian_id=dorte, on=day)
        assert keys_through(bo, guardian_id=stranger, on=day) == frozenset()


def test_nothing_is_held_through_a_child_for_whom_the_adult_is_blocked(bring: Bring) -> None:
    bring(lindesoe())
    dorte, bo, emil = find("dorte"), find("bo"), find("emil")
    block_guardian(guardian=dorte, child=bo, placed_by=find("henrik"), reason="x", now=NOW)
    assert keys_through(bo.pk, guardian_id=dorte.pk, on=TODAY) == frozenset()
    assert keys_through(emil.pk, guardian_id=dorte.pk, on=TODAY) != frozenset()
