"""The address that a page had leads to where it is now, for those who may see it there."""

import re

import pytest
import time_machine
from django.test import Client

from cms.models import BasePage, OldAddress
from core.people.models import Person

FAMILIES = ["998101/guardian", "998101/staff"]
STAFF = ["998101/staff"]


@pytest.fixture(autouse=True)
def frozen(now):
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def enter(make_viewer):
    """A browser of somebody who holds the keys; without any, of nobody who is signed in."""

    def make(*keys):
        client = Client()
        if keys:
            client.force_login(Person.objects.get(pk=make_viewer(*keys).person_id))
        return client

    return make


@pytest.fixture
def move(django_capture_on_commit_callbacks):
    def run(page, to):
        with django_capture_on_commit_callbacks(execute=True):
            BasePage.objects.get(pk=page.pk).move(BasePage.objects.get(pk=to.pk), pos="last-child")

    return run


@pytest.fixture
def rename(django_capture_on_commit_callbacks):
    def run(page, slug):
        with django_capture_on_commit_callbacks(execute=True):
            draft = page.get_latest_revision_as_object()
            draft.slug = slug
            draft.save_revision().publish()

    return run


def address_of(page):
    return BasePage.objects.get(pk=page.pk).get_url()


def read(answer, asked):
    """What was answered, without the address that was asked for and the token of the forms."""
    return re.sub(r'value="\w{64}"', "", answer.text.replace(asked, ""))


def test_a_moved_page_is_found_at_its_old_address(egesoeskolen, make_page, move, enter):
    page = make_page(egesoeskolen.home, "Madplan", own_audience=FAMILIES)
    place = make_page(egesoeskolen.home, "Mad", own_audience=FAMILIES)
    old = address_of(page)
    move(page, place)
    assert old != address_of(page)
    answer = enter("998101/guardian").get(old)
    assert (answer.status_code, answer["Location"]) == (302, address_of(page))
    assert "private" in answer["Cache-Control"]


def test_so_is_a_renamed_one_and_what_lies_below_it(egesoeskolen, make_page, rename, enter):
    page = make_page(egesoeskolen.home, "Mad", own_audience=FAMILIES)
    below = make_page(page, "Uge 12")
    old, old_below = address_of(page), address_of(below)
    rename(page, "skolemad")
    client = enter("998101/guardian")
    assert client.get(old)["Location"] == address_of(page)
    assert client.get(old_below)["Location"] == address_of(below)
    assert "skolemad" in address_of(below)


def test_who_may_not_see_it_gets_what_never_was(egesoeskolen, make_page, move, enter):
    page = make_page(egesoeskolen.home, "Madplan", own_audience=STAFF)
    place = make_page(egesoeskolen.home, "Hemmelig mappe", own_audience=STAFF)
    old = address_of(page)
    move(page, place)
    assert enter("998101/staff").get(old).status_code == 302
    guardian = enter("998101/guardian")
    answer, never = guardian.get(old), guardian.get("/lindesoe/aldrig-set/")
    assert (answer.status_code, never.status_code) == (404, 404)
    assert "hemmelig" not in answer.text.lower() + str(answer.headers).lower()
    assert read(answer, old) == read(never, "/lindesoe/aldrig-set/")
    assert enter().get(old)["Location"] == f"/log-ind/?next={old}"


def test_it_is_followed_through_several_moves(egesoeskolen, make_page, move, rename, enter):
    page = make_page(egesoeskolen.home, "Madplan", own_audience=FAMILIES)
    place = make_page(egesoeskolen.home, "Mad", own_audience=FAMILIES)
    first = address_of(page)
    move(page, place)
    second = address_of(page)
    rename(place, "koekken")
    client = enter("998101/staff")
    assert client.get(first)["Location"] == address_of(page)
    assert client.get(second)["Location"] == address_of(page)


def test_a_page_that_takes_the_address_is_shown_there(egesoeskolen, make_page, rename, enter):
    page = make_page(egesoeskolen.home, "Madplan", own_audience=FAMILIES)
    old = address_of(page)
    rename(page, "gammel-madplan")
    client = enter("998101/staff")
    assert client.get(old).status_code == 302
    make_page(egesoeskolen.home, "Madplan", own_audience=FAMILIES)
    assert client.get(old).status_code == 200


def test_a_page_that_goes_back_leaves_no_ring(egesoeskolen, make_page, rename, enter):
    page = make_page(egesoeskolen.home, "Madplan", own_audience=FAMILIES)
    old = address_of(page)
    rename(page, "mad")
    rename(BasePage.objects.get(pk=page.pk).specific, "madplan")
    client = enter("998101/staff")
    assert client.get(old).status_code == 200
    assert client.get(old.replace("madplan", "mad"))["Location"] == old
    assert OldAddress.objects.count() == 1


def test_what_is_taken_down_is_not_led_to(egesoeskolen, make_page, rename, enter):
    page = make_page(egesoeskolen.home, "Madplan", own_audience=FAMILIES)
    old = address_of(page)
    rename(page, "mad")
    BasePage.objects.get(pk=page.pk).specific.unpublish()
    assert enter("998101/staff").get(old).status_code == 404
