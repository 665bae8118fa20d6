"""Whom to ask on the page of an institution or a class, as far as each reader may see them."""

import pytest

from core.access.operations import Holding, replace_holdings
from core.people.models import Person
from tests.cms.blocks.conftest import staff

staff = staff  # noqa: PLW0127 - a fixture of the blocks' tests


@pytest.fixture
def sign_in(client):
    def make(unilogin, *keys):
        person = Person.objects.create_user(unilogin, first_name=unilogin.title())
        replace_holdings({person.pk: [Holding(key=key) for key in keys]})
        client.force_login(person)
        return person

    return make


def contacts_on(client, url):
    text = client.get(url).text
    return text.partition('id="contact"')[2].partition("</section>")[0]


def test_the_institution_names_its_leaders_and_its_office(client, egesoeskolen, staff, sign_in):
    sign_in("kollega1", "998101/staff")
    shown = contacts_on(client, egesoeskolen.home.url)
    assert "Henrik" in shown
    assert "Ida" in shown
    assert "00 00 98 10" in shown
    assert "Anna" not in shown


def test_the_class_names_its_own(client, egesoeskolen, staff, sign_in):
    sign_in("kollega1", "998101/staff", f"g{egesoeskolen.group.pk}/staff")
    room = egesoeskolen.home.get_children().get(title="3.B")
    shown = contacts_on(client, room.url)
    assert ("Anna" in shown, "Henrik" in shown) == (True, False)


def test_who_does_not_see_the_staff_sees_none_of_it(client, egesoeskolen, staff, sign_in):
    egesoeskolen.home.own_audience = ["public"]
    egesoeskolen.home.save_revision().publish()
    for text in (contacts_on(client, egesoeskolen.home.url), client.get("/lindesoe/").text):
        assert "Henrik" not in text
    sign_in("fremmed1", "999101/guardian")
    assert "Henrik" not in client.get(egesoeskolen.home.url).text


def test_a_telephone_that_is_shared_no_longer_is_gone_from_the_page(
    client, egesoeskolen, staff, sign_in
):
    sign_in("kollega1", "998101/staff")
    tag = client.get(egesoeskolen.home.url)["ETag"]
    assert client.get(egesoeskolen.home.url, HTTP_IF_NONE_MATCH=tag).status_code == 304
    Person.objects.filter(pk=staff["ida"].pk).update(shares_phone_with="nobody")
    answer = client.get(egesoeskolen.home.url, HTTP_IF_NONE_MATCH=tag)
    assert answer.status_code == 200
    assert "00 00 98 10" not in answer.text
