"""Groups and memberships that an institution keeps itself."""

from datetime import date

import pytest

from core.people.kinds import GroupKind, Role, Source
from core.people.local_groups import (
    NotLocal,
    add_local_member,
    add_local_membership,
    create_local_group,
    end_local_group,
    end_local_membership,
    rename_local_group,
)
from core.people.models import Group, Institution, Membership, Person
from tests.core.people.conftest import DAY, NOW, TODAY, Bring, find, keys_of
from tests.core.people.roster_cast import lindesoe


@pytest.fixture
def school(world: dict[str, Institution], bring: Bring) -> Institution:
    bring(lindesoe())
    return world["998101"]


@pytest.fixture
def nanna(db: None) -> Person:
    return Person.objects.create_user("nanna", first_name="Nanna")


def test_a_board_has_members_from_day_to_day(school: Institution, heard) -> None:
    board = create_local_group(institution=school, name="Skolebestyrelsen")
    assert (board.source, board.kind) == (Source.LOCAL, GroupKind.LOCAL)
    ends = date(2026, 11, 30)
    add_local_member(person=find("dorte"), group=board, ends_on=ends, now=NOW)
    key = f"g{board.pk}/member"
    assert key in keys_of("dorte", on=ends)
    assert key not in keys_of("dorte", on=ends + DAY)
    assert key not in keys_of("jonas")
    assert heard["local"] == [school.pk, school.pk]


def test_a_group_gets_another_name_unless_the_roster_names_it(school: Institution, heard) -> None:
    board = create_local_group(institution=school, name="Rådet")
    rename_local_group(board, name="Elevrådet")
    board.refresh_from_db()
    assert board.name == "Elevrådet"
    assert heard["local"] == [school.pk, school.pk]
    with pytest.raises(NotLocal):
        rename_local_group(Group.objects.get(institution=school, name="3.B"), name="3.C")


def test_TEN_26_a_substitute_has_the_week_and_no_day_more(
    school: Institution, nanna: Person
) -> None:
    monday, friday = date(2026, 11, 30), date(2026, 12, 4)
    add_local_membership(
        person=nanna,
        institution=school,
        role=Role.PEDAGOGICAL,
        starts_on=monday,
        ends_on=friday,
        now=NOW,
    )
    class_ = Group.objects.get(institution=school, name="3.B")
    add_local_member(
        person=nanna,
        group=class_,
        role=Role.PEDAGOGICAL,
        starts_on=monday,
        ends_on=friday,
        now=NOW,
    )
    week = {f"g{class_.pk}/staff", "998101/staff", "998.school/staff", "998/staff"}
    assert keys_of("nanna", on=monday - DAY) == set()
    assert week <= keys_of("nanna", on=monday)
    assert week <= keys_of("nanna", on=friday)
    assert keys_of("nanna", on=friday + DAY) == set()


def test_the_same_membership_again_has_the_new_last_day(school: Institution, nanna: Person) -> None:
    days = {"starts_on": TODAY, "ends_on": TODAY + DAY}
    for _ in range(2):
        membership = add_local_membership(
            person=nanna, institution=school, role=Role.PEDAGOGICAL, **days, now=NOW
        )
        days["ends_on"] = TODAY + 5 * DAY
    assert Membership.objects.get(person=nanna) == membership
    assert "998101/staff" in keys_of("nanna", on=TODAY + 5 * DAY)


def test_TEN_26_ending_takes_the_key_today(school: Institution, nanna: Person) -> None:
    old = add_local_membership(
        person=nanna, institution=school, role=Role.PEDAGOGICAL, starts_on=TODAY - DAY, now=NOW
    )
    board = create_local_group(institution=school, name="Trivselsteamet")
    new = add_local_member(person=nanna, group=board, starts_on=TODAY, now=NOW)
    assert {"998101/staff", f"g{board.pk}/member"} <= keys_of("nanna")
    end_local_membership(old, now=NOW)
    end_local_membership(new, now=NOW)
    assert keys_of("nanna") == set()
    assert list(Membership.objects.filter(person=nanna)) == [old]
    assert old.ends_on == TODAY - DAY


def test_ending_again_does_not_move_the_last_day(school: Institution, nanna: Person) -> None:
    membership = add_local_membership(
        person=nanna,
        institution=school,
        role=Role.PEDAGOGICAL,
        starts_on=TODAY - 9 * DAY,
        ends_on=TODAY - 5 * DAY,
        now=NOW,
    )
    end_local_membership(membership, now=NOW)
    assert membership.ends_on == TODAY - 5 * DAY


def test_a_group_that_ends_takes_its_members_keys(school: Institution) -> None:
    board = create_local_group(institution=school, name="Elevrådet", starts_on=TODAY)
    add_local_member(person=find("bo"), group=board, now=NOW)
    assert f"g{board.pk}/member" in keys_of("bo")
    end_local_group(board, now=NOW)
    assert f"g{board.pk}/member" not in keys_of("bo")
    assert "998101/pupil" in keys_of("bo")
    board.refresh_from_db()
    assert board.ends_on == TODAY - DAY


def test_what_the_roster_keeps_is_not_ended_here(school: Institution) -> None:
    roster = Membership.objects.get(person=find("anna"), group=None)
    class_ = Group.objects.get(institution=school, name="3.B")
    with pytest.raises(NotLocal):
        end_local_membership(roster, now=NOW)
    with pytest.raises(NotLocal):
        end_local_group(class_, now=NOW)
    assert {"998101/staff", f"g{class_.pk}/staff"} <= keys_of("anna")


def test_nobody_is_a_guardian_but_through_a_child(school: Institution) -> None:
    board = create_local_group(institution=school, name="Kontaktforældre 3.B")
    with pytest.raises(ValueError, match="through a child only"):
        add_local_member(person=find("carla"), group=board, role=Role.GUARDIAN, now=NOW)
    assert "998101/guardian" not in keys_of("carla")
    add_local_member(person=find("carla"), group=board, now=NOW)
    assert f"g{board.pk}/member" in keys_of("carla")


def test_a_last_day_before_the_first_is_refused(school: Institution, nanna: Person) -> None:
    wrong = {"starts_on": TODAY, "ends_on": TODAY - DAY}
    with pytest.raises(ValueError, match="before the first"):
        create_local_group(institution=school, name="x", **wrong)
    with pytest.raises(ValueError, match="before the first"):
        add_local_membership(
            person=nanna, institution=school, role=Role.PEDAGOGICAL, **wrong, now=NOW
        )
    assert not Group.objects.filter(source=Source.LOCAL).exists()
    assert not Membership.objects.filter(person=nanna).exists()


def test_a_visiting_child_brings_its_guardians_along(school: Institution) -> None:
    """The school board's own list never does; a local place as pupil at the same school does."""
    board = create_local_group(institution=school, name="Kor")
    add_local_member(person=find("bo"), group=board, role=Role.PUPIL, now=NOW)
    assert f"g{board.pk}/guardian" in keys_of("dorte")
    assert f"g{board.pk}/guardian" not in keys_of("carla")
