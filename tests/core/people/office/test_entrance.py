"""Who may open an office: the right at the institution decides, and nothing else tells of it."""

import pytest
from django.test import Client

from core.access.models import OFFICE_RIGHTS, EditingRight, Right
from core.access.operations import withdraw_rights
from core.audit.models import Action
from core.people.guardian_access import block_guardian, grant_guardian_access
from core.people.kinds import Relation, Role
from core.people.local_groups import add_local_member, add_local_membership, create_local_group
from core.people.models import Institution
from core.people.office.addresses import office_address, offices_address
from tests.core.people.conftest import DAY, NOW, TODAY, find
from tests.core.people.entries import entries_by_hand
from tests.core.people.office.conftest import address, child_address, grant, said_by, sign_in


@pytest.fixture
def pages(school, board):
    """Every page of the office that can be looked at, by the right it needs."""
    member = add_local_member(person=find("anna"), group=board, now=NOW)
    block_guardian(
        guardian=find("peter"), child=find("liv"), placed_by=find("henrik"), reason="x", now=NOW,
        institution=school,
    )  # fmt: skip
    grant_guardian_access(
        guardian=find("nina"), child=find("bo"), institution=school, relation=Relation.OTHER,
        granted_by=find("henrik"), reason="x", now=NOW,
    )  # fmt: skip
    group = f"grupper/{board.pk}/"
    return {
        Right.ACCESS: [
            address("grupper/ny/"), address(group), address(f"{group}navn/"),
            address(f"{group}afslut/"), address("boern/"), address("vikarer/ny/"),
            child_address("bo"), child_address("bo", "jonas", "spaer"),
            child_address("liv", "peter", "ophaev"), child_address("bo", "anna", "giv-adgang"),
            child_address("bo", "nina", "tag-adgang-tilbage"),
        ],
        Right.PROTECTED: [
            address("beskyttede-navne/"), address(f"beskyttede-navne/{find('liv').pk}/"),
        ],
        "leads on": [
            address(f"{group}nyt-medlem/"), address(f"{group}medlemmer/{member.pk}/afslut/"),
            address(f"vikarer/{find('anna').pk}/afslut/"),
        ],
    }  # fmt: skip


def statuses(name, addresses):
    client = sign_in(name)
    return {client.get(item).status_code for item in addresses}


def test_each_right_opens_its_own_pages(pages):
    assert statuses("ida", pages[Right.ACCESS]) == {200}
    assert statuses("ida", pages[Right.PROTECTED]) == {404}
    assert statuses("ida", pages["leads on"]) == {302}
    withdraw_rights(
        person_id=find("henrik").pk,
        institution_id=Institution.objects.get(key="998101").pk,
        rights=[Right.ACCESS],
    )
    assert statuses("henrik", pages[Right.ACCESS] + pages["leads on"]) == {404}
    assert statuses("henrik", pages[Right.PROTECTED]) == {200}


@pytest.mark.parametrize("name", ["anna", "dorte", "bo", "line", "mette"])
def test_nobody_else_opens_any_page(pages, name):
    everything = [address(""), *(item for items in pages.values() for item in items)]
    client, control = sign_in(name), sign_in("henrik")
    for item in everything:
        assert control.get(item).status_code in {200, 302}
        assert client.get(item).status_code == client.post(item, {"name": "a"}).status_code == 404


def test_editing_rights_open_no_office(pages):
    for right in set(Right) - set(OFFICE_RIGHTS):
        grant("anna", "998101", right)
    assert statuses("anna", [address(""), *pages[Right.ACCESS], *pages[Right.PROTECTED]]) == {404}
    grant("anna", "998101", Right.ACCESS)
    assert statuses("anna", [address("")]) == {200}


def test_TEN_01_another_municipalitys_office_looks_as_if_it_did_not_exist(pages):
    client = sign_in("mette")
    assert client.get(address("", at="G99901")).status_code == 200
    answers = [client.get(address("", at=key)) for key in ("998101", "998999", "XXXXXX")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({said_by(answer) for answer in answers}) == 1


@pytest.mark.parametrize("child", ["ella", "oskar", "anna", "dorte"])
def test_TEN_01_who_is_no_child_here_looks_as_if_there_were_nobody(school, child):
    client = sign_in("henrik")
    assert client.get(child_address("bo")).status_code == 200
    elsewhere = client.get(child_address(child))
    nobody = client.get(address("boern/999999/"))
    assert elsewhere.status_code == nobody.status_code == 404
    assert said_by(elsewhere) == said_by(nobody)


def test_TEN_01_groups_of_others_and_of_the_roster_are_not_found(school, board):
    other = Institution.objects.get(key="G99901")
    theirs = create_local_group(institution=other, name="Legepladsudvalget")
    client = sign_in("henrik")
    assert client.get(address(f"grupper/{board.pk}/")).status_code == 200
    of_roster = school.groups.get(name="3.B")
    for group in (theirs, of_roster):
        for deed in ("", "navn/", "afslut/", "nyt-medlem/"):
            assert client.post(address(f"grupper/{group.pk}/{deed}")).status_code == 404


def test_a_right_that_is_withdrawn_is_gone_at_the_next_click(school):
    client = sign_in("ida")
    assert client.get(address("")).status_code == 200
    EditingRight.objects.filter(person=find("ida")).delete()
    assert client.get(address("")).status_code == 404


def test_who_is_not_signed_in_is_asked_to(pages):
    for item in (address(""), *pages[Right.ACCESS], *pages[Right.PROTECTED], address("", at="XX")):
        answer = Client().get(item)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/log-ind/")


def test_no_page_is_kept_by_anybody(pages):
    client = sign_in("henrik")
    for item in (address(""), *pages[Right.ACCESS], *pages[Right.PROTECTED]):
        assert "no-store" in client.get(item)["Cache-Control"]


def test_a_form_without_its_token_changes_nothing(school):
    client = Client(enforce_csrf_checks=True)
    client.force_login(find("ida"))
    answer = client.post(child_address("bo", "jonas", "spaer"), {"reason": "akut"})
    assert answer.status_code == 403
    assert not find("jonas").blocks.exists()


def test_the_way_in_leads_to_the_only_office_or_lets_choose(school):
    assert sign_in("anna").get("/kontor/").status_code == 404
    client = sign_in("ida")
    assert client.get("/kontor/")["Location"] == address("")
    grant("ida", "998102", Right.ACCESS)
    page = client.get("/kontor/").text
    assert "/kontor/998101/" in page
    assert "/kontor/998102/" in page
    assert "/kontor/G99901/" not in page


def test_the_overview_shows_what_is_in_force(pages):
    add_local_membership(
        person=find("line"), institution=Institution.objects.get(key="998101"),
        role=Role.PEDAGOGICAL, starts_on=TODAY, ends_on=TODAY + DAY, now=NOW,
    )  # fmt: skip
    page = sign_in("ida").get(address("")).text
    for words in ("Skolebestyrelsen", "1 member", "Peter Prøve, for Lea Holm",
                  "Nina Prøve, for Bo Prøve", "Line Prøve"):  # fmt: skip
        assert words in page
    assert "Liv" not in page


def test_GDPR_06_looking_is_written_down(school):
    client = sign_in("ida")
    client.get(child_address("bo"))
    client.post(address("boern/"), {"name": "bo"})
    entries = entries_by_hand().filter(institution_key="998101").order_by("pk")
    assert list(entries.values_list("action", "actor_id", "subject_id", "object_type")) == [
        (Action.OPEN, find("ida").pk, find("bo").pk, "office_child"),
        (Action.SEARCH, find("ida").pk, None, "office_people"),
    ]


@pytest.mark.parametrize(
    "end",
    ["boern/99999999999999999999/", "grupper/99999999999999999999/", "boern/-1/", "boern/1%00/",
     f"boern/{'9' * 5000}/", "vikarer/99999999999999999999/",
     "boern/1/99999999999999999999/spaer/"],
)  # fmt: skip
def test_numbers_of_nobody_are_not_found(school, end):
    assert sign_in("ida").get(address(end)).status_code == 404


@pytest.mark.parametrize("key", ["998101%00", "æøå", "998101%20", "9" * 300, "998101'--"])
def test_keys_of_nothing_are_not_found(school, key):
    assert sign_in("ida").get(address("", at=key)).status_code == 404


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        ('{"reason": "akut"}', "application/json"),
        ("reason=akut", "text/plain"),
        ("", "multipart/form-data; boundary=x"),
        (b"\xff\xfe\x00", "application/x-www-form-urlencoded"),
        ("reason=" + "x" * 3_000_000, "application/x-www-form-urlencoded"),
    ],
)
def test_what_is_no_form_changes_nothing(school, content, content_type):
    client = sign_in("ida")
    answer = client.post(child_address("bo", "jonas", "spaer"), content, content_type=content_type)
    assert answer.status_code == 400
    assert not find("jonas").blocks.exists()
    client.post(child_address("bo", "jonas", "spaer"), {"reason": "akut"})
    assert find("jonas").blocks.exists()


def test_the_addresses_for_links_lead_to_the_office(school):
    client = sign_in("ida")
    assert client.get(offices_address())["Location"] == office_address("998101")
    assert client.get(office_address("998101")).status_code == 200


def test_a_page_costs_the_same_however_much_there_is(
    pages, school, board, django_assert_max_num_queries
):
    client = sign_in("henrik")
    for number in range(30):
        create_local_group(institution=school, name=f"Udvalg {number}")
    for name in ("bo", "emil", "dorte", "jonas", "henrik"):
        add_local_member(person=find(name), group=board, now=NOW)
    for item in (address(""), *pages[Right.ACCESS], *pages[Right.PROTECTED]):
        with django_assert_max_num_queries(14):
            client.get(item)
    with django_assert_max_num_queries(14):
        client.post(address(f"grupper/{board.pk}/"), {"name": "a"})
