"""Pages' addresses come first and take none of the others'."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.urls import path, resolve, reverse

from cms.page_urls import _list_first_words, list_taken_words
from cms.views import show_page


@pytest.mark.parametrize(
    "address", ["/lindesoe/", "/lindesoe/egesoeskolen/3b/", "/kalenderen/", "/skriv-til-os/"]
)
def test_a_page_is_asked_for_first(address):
    match = resolve(address)
    assert (match.func, match.view_name) == (show_page, "show_page")
    assert reverse("show_page", kwargs=match.kwargs) == address


@pytest.mark.parametrize("address", ["/kalender/", "/soeg/", "/was/", "/redaktion/", "/log-ind/"])
def test_what_has_an_address_of_its_own_is_no_page(address):
    assert resolve(address).view_name != "show_page"


def test_every_beginning_is_known(settings):
    words = list_taken_words(settings.ROOT_URLCONF)
    assert {"kontor", "redaktion", "kalender", "soeg", "service-worker.js", "live"} <= words


def test_an_address_that_may_begin_as_a_page_does_is_refused():
    with pytest.raises(ImproperlyConfigured):
        list(_list_first_words([path("<str:code>/nyheder/", show_page)]))
    assert list(_list_first_words([path("nyheder/<str:code>/", show_page)])) == ["nyheder"]
