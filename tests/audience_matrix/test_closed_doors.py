"""What is done with pages and people is closed to whoever has no right to it."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from cms.models import DocumentVersion, GroupHome, InstitutionHome
from core.access.models import ALWAYS, OFFICE_RIGHTS, Right
from core.access.operations import grant_rights, mark_rights_taken
from core.login.models import Identity
from core.people.models import Group, Institution, Person
from core.service_messages.models import ServiceMessage
from indgang_sdk.levels import Level
from tests.audience_matrix.conftest import NOW, person_of
from tests.audience_matrix.expected import (
    CONFIRMING,
    DAILY,
    LIBRARY,
    MENUS,
    OFFICE,
    REVIEWING,
    SEES,
    WRITING,
)
from tests.audience_matrix.openers import canaries_in, text_of


@pytest.mark.parametrize("name", SEES)
def test_TEN_01_writing_is_closed_to_whoever_has_no_right(client_of, world, name):
    client = client_of(name)
    home = InstitutionHome.objects.get(home_of__key="998101")
    news = world.news["A"].pk
    numbers = {"write_news": [home.pk], "write_event": [home.pk]}
    numbers |= {"write_events": [home.pk], "empty_event_sheet": [home.pk]}
    numbers |= {"rewrite_event": [world.events["A"].pk]}
    numbers |= {"write_news_where": [], "write_event_where": []}
    numbers |= {"choose_legal_information": ["998101", "antimobbestrategi"]}
    answers = [
        client.get(reverse(route, args=numbers.get(route, [news]))) for route in sorted(WRITING)
    ]
    # The roster's leaders begin with the right to write.
    leads = {"henrik": {200, 302, 404}, "kirsten": {200, 302, 404}, "nobody": {302}}
    assert {answer.status_code for answer in answers} <= leads.get(name, {404})
    assert name == "henrik" or canaries_in(answers) == ""


def test_who_writes_at_the_school_corrects_its_news_and_events(client_of, world):
    client = client_of("henrik")
    pages = {"rewrite_news": world.news["A"], "rewrite_event": world.events["A"]}
    answers = [client.get(reverse(route, args=[page.pk])) for route, page in pages.items()]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert canaries_in(answers) == "A"


@pytest.mark.parametrize("name", SEES)
def test_TEN_01_looking_after_folders_is_closed_to_whoever_has_no_right(client_of, world, name):
    client = client_of(name)
    document = world.documents["A"]
    version = DocumentVersion.objects.create(
        document=document,
        file=ContentFile(b"%PDF-1.4", name="gammel.pdf"),
        replaced_at=timezone.now(),
    )
    numbers = {
        "arrange_folder": [document.folder_id],
        "document_version": [document.pk, version.pk],
    }
    answers = [
        client.get(reverse(route, args=numbers.get(route, [document.pk])))
        for route in sorted(LIBRARY)
    ]
    # The roster's leaders begin with the right to write.
    leads = {"henrik": {200, 404}, "kirsten": {200, 404}, "nobody": {302}}
    assert {answer.status_code for answer in answers} <= leads.get(name, {404})
    assert name in {"henrik", "kirsten"} or canaries_in(answers) == ""


@pytest.mark.parametrize("name", SEES)
def test_TEN_01_reviews_are_closed_to_whoever_has_no_right(client_of, world, name):
    client = client_of(name)
    page = world.pages["A"].pk
    answers = {
        route: client.get(reverse(route, args=[] if route == "reviews" else [page]))
        for route in sorted(REVIEWING)
    }
    # The roster's leaders begin with the right to publish; the page is one of Henrik's school.
    closed = 302 if name == "nobody" else 404
    mine = {"archive_page": 200, "review_page": 200, "reviews": 200}
    opened = {"henrik": mine, "kirsten": {"reviews": 200}}
    assert {route: answer.status_code for route, answer in answers.items()} == {
        route: opened.get(name, {}).get(route, closed) for route in answers
    }
    assert name == "henrik" or canaries_in(answers.values()) == ""


@pytest.mark.parametrize("name", SEES)
def test_TEN_01_telling_of_days_and_menus_is_closed_to_whoever_has_no_right(client_of, world, name):
    client = client_of(name)
    room = GroupHome.objects.get(title="3.B", home_of__institution__key="998101")
    numbers = {"write_note": room.pk, "write_menu": room.get_parent().pk}
    answers = [
        client.get(reverse(route, args=[numbers.get(route, world.news["A"].pk)]))
        for route in sorted({*DAILY, *MENUS} - {"notes"})
    ]
    leads = {"henrik": {200, 404}, "nobody": {302}}
    assert {answer.status_code for answer in answers} <= leads.get(name, {404})
    told = client.get(reverse("notes", args=[room.pk]))
    of_the_class = {"anna", "bo", "dorte", "henrik", "ida", "jonas", "soren"}
    expected = 200 if name in of_the_class else {"nobody": 302}.get(name, 404)
    assert told.status_code == expected
    assert canaries_in([*answers, told]) == ""


@pytest.mark.parametrize("name", SEES)
def test_TEN_01_confirmations_are_closed_to_whoever_is_not_asked_or_writes(client_of, world, name):
    client = client_of(name)
    for letter, news in world.news.items():
        document = world.documents["A"].pk
        numbers = {
            route: [
                document if route.endswith("document") else news.pk,
                *([1, 1] * ("enter" in route)),
            ]
            for route in CONFIRMING
        }
        for route in sorted(CONFIRMING):
            response = client.post(reverse(route, args=numbers[route]))
            # None of the news asks, so that not even its readers and writers find anything.
            assert response.status_code == (302 if name == "nobody" else 404), (route, letter)
            assert canaries_in([response]) == ""


def find_office_addresses():
    """The pages of Egesøskolen's office by their names, about people and a group of the school."""
    board = Group.objects.get(name="Skolebestyrelsen", institution__key="998101")
    liv, peter, bo, soren = (person_of(name).pk for name in ("liv", "peter", "bo", "soren"))
    jeppe, bente = Person.objects.get(unilogin="jeppe001").pk, person_of("bente").pk
    message, _ = ServiceMessage.objects.get_or_create(
        institution=board.institution,
        municipality=board.institution.municipality,
        text="Lukket",
        begins_at=NOW - timedelta(days=2),
        ends_at=NOW + timedelta(days=1),
    )
    about = {
        "office_add_member": {"group_id": board.pk},
        "office_block": {"child_id": bo, "adult_id": person_of("jonas").pk},
        "office_child": {"child_id": liv},
        "office_end_group": {"group_id": board.pk},
        "office_end_member": {
            "group_id": board.pk,
            "membership_id": board.memberships.get(person_id=soren).pk,
        },
        "office_end_substitute": {"person_id": person_of("nanna").pk},
        "office_change_rights": {"person_id": person_of("ida").pk},
        "office_give_rights_again": {"person_id": person_of("henrik").pk},
        "office_take_rights": {"person_id": person_of("ida").pk},
        "office_grant": {"child_id": bo, "adult_id": soren},
        "office_group": {"group_id": board.pk},
        "office_lift": {"child_id": liv, "adult_id": peter},
        "office_accept_login": {"person_id": bo},
        "office_sign_out_person": {"person_id": bo},
        "office_local_sign_in": {"child_id": liv, "adult_id": peter},
        "office_name": {"person_id": liv},
        "office_rename_group": {"group_id": board.pk},
        "office_withdraw": {"child_id": jeppe, "adult_id": bente},
        "office_withdraw_service_message": {"message_id": message.pk},
    }
    # A login that came with another name is there to be looked at.
    Identity.objects.update_or_create(
        person_id=bo,
        defaults={"issuer": "https://login.example", "subject": "x", "first_at": NOW,
                  "last_at": NOW, "doubted_at": NOW},
    )  # fmt: skip
    return {
        name: reverse(name, kwargs={"key": "998101", **about.get(name, {})})
        for name in OFFICE - {"offices"}
    } | {"offices": reverse("offices")}


@pytest.mark.parametrize("name", SEES)
def test_TEN_01_offices_are_closed_to_whoever_has_no_right(client_of, world, name):
    client = client_of(name, level=Level.TWO_FACTOR)
    answers = {route: client.get(path) for route, path in find_office_addresses().items()}
    # The roster's leaders look after rights: the way in opens, and nothing about children.
    mine = {"office": 200, "offices": 302, "office_rights": 200, "office_change_rights": 200,
            "office_approval": 302, "office_service_messages": 200,
            "office_sign_out": 200, "office_sign_out_person": 200, "office_accept_login": 200,
            "office_withdraw_service_message": 302}  # fmt: skip
    opened = {"henrik": mine, "kirsten": {"offices": 302}}
    closed = 302 if name == "nobody" else 404
    assert {route: answer.status_code for route, answer in answers.items()} == {
        route: opened.get(name, {}).get(route, closed) for route in answers
    }
    assert canaries_in(answers.values()) == ""


def test_an_office_shows_no_audiences_texts_and_no_real_name(client_of, world):
    school = Institution.objects.get(key="998101")
    client = client_of("henrik", level=Level.TWO_FACTOR)
    addresses = find_office_addresses()
    for name, rights in (("henrik", OFFICE_RIGHTS), ("ida", [Right.EDIT])):
        grant_rights(person_id=person_of(name).pk, institution_id=school.pk, rights=rights)
    mark_rights_taken(
        person_id=person_of("henrik").pk, institution_id=school.pk, rights=[Right.PUBLISH],
        last_day=ALWAYS,
    )  # fmt: skip
    answers = {name: client.get(address) for name, address in addresses.items()}
    leads_on = {
        *("offices", "office_add_member", "office_approval", "office_end_member"),
        "office_withdraw_service_message",
        "office_end_substitute",
    }
    assert {name for name, answer in answers.items() if answer.status_code == 302} == leads_on
    assert {answer.status_code for answer in answers.values()} == {200, 302}
    assert canaries_in(answers.values()) == ""
    assert "Lea Holm" in answers["office_child"].text
    assert all("Liv " not in text_of(answer) for answer in answers.values())
