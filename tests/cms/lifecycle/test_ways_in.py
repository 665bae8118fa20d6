"""Where those who answer for pages find what waits: on the front page and in the editor."""

from datetime import date

import pytest
import time_machine
from django.test import Client

REVIEWS = "/skriv/gennemgang/"


@pytest.fixture(autouse=True)
def frozen(now):
    with time_machine.travel(now, tick=False):
        yield


def enter(person):
    client = Client()
    client.force_login(person)
    return client


def test_the_front_page_says_how_many_pages_wait(anna, make_owned):
    client = enter(anna)
    assert "Gennemgå en side" not in client.get("/").text
    make_owned(anna)
    text = client.get("/").text
    assert "Gennemgå en side" in text
    assert f'href="{REVIEWS}"' in text
    make_owned(anna, "Lektier")
    assert "Gennemgå 2 sider" in client.get("/").text


def test_a_review_that_is_done_is_gone_from_the_front_page(anna, make_owned):
    page = make_owned(anna)
    client = enter(anna)
    assert "Gennemgå en side" in client.get("/").text
    client.post(f"{REVIEWS}{page.pk}/", {"action": "reviewed"})
    assert "Gennemgå en side" not in client.get("/").text


def test_what_is_others_or_later_does_not_wait(anna, henrik, employ, egesoeskolen, make_owned):
    make_owned(anna, review_by=date(2027, 5, 1))
    make_owned(henrik)
    assert "Gennemgå en side" not in enter(anna).get("/").text
    assert REVIEWS not in enter(employ(egesoeskolen, "dorte")).get("/").text


def test_the_editors_first_page_leads_there_too(anna, make_owned):
    make_owned(anna)
    text = enter(anna).get("/redaktion/").text
    assert "1 side venter på, at du gennemgår den." in text
    assert f'href="{REVIEWS}"' in text
