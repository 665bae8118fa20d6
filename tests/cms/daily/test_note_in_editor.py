"""The story of the day in the editor: nothing to choose about its readers, all checks in force."""

import pytest
from django.urls import reverse

from cms.models import DailyNotePage
from core.access.models import Right
from core.access.operations import Holding, grant_rights, replace_holdings
from core.people.models import Person
from tests.cms.editing.forms import page_form, rich_text


@pytest.fixture
def room(egesoeskolen):
    return egesoeskolen.home.get_children().get(title="3.B").specific


@pytest.fixture
def add_address(client, egesoeskolen, room):
    """Where a writer at Egesøskolen, who is signed in, adds a story."""
    person = Person.objects.create_user("mette001", first_name="Mette")
    replace_holdings({person.pk: [Holding(key="998101/staff")]})
    grant_rights(
        person_id=person.pk, institution_id=egesoeskolen.institution.pk, rights=[Right.EDIT]
    )
    client.force_login(person)
    return reverse("wagtailadmin_pages:add", args=["cms", "dailynotepage", room.pk])


def send(client, address, text="Vi var ude.", **more):
    sent = page_form(("text", rich_text(text)), title="Mandag", slug="mandag", day="2026-11-23")
    return client.post(address, sent | {"action-publish": "1"} | more)


def test_it_says_who_will_see_it_and_offers_no_choice(client, add_address):
    shown = client.get(add_address)
    assert shown.status_code == 200
    assert "Synlig for:" in shown.text
    assert 'name="own_audience-mode"' not in shown.text
    assert "Dag" in shown.text


def test_it_is_published_for_the_group_and_the_staff_whatever_is_sent(
    client, add_address, egesoeskolen
):
    response = send(client, add_address, **{
        "own_audience-mode": "own", "own_audience": ["public"],
    })  # fmt: skip
    assert response.status_code == 302
    note = DailyNotePage.objects.get()
    unit = f"g{egesoeskolen.group.pk}"
    assert note.live
    assert note.own_audience == sorted(["998101/staff", f"{unit}/guardian", f"{unit}/pupil"])


def test_a_cpr_number_stops_it_here_too(client, add_address):
    response = send(client, add_address, text="Ring til 090517-1234")
    assert "CPR" in response.text
    assert not DailyNotePage.objects.filter(live=True).exists()


def test_a_published_one_is_opened_and_saved_again(client, add_address):
    send(client, add_address)
    note = DailyNotePage.objects.get()
    address = reverse("wagtailadmin_pages:edit", args=[note.pk])
    assert "Synlig for:" in client.get(address).text
    assert send(client, address, text="Vi var inde.").status_code == 302
    note.refresh_from_db()
    assert "Vi var inde" in note.body[0].value.source
