"""Blocks take everything that came through a child; grants give it to one without custody."""

import pytest
from django.core.exceptions import PermissionDenied

from core.audit.models import Action, Entry
from core.people.guardian_access import (
    block_guardian,
    grant_guardian_access,
    lift_block,
    withdraw_guardian_access,
)
from core.people.kinds import Relation, Source
from core.people.models import Group, GuardianBlock, Guardianship, Institution, Person
from core.people.operations import deactivate_person
from tests.core.people.conftest import DAY, NOW, TODAY, Bring, find, keys_of
from tests.core.people.entries import entries_by_hand
from tests.core.people.exports import contact, export, group, institution, pupil
from tests.core.people.roster_cast import PARENTS, klitnaes, lindesoe


@pytest.fixture
def henrik(bring: Bring) -> Person:
    """The leader, who may decide; the rosters of both municipalities are in."""
    bring(lindesoe())
    bring(klitnaes(), municipality="999")
    return find("henrik")


def block(guardian: str, child: str, by: Person, at: Institution | None = None) -> GuardianBlock:
    return block_guardian(
        guardian=find(guardian),
        child=find(child),
        placed_by=by,
        reason="akut",
        now=NOW,
        institution=at,
    )


def grant(guardian: str, child: str, by: Person, **days: object) -> Guardianship:
    return grant_guardian_access(
        guardian=find(guardian),
        child=find(child),
        institution=Institution.objects.get(key="998101"),
        relation=Relation.OFFICIAL,
        granted_by=by,
        reason="plejefamilie",
        now=NOW,
        **days,
    )


def unit_of(name: str) -> str:
    return f"g{Group.objects.get(institution__key='998101', name=name).pk}"


def test_a_block_takes_what_came_through_that_child_and_nothing_else(henrik: Person) -> None:
    before = keys_of("jonas")
    assert f"{unit_of('3.B')}/guardian" in before
    block("jonas", "bo", henrik)
    assert before - keys_of("jonas") == {f"{unit_of('3.B')}/guardian"}
    assert "999/guardian" in keys_of("jonas")
    assert f"{unit_of('3.B')}/guardian" in keys_of("dorte")


def test_a_block_holds_in_every_municipality(henrik: Person, bring: Bring) -> None:
    assert "999/guardian" in keys_of("jonas")
    block("jonas", "ella", henrik)
    assert not {key for key in keys_of("jonas") if key.startswith(("999", "G99901"))}
    assert "998/guardian" in keys_of("jonas")


def test_GDPR_03_a_block_survives_the_next_imports(henrik: Person, bring: Bring) -> None:
    for child in ("bo", "emil", "ella"):
        block("jonas", child, henrik)
    assert keys_of("jonas") == set()
    for day in range(1, 4):
        now = NOW + day * DAY
        bring(lindesoe(parents=PARENTS if day % 2 else contact("dorte")), now=now)
        bring(klitnaes(), municipality="999", now=now)
        assert keys_of("jonas", on=now) == set()
        assert "998101/guardian" in keys_of("dorte", on=now)


def test_GDPR_03_a_block_may_come_before_the_adult_is_in_a_roster(
    henrik: Person, bring: Bring
) -> None:
    Person.objects.create_user("peter", first_name="Peter")
    block("peter", "bo", henrik)
    bring(lindesoe(parents=PARENTS + contact("peter", relation="Far")))
    assert keys_of("peter") == set()
    lift_block(GuardianBlock.objects.get(), lifted_by=henrik, reason="afklaret", now=NOW)
    assert "998101/guardian" in keys_of("peter")


def test_a_block_that_is_lifted_gives_back_what_the_roster_says(henrik: Person) -> None:
    before = keys_of("jonas")
    placed = block("jonas", "bo", henrik)
    assert keys_of("jonas") != before
    lift_block(placed, lifted_by=henrik, reason="afklaret", now=NOW + DAY)
    assert keys_of("jonas") == before
    placed.refresh_from_db()
    assert placed.lifted_at == NOW + DAY


def test_an_institution_lifts_only_what_it_decided(
    henrik: Person, world: dict[str, Institution]
) -> None:
    before = keys_of("jonas")
    school, daycare = world["998101"], world["G99901"]
    decided = {"lifted_by": henrik, "reason": "afklaret", "now": NOW}
    placed = block("jonas", "bo", henrik, school)
    with pytest.raises(PermissionDenied):
        lift_block(placed, institution=daycare, **decided)
    operators = block("jonas", "emil", henrik)
    with pytest.raises(PermissionDenied):
        lift_block(operators, institution=school, **decided)
    assert GuardianBlock.objects.filter(lifted_at=None).count() == 2
    lift_block(placed, institution=school, **decided)
    lift_block(operators, lifted_by=None, reason="afklaret", now=NOW)
    assert keys_of("jonas") == before


def test_the_operator_lifts_the_block_of_a_place_that_the_child_left(
    henrik: Person, world: dict[str, Institution]
) -> None:
    block("jonas", "bo", henrik, world["998101"])
    lift_block(GuardianBlock.objects.get(), lifted_by=None, reason="flyttet", now=NOW)
    entry = entries_by_hand().order_by("pk").last()
    assert entry is not None
    assert (entry.actor_id, entry.institution_key, entry.municipality_code, entry.reason) == (
        None,
        "998101",
        "998",
        "flyttet",
    )


def test_blocking_and_lifting_twice_is_once(henrik: Person) -> None:
    first = block("jonas", "bo", henrik)
    assert block("jonas", "bo", henrik) == first
    for reason in ("en", "to"):
        lift_block(first, lifted_by=henrik, reason=reason, now=NOW)
    assert Entry.objects.filter(object_type="people.guardianblock").count() == 2
    assert block("jonas", "bo", henrik) != first
    assert GuardianBlock.objects.count() == 2


def test_a_grant_gives_a_foster_parent_what_guardians_see_at_that_place(
    bring: Bring, henrik: Person
) -> None:
    foster = contact("bente", relation="Officielt tilknyttet person", custody="false")
    bring(lindesoe(parents=PARENTS + foster))
    assert keys_of("bente") == set()
    given = grant("bente", "bo", henrik, ends_on=TODAY + 30 * DAY)
    assert {"998101/guardian", f"{unit_of('3.B')}/guardian"} <= keys_of("bente")
    assert f"{unit_of('7.A')}/guardian" not in keys_of("bente")
    assert keys_of("bente", on=TODAY + 31 * DAY) == set()
    assert (given.source, given.custody) == (Source.LOCAL, False)
    assert Guardianship.objects.filter(guardian=find("bente")).count() == 2


def test_a_grant_survives_that_the_roster_no_longer_names_the_adult(
    bring: Bring, henrik: Person
) -> None:
    bring(lindesoe(parents=PARENTS + contact("bente", custody="false")))
    grant("bente", "bo", henrik)
    bring(lindesoe(), now=NOW + DAY)
    assert "998101/guardian" in keys_of("bente", on=NOW + DAY)


def test_a_grant_ends_with_the_childs_place(bring: Bring, henrik: Person) -> None:
    grant("carla", "bo", henrik)
    assert "998101/guardian" in keys_of("carla", on=NOW + DAY)
    bring(
        export(institution("998101", group("3B"), pupil("emil", "3B", contacts=PARENTS))),
        now=NOW + DAY,
        is_part=True,
        accept_vanished=True,
    )
    assert "998101/guardian" not in keys_of("carla", on=NOW + DAY)


def test_a_block_is_stronger_than_a_grant(henrik: Person) -> None:
    grant("carla", "bo", henrik)
    assert "998101/guardian" in keys_of("carla")
    block("carla", "bo", henrik)
    assert "998101/guardian" not in keys_of("carla")


@pytest.mark.parametrize("starts", [TODAY - DAY, TODAY, TODAY + DAY])
def test_a_grant_that_is_withdrawn_opens_nothing_any_more(henrik: Person, starts) -> None:
    given = grant("carla", "bo", henrik, starts_on=starts)
    assert "998101/guardian" in keys_of("carla", on=TODAY + DAY)
    withdraw_guardian_access(given, withdrawn_by=henrik, reason="ophørt", now=NOW)
    assert "998101/guardian" not in keys_of("carla", on=TODAY + DAY)
    assert "998102/guardian" in keys_of("carla")


def test_the_rosters_own_guardianship_is_not_withdrawn_here(henrik: Person) -> None:
    row = Guardianship.objects.get(guardian=find("carla"))
    with pytest.raises(ValueError, match="roster"):
        withdraw_guardian_access(row, withdrawn_by=henrik, reason="x", now=NOW)
    assert "998102/guardian" in keys_of("carla")


def test_a_grant_whose_last_day_is_past_before_it_begins_is_refused(henrik: Person) -> None:
    with pytest.raises(ValueError, match="before the first"):
        grant("carla", "bo", henrik, ends_on=TODAY - DAY)
    assert Guardianship.objects.filter(source=Source.LOCAL).count() == 0


def test_every_decision_is_in_the_log(henrik: Person) -> None:
    school = Institution.objects.get(key="998101")
    placed = block("jonas", "bo", henrik, school)
    lift_block(placed, lifted_by=find("anna"), reason="afklaret", now=NOW, institution=school)
    given = grant("carla", "bo", henrik)
    withdraw_guardian_access(given, withdrawn_by=henrik, reason="ophørt", now=NOW)
    bo = find("bo").pk
    entries = (
        entries_by_hand()
        .order_by("pk")
        .values_list(
            "action",
            "actor_id",
            "subject_id",
            "object_type",
            "institution_key",
            "reason",
        )
    )
    who, anna = henrik.pk, find("anna").pk
    assert list(entries) == [
        (Action.CHANGE, who, bo, "people.guardianblock", "998101", "akut"),
        (Action.CHANGE, anna, bo, "people.guardianblock", "998101", "afklaret"),
        (Action.CHANGE, who, bo, "people.guardianship", "998101", "plejefamilie"),
        (Action.CHANGE, who, bo, "people.guardianship", "998101", "ophørt"),
    ]


def test_what_cannot_be_logged_does_not_happen(
    henrik: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **named: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("core.people.guardian_access.record", fail)
    monkeypatch.setattr("core.people.operations.record", fail)
    with pytest.raises(RuntimeError):
        block("jonas", "bo", henrik)
    with pytest.raises(RuntimeError):
        grant("carla", "bo", henrik)
    with pytest.raises(RuntimeError):
        deactivate_person(find("anna"), deactivated_by=henrik, reason="x", now=NOW)
    assert not GuardianBlock.objects.exists()
    assert "998101/guardian" not in keys_of("carla")
    assert find("anna").is_active
    monkeypatch.undo()
    block("jonas", "bo", henrik)
    assert GuardianBlock.objects.exists()


def test_who_is_deactivated_holds_no_key_at_all(henrik: Person, bring: Bring) -> None:
    anna = find("anna")
    assert anna.keys.exists()
    deactivate_person(anna, deactivated_by=henrik, reason="fratrådt", now=NOW)
    assert not anna.is_active
    assert not anna.keys.exists()
    bring(lindesoe(parents=contact("dorte")), now=NOW + DAY)
    assert not find("anna").keys.exists()
    entry = Entry.objects.get(object_type="people.person")
    assert (entry.actor_id, entry.subject_id, entry.reason) == (henrik.pk, anna.pk, "fratrådt")
