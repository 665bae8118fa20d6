"""Light, dark, or as the device is: a person's choice, on kept pages too."""

import re

import pytest

from core.people.models import Person
from themes.looks import find_dark_media

ADDRESS = "/dine-oplysninger/udseende/"
BY_DEVICE = "screen and (prefers-color-scheme: dark)"


def dark_media_of(response):
    """For which media the page links its dark tokens."""
    link = re.search(r"<link[^>]*tokens/dark/[^>]*>", response.text)
    return re.search(r'media="([^"]*)"', link[0])[1]


@pytest.fixture
def reader(client, dorte, children):
    client.force_login(dorte)
    return client


@pytest.mark.parametrize(
    ("chosen", "media"), [("", BY_DEVICE), ("light", "not all"), ("dark", "screen")]
)
def test_the_choice_is_worn_by_every_page(reader, egesoeskolen, chosen, media):
    assert reader.post(ADDRESS, {"appearance": chosen})["Location"] == "/dine-oplysninger/"
    reader.get("/dine-oplysninger/")
    for address in ("/", egesoeskolen.home.url, "/kalender/", "/dine-oplysninger/"):
        assert dark_media_of(reader.get(address)) == media


def test_a_kept_page_is_worn_by_each_reader_as_chosen(client, dorte, children, egesoeskolen):
    client.force_login(dorte)
    assert dark_media_of(client.get(egesoeskolen.home.url)) == BY_DEVICE
    Person.objects.filter(pk=dorte.pk).update(appearance="dark")
    assert dark_media_of(client.get(egesoeskolen.home.url)) == "screen"
    client.logout()
    assert dark_media_of(client.get("/log-ind/")) == BY_DEVICE


def test_a_page_that_the_browser_holds_is_another_after_the_choice(reader, egesoeskolen):
    before = reader.get(egesoeskolen.home.url)["ETag"]
    assert reader.get(egesoeskolen.home.url, HTTP_IF_NONE_MATCH=before).status_code == 304
    reader.post(ADDRESS, {"appearance": "dark"})
    reader.get("/dine-oplysninger/")
    assert reader.get(egesoeskolen.home.url, HTTP_IF_NONE_MATCH=before).status_code == 200


def test_the_page_says_what_is_chosen_and_what_is_none_changes_nothing(reader, dorte):
    reader.post(ADDRESS, {"appearance": "dark"})
    text = reader.get("/dine-oplysninger/").text
    assert re.search(r'value="dark"[^>]*checked', text)
    for nonsense in ("sort", "DARK", "x" * 1000):
        reader.post(ADDRESS, {"appearance": nonsense})
        assert Person.objects.get(pk=dorte.pk).appearance == "dark"


def test_an_unknown_choice_is_as_the_device_is():
    assert find_dark_media("sort") == BY_DEVICE
