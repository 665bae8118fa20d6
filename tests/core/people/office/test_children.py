"""Blocks and grants by the office: in force at once, logged, and undone the same way."""

from datetime import timedelta

import pytest

from core.audit.models import Action
from core.people.guardian_access import block_guardian
from core.people.kinds import Role
from core.people.local_groups import add_local_member
from core.people.models import GuardianBlock, Guardianship, Institution, Membership
from tests.core.people.conftest import NOW, TODAY, find, keys_of
from tests.core.people.entries import entries_by_hand
from tests.core.people.office.conftest import address, child_address, grant, sign_in, unit_of

REASON = "Besked fra kommunen"
LATER = TODAY + timedelta(days=60)


def block(client, child="bo", adult="jonas", reason=REASON):
    return client.post(child_address(child, adult, "spaer"), {"reason": reason})


def give(client, child="bo", adult="anna", **data):
    sent = {"relation": "official", "ends_on": LATER.isoformat(), "reason": REASON, **data}
    return client.post(child_address(child, adult, "giv-adgang"), sent)


def test_a_block_takes_the_access_at_once(school):
    guardian = f"{unit_of('3.B')}/guardian"
    assert guardian in keys_of("jonas")
    answer = block(sign_in("ida"))
    assert (answer.status_code, answer["Location"]) == (302, child_address("bo"))
    assert guardian not in keys_of("jonas")
    assert guardian in keys_of("dorte")
    assert f"{unit_of('7.A')}/guardian" in keys_of("jonas")


def test_GDPR_06_a_block_is_in_the_log_with_its_place_and_reason(school):
    block(sign_in("ida"))
    entry = entries_by_hand().get(action=Action.CHANGE)
    assert (entry.actor_id, entry.subject_id, entry.institution_key, entry.reason) == (
        find("ida").pk, find("bo").pk, "998101", REASON,
    )  # fmt: skip


def test_the_childs_page_says_how_things_stand(school):
    client = sign_in("ida")
    before = client.get(child_address("bo")).text
    assert "Access blocked" not in before
    block(client)
    after = client.get(child_address("bo"), follow=True).text
    assert "Access blocked" in after
    assert "By Ida Prøve:\n" in after
    assert REASON in after
    assert "gone at the next click" in after


def test_a_lifted_block_gives_back_what_the_roster_gives(school):
    client = sign_in("ida")
    before = keys_of("jonas")
    block(client)
    answer = client.post(child_address("bo", "jonas", "ophaev"), {"reason": "Ophævet"})
    assert answer.status_code == 302
    assert keys_of("jonas") == before
    assert not GuardianBlock.objects.filter(lifted_at=None).exists()


def test_what_is_done_already_is_said_and_not_done_again(school):
    client = sign_in("ida")
    block(client)
    page = client.post(child_address("bo", "jonas", "spaer"), {"reason": "igen"}, follow=True).text
    assert "The access was blocked already." in page
    assert GuardianBlock.objects.count() == 1
    client.post(child_address("bo", "jonas", "ophaev"), {"reason": "x"})
    page = client.post(child_address("bo", "jonas", "ophaev"), {"reason": "x"}, follow=True).text
    assert "The block had been lifted already." in page


@pytest.mark.parametrize(
    "reason", ["", "   ", "x" * 201, "barn 190114-1234", "skriv til a@b.dk", "a\x00b"]
)
def test_a_wrong_reason_is_shown_again_and_changes_nothing(school, reason):
    before = keys_of("jonas")
    answer = block(sign_in("ida"), reason=reason)
    assert answer.status_code == 400
    assert 'id="id_reason_error"' in answer.text
    assert reason.strip().replace("\x00", "") in answer.text.replace("\x00", "")
    assert keys_of("jonas") == before
    assert block(sign_in("ida")).status_code == 302


def test_other_children_and_groups_are_named_before_a_block(school, board):
    add_local_member(person=find("jonas"), group=board, now=NOW)
    page = sign_in("ida").get(child_address("bo", "jonas", "spaer")).text
    assert "Emil Prøve" in page
    assert "Skolebestyrelsen" in page
    page = sign_in("ida").get(child_address("liv", "nina", "spaer")).text
    assert "Emil Prøve" not in page
    assert "Skolebestyrelsen" not in page


def test_another_institutions_reason_and_name_stay_there(school):
    """Ella's daycare in another municipality blocks Jonas, and Ella begins at Egesøskolen."""
    block_guardian(
        guardian=find("jonas"), child=find("ella"), placed_by=find("mette"),
        reason="Hemmelig grund", now=NOW, institution=Institution.objects.get(key="G99901"),
    )  # fmt: skip
    Membership.objects.create(
        person=find("ella"), institution=school, role=Role.PUPIL, source="roster"
    )
    page = sign_in("ida").get(child_address("ella")).text
    assert "Another institution placed the block. Only that institution can lift it." in page
    assert "Hemmelig grund" not in page
    assert "Mette" not in page
    assert "ophaev" not in page
    theirs = sign_in("mette").get(child_address("ella", at="G99901")).text
    assert "Hemmelig grund" in theirs
    assert "ophaev" in theirs


def test_an_institution_lifts_its_own_block_alone(school):
    """Bo begins at Tranehøjskolen too, whose Line works at Egesøskolen as well."""
    other = Institution.objects.get(key="998102")
    grant("line", "998102", "access")
    for name, place, role in (("bo", other, Role.PUPIL), ("line", school, Role.LEADER)):
        Membership.objects.create(person=find(name), institution=place, role=role, source="roster")
    before = keys_of("jonas")
    block(sign_in("line"))  # without a right at Egesøskolen
    assert not GuardianBlock.objects.exists()
    block(sign_in("ida"))
    assert GuardianBlock.objects.get().institution == school
    at_other = child_address("bo", "jonas", "ophaev", at="998102")
    for send in (sign_in("line").get, sign_in("line").post):
        page = send(at_other, {"reason": "x"}, follow=True).text
        assert "Only that institution can lift it." in page
    assert keys_of("jonas") != before
    sign_in("henrik").post(child_address("bo", "jonas", "ophaev"), {"reason": "x"})
    assert keys_of("jonas") == before


def test_no_office_lifts_what_the_operator_blocked(school):
    """Although who placed it works here."""
    block_guardian(
        guardian=find("jonas"), child=find("bo"), placed_by=find("ida"), reason="Hemmelig grund",
        now=NOW,
    )  # fmt: skip
    page = sign_in("ida").get(child_address("bo")).text
    assert "The operator of Indgang placed the block." in page
    assert "Hemmelig grund" not in page
    client = sign_in("ida")
    client.post(child_address("bo", "jonas", "ophaev"), {"reason": "x"})
    assert GuardianBlock.objects.get().lifted_at is None
    page = client.get(child_address("emil", "jonas", "spaer")).text
    assert block(client, child="emil").status_code == 302
    assert GuardianBlock.objects.get(child=find("emil")).institution == school


def test_nobody_decides_about_the_own_children(school):
    grant("dorte", "998101", "access")
    client = sign_in("dorte")
    assert client.get(child_address("liv", "nina", "spaer")).status_code == 200
    page = client.get(child_address("bo")).text
    assert "Let a colleague decide." in page
    assert "spaer" not in page
    assert block(client).status_code == 404
    assert give(client, adult="dorte").status_code == 404
    assert not GuardianBlock.objects.exists()


def test_an_adult_of_no_child_here_cannot_be_blocked(school):
    assert block(sign_in("ida"), adult="carla").status_code == 404
    assert block(sign_in("ida"), adult="anna").status_code == 404
    assert block(sign_in("ida"), adult="jonas").status_code == 302


def test_an_adult_without_custody_gets_access_until_a_day(school):
    guardian = f"{unit_of('3.B')}/guardian"
    client = sign_in("ida")
    assert guardian not in keys_of("peter")
    answer = give(client, child="liv", adult="peter")
    assert (answer.status_code, answer["Location"]) == (302, child_address("liv"))
    assert guardian in keys_of("peter", on=LATER)
    assert guardian not in keys_of("peter", on=LATER + timedelta(days=1))
    granted = Guardianship.objects.get(granted_locally=True)
    assert (granted.institution.key, granted.relation, granted.custody) == (
        "998101", "official", False,
    )  # fmt: skip


def test_access_that_is_taken_back_is_gone_at_once(school):
    client = sign_in("ida")
    give(client, child="liv", adult="peter")
    answer = client.post(child_address("liv", "peter", "tag-adgang-tilbage"), {"reason": "Slut"})
    assert answer.status_code == 302
    assert keys_of("peter") == set()
    page = client.post(
        child_address("liv", "peter", "tag-adgang-tilbage"), {"reason": "Slut"}, follow=True
    ).text
    assert "The access had been taken back already." in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"ends_on": ""},
        {"ends_on": "i morgen"},
        {"ends_on": "2026-11-22"},
        {"ends_on": "99999-01-01"},
        {"relation": "mother"},
        {"reason": ""},
    ],
)
def test_a_wrong_grant_is_shown_again_with_nothing_lost(school, wrong):
    answer = give(sign_in("ida"), child="liv", adult="peter", **wrong)
    assert answer.status_code == 400
    if "reason" not in wrong:
        assert REASON in answer.text
    assert not Guardianship.objects.filter(granted_locally=True).exists()
    assert give(sign_in("ida"), child="liv", adult="peter").status_code == 302


def test_who_has_custody_or_is_blocked_is_given_nothing(school):
    client = sign_in("ida")
    page = client.post(child_address("bo", "dorte", "giv-adgang"), follow=True).text
    assert "has access already" in page
    block(client, child="liv", adult="peter")
    page = client.post(child_address("liv", "peter", "giv-adgang"), follow=True).text
    assert "Lift the block first." in page
    assert not Guardianship.objects.filter(granted_locally=True).exists()


def test_another_adult_of_the_school_is_found_and_nobody_elses(school):
    client = sign_in("ida")
    found = client.post(child_address("liv"), {"name": "dor"}).text
    assert child_address("liv", "dorte", "giv-adgang") in found
    for name in ("carla", "mette", "bo", "line"):
        found = client.post(child_address("liv"), {"name": name}).text
        assert "Nobody here is called that." in found
        assert give(client, child="liv", adult=name).status_code == 404


def test_a_child_is_found_by_the_beginning_of_its_name(school):
    client = sign_in("ida")
    page = client.post(address("boern/"), {"name": "EM PRØ"}).text
    assert child_address("emil") in page
    assert "Pupil, 7.A" in page
    assert child_address("bo") not in page
    for name in ("ella", "oskar", "anna", "mil"):
        assert "Nobody here is called that." in client.post(address("boern/"), {"name": name}).text


def test_GDPR_01_a_protected_child_is_found_by_alias_only(school):
    client = sign_in("ida")
    assert child_address("liv") in client.post(address("boern/"), {"name": "lea"}).text
    page = client.post(address("boern/"), {"name": "liv"}).text
    assert child_address("liv") not in page
    for item in (child_address("liv"), child_address("liv", "peter", "spaer")):
        assert "Liv" not in client.get(item).text


@pytest.mark.parametrize("name", ["", "  ", "!?", "x" * 101, "\x00"])
def test_a_search_for_nothing_says_so(school, name):
    answer = sign_in("ida").post(address("boern/"), {"name": name})
    assert answer.status_code == 400
    assert 'id="id_name_error"' in answer.text


def test_names_never_stand_in_addresses(school):
    client = sign_in("ida")
    page = client.post(address("boern/"), {"name": "bo"}, follow=True)
    assert page.request["PATH_INFO"] == address("boern/")
    assert page.request["QUERY_STRING"] == ""
    assert 'method="get"' not in page.text


def test_a_block_holds_for_an_sfo_of_the_same_child_too(school):
    other = Institution.objects.get(key="998102")
    grant("line", "998102", "access")
    Membership.objects.create(
        person=find("bo"), institution=other, role=Role.PUPIL, source="roster"
    )
    block(sign_in("ida"))
    page = sign_in("line").get(address("", at="998102")).text
    assert "Jonas Prøve, for Bo Prøve" in page
