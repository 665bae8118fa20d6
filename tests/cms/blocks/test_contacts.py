"""Staff in a text: as they are today, never kept, and never more than each reader may see."""

import pytest
from django.utils import translation

from cms.queries import find_page
from cms.reading import read_page_body
from core.access.viewer import Viewer
from core.people.models import Membership
from core.people.refresh import refresh_access


@pytest.fixture
def page(egesoeskolen, make_page):
    contact = {"title": "", "who": ["leader", "administrative"]}
    return make_page(
        egesoeskolen.home, "Side", body=[("contact", contact)], own_audience=["public"]
    )


@pytest.fixture
def anna(staff, now):
    return Viewer(person_id=staff["anna"].pk, now=now)


def read(page, viewer):
    with translation.override("da"):
        return read_page_body(find_page(page.url_path, viewer), viewer)


def people(page, viewer):
    [hole] = read(page, viewer).shown
    return {person["name"]: person["phone"] for person in hole["people"]}


def test_a_protected_person_stands_there_without_telephone(page, anna, staff):
    assert people(page, anna)["Ida"] == "00 00 98 10"
    staff["ida"].protected = True
    staff["ida"].save()
    assert people(page, anna)["Ida"] == ""


def test_whoever_has_left_is_not_shown(page, anna, staff, now):
    assert "Henrik" in people(page, anna)
    Membership.objects.filter(person=staff["henrik"]).update(ends_on=now.date().replace(year=2020))
    refresh_access([staff["henrik"].pk], on=now.date())
    assert "Henrik" not in people(page, anna)


def test_a_page_with_people_is_not_kept_and_a_browsers_copy_of_it_is_old_when_they_change(
    page, client, staff, anna
):
    assert read(page, anna).names_people
    client.force_login(staff["anna"])
    first = client.get(page.url)
    assert "Ida" in first.text
    assert client.get(page.url, HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 304
    staff["ida"].first_name = "Ina"
    staff["ida"].save()
    after = client.get(page.url, HTTP_IF_NONE_MATCH=first["ETag"])
    assert after.status_code == 200
    assert "Ina" in after.text
