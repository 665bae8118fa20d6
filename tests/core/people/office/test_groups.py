"""An institution's own groups and substitutes, kept by its office."""

from datetime import timedelta

import pytest

from core.audit.models import Action
from core.people.guardian_access import block_guardian
from core.people.local_groups import add_local_member, create_local_group
from core.people.models import Group, Membership
from tests.core.people.conftest import DAY, NOW, TODAY, find, keys_of
from tests.core.people.entries import entries_by_hand
from tests.core.people.office.conftest import address, sign_in, unit_of


def page_of(group):
    return address(f"grupper/{group.pk}/")


def add(client, group, name="anna", **data):
    sent = {"person": find(name).pk, "name": name, "starts_on": TODAY.isoformat(), **data}
    return client.post(f"{page_of(group)}nyt-medlem/", sent)


def invite(client, **data):
    sent = {
        "unilogin": "line", "role": "pedagogical", "group": "",
        "starts_on": TODAY.isoformat(), "ends_on": (TODAY + 4 * DAY).isoformat(), **data,
    }  # fmt: skip
    return client.post(address("vikarer/ny/"), sent)


def test_a_group_is_made_and_logged(school, heard):
    answer = sign_in("ida").post(address("grupper/ny/"), {"name": "  Kontaktforældre   3.B "})
    group = Group.objects.get(name="Kontaktforældre 3.B")
    assert (answer.status_code, answer["Location"]) == (302, page_of(group))
    assert (group.institution_id, group.source) == (school.pk, "local")
    assert heard["local"] == [school.pk]
    entry = entries_by_hand().get(action=Action.CHANGE)
    assert (entry.object_type, entry.object_id, entry.institution_key) == (
        "people.group", str(group.pk), "998101",
    )  # fmt: skip


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "--"},
        {"name": "skolebestyrelsen"},
        {"name": "x" * 101},
        {"name": "Rådet", "ends_on": "2026-11-22"},
        {"name": "Rådet", "ends_on": "32.13.2026"},
        {"name": b"R\xe5det", "ends_on": b"\xff\xfe"},
    ],
)
def test_a_wrong_group_is_shown_again(school, board, wrong):
    client = sign_in("ida")
    answer = client.post(address("grupper/ny/"), wrong)
    assert answer.status_code == 400
    assert "Nothing has been changed yet." in answer.text
    if wrong["name"] == "Rådet":
        assert 'value="Rådet"' in answer.text
    assert list(school.groups.filter(source="local")) == [board]
    assert client.post(address("grupper/ny/"), {"name": "Rådet"}).status_code == 302


def test_two_institutions_may_call_their_groups_the_same(school, board):
    client = sign_in("mette")
    answer = client.post(address("grupper/ny/", at="G99901"), {"name": "Skolebestyrelsen"})
    assert answer.status_code == 302


def test_a_group_gets_another_name(school, board):
    client = sign_in("ida")
    assert client.post(f"{page_of(board)}navn/", {"name": "Bestyrelsen"}).status_code == 302
    board.refresh_from_db()
    assert board.name == "Bestyrelsen"
    create_local_group(institution=school, name="Elevrådet")
    answer = client.post(f"{page_of(board)}navn/", {"name": "elevrådet"})
    assert answer.status_code == 400
    assert "already a group of that name" in answer.text
    assert client.post(f"{page_of(board)}navn/", {"name": "bestyrelsen"}).status_code == 302


def test_a_group_ends_with_its_members(school, board):
    client = sign_in("ida")
    add(client, board)
    key = f"g{board.pk}/member"
    assert key in keys_of("anna")
    assert "1 member no longer belongs" in client.get(f"{page_of(board)}afslut/").text
    assert client.post(f"{page_of(board)}afslut/")["Location"] == address("")
    assert key not in keys_of("anna")
    assert client.get(page_of(board)).status_code == 404


def test_a_member_is_found_and_added_for_its_days(school, board):
    client = sign_in("ida")
    found = client.post(page_of(board), {"name": "dor"}).text
    assert "Parent of Bo, Emil" in found or "Parent of Emil, Bo" in found
    last = TODAY + timedelta(days=30)
    answer = add(client, board, "dorte", ends_on=last.isoformat())
    assert (answer.status_code, answer["Location"]) == (302, page_of(board))
    key = f"g{board.pk}/member"
    assert key in keys_of("dorte", on=last)
    assert key not in keys_of("dorte", on=last + DAY)
    assert "Dorte Prøve" in client.get(page_of(board)).text
    entry = entries_by_hand().filter(action=Action.CHANGE).latest("pk")
    assert (entry.object_type, entry.subject_id) == ("people.membership", find("dorte").pk)


def test_GDPR_01_a_protected_person_is_found_and_listed_by_alias_only(school, board):
    client = sign_in("ida")
    assert "Lea Holm" in client.post(page_of(board), {"name": "lea"}).text
    assert "Lea Holm" not in client.post(page_of(board), {"name": "liv"}).text
    add(client, board, "liv")
    page = client.get(page_of(board)).text
    assert "Lea Holm" in page
    assert "Liv" not in page


@pytest.mark.parametrize("name", ["carla", "oskar", "mette", "ella", "peter", "jonas"])
def test_who_does_not_belong_here_is_neither_found_nor_added(school, board, name):
    """Of other institutions, without custody, or blocked."""
    for child in ("bo", "emil"):
        block_guardian(
            guardian=find("jonas"), child=find(child), placed_by=find("henrik"), reason="x", now=NOW
        )
    client = sign_in("ida")
    assert "Nobody here is called that." in client.post(page_of(board), {"name": name}).text
    assert add(client, board, name).status_code == 400
    assert not Membership.objects.filter(group=board).exists()
    assert add(client, board, "dorte").status_code == 302


@pytest.mark.parametrize(
    "wrong",
    [
        {"person": ""},
        {"person": "anna"},
        {"person": "9" * 30},
        {"person": "-1"},
        {"starts_on": ""},
        {"starts_on": "i dag"},
        {"ends_on": "2026-11-22"},
        {"starts_on": "2026-12-24", "ends_on": "2026-12-01"},
    ],
)
def test_a_wrong_membership_is_shown_again_with_what_was_found(school, board, wrong):
    answer = add(sign_in("ida"), board, **wrong)
    assert answer.status_code == 400
    assert "Nothing has been changed yet." in answer.text
    assert f'value="{find("anna").pk}"' in answer.text
    assert not Membership.objects.filter(group=board).exists()


def test_what_was_chosen_stays_chosen(school, board):
    answer = add(sign_in("ida"), board, ends_on="2026-11-22")
    anna = find("anna").pk
    radio = answer.text.split(f'value="{anna}"')[1].split(">")[0]
    assert "checked" in radio


def test_nobody_is_a_member_twice(school, board):
    client = sign_in("ida")
    assert add(client, board).status_code == 302
    answer = add(client, board, starts_on=(TODAY + DAY).isoformat())
    assert "This person is a member already." in answer.text
    assert Membership.objects.filter(group=board).count() == 1


def test_a_membership_ends_at_once_and_only_once(school, board):
    client = sign_in("ida")
    membership = add_local_member(person=find("anna"), group=board, now=NOW)
    end = f"{page_of(board)}medlemmer/{membership.pk}/afslut/"
    assert f"g{board.pk}/member" in keys_of("anna")
    assert "The membership has ended." in client.post(end, follow=True).text
    assert f"g{board.pk}/member" not in keys_of("anna")
    assert "had ended already" in client.post(end, follow=True).text


def test_TEN_01_a_membership_of_another_group_is_left_alone(school, board):
    other = create_local_group(institution=school, name="Elevrådet")
    membership = add_local_member(person=find("bo"), group=other, now=NOW)
    client = sign_in("ida")
    client.post(f"{page_of(board)}medlemmer/{membership.pk}/afslut/")
    assert f"g{other.pk}/member" in keys_of("bo")
    client.post(f"{page_of(other)}medlemmer/{membership.pk}/afslut/")
    assert f"g{other.pk}/member" not in keys_of("bo")


def test_looking_changes_nothing(school, board):
    client = sign_in("ida")
    membership = add_local_member(person=find("anna"), group=board, now=NOW)
    for deed in ("afslut/", f"medlemmer/{membership.pk}/afslut/", "nyt-medlem/", "navn/"):
        client.get(f"{page_of(board)}{deed}")
    assert f"g{board.pk}/member" in keys_of("anna")
    assert not entries_by_hand().filter(action=Action.CHANGE).exists()


def test_TEN_26_a_substitute_has_access_on_her_days_alone(school):
    group = school.groups.get(name="3.B")
    answer = invite(sign_in("ida"), group=group.pk)
    assert (answer.status_code, answer["Location"]) == (302, address(""))
    week = {f"{unit_of('3.B')}/staff", "998101/staff"}
    assert week <= keys_of("line")
    assert week <= keys_of("line", on=TODAY + 4 * DAY)
    assert not week & keys_of("line", on=TODAY + 5 * DAY)


def test_a_substitute_leaves_all_classes_at_once(school):
    client = sign_in("ida")
    invite(client, group=school.groups.get(name="3.B").pk)
    end = address(f"vikarer/{find('line').pk}/afslut/")
    assert "The membership has ended." in client.post(end, follow=True).text
    assert not {f"{unit_of('3.B')}/staff", "998101/staff"} & keys_of("line")
    assert "998102/staff" in keys_of("line")
    assert "had ended already" in client.post(end, follow=True).text


def test_the_rosters_own_staff_is_not_ended_here(school):
    client = sign_in("ida")
    client.post(address(f"vikarer/{find('anna').pk}/afslut/"))
    assert "998101/staff" in keys_of("anna")


@pytest.mark.parametrize(
    "wrong",
    [
        {"unilogin": "mette"},
        {"unilogin": "dorte"},
        {"unilogin": "lin"},
        {"unilogin": ""},
        {"unilogin": "x" * 51},
        {"unilogin": "li\x00ne"},
        {"role": "guardian"},
        {"role": "leader"},
        {"group": "9" * 30},
        {"group": "abc"},
        {"ends_on": ""},
        {"ends_on": "2026-11-22"},
    ],
)
def test_a_wrong_substitute_is_shown_again(school, wrong):
    """Not of another municipality's staff, no parent, and no class of another institution."""
    client = sign_in("ida")
    answer = invite(client, **wrong)
    assert answer.status_code == 400
    assert "Nothing has been changed yet." in answer.text
    assert not Membership.objects.filter(source="local").exists()
    assert invite(client).status_code == 302


def test_TEN_01_a_class_of_another_school_cannot_be_chosen(school):
    theirs = Group.objects.get(institution__key="998102", name="3.B")
    client = sign_in("ida")
    assert f'value="{theirs.pk}"' not in client.get(address("vikarer/ny/")).text
    assert invite(client, group=theirs.pk).status_code == 400
