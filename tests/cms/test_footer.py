"""The pages that the law wants at the foot, and the command that chooses them."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cms.doctoring import check_footer_pages
from cms.models import MunicipalityHome


@pytest.fixture
def pages(egesoeskolen, make_page):
    home = MunicipalityHome.objects.get(home_of__code="998")
    titles = {"accessibility": "Tilgængelighed", "privacy": "Privatliv", "cookies": "Cookies"}
    return {
        field: make_page(home, title, own_audience=["public"]) for field, title in titles.items()
    }


def choose(pages, code="998", **other):
    options = {field: page.pk for field, page in pages.items()} | other
    call_command("choose_footer_pages", code, **options, stdout=StringIO())


def test_chosen_pages_are_led_to(client, pages):
    choose(pages)
    for address, field in (("/was/", "accessibility"), ("/privatliv/", "privacy")):
        response = client.get(address)
        assert (response.status_code, response["Location"]) == (302, pages[field].url)


def test_with_several_municipalities_one_chooses(client, pages, revleskolen, make_page):
    choose(pages)
    home = MunicipalityHome.objects.get(home_of__code="999")
    others = {
        field: make_page(home, f"Klitnæs {field}", own_audience=["public"]) for field in pages
    }
    choose(others, code="999")
    response = client.get("/cookies/")
    assert response.status_code == 200
    assert "Lindesø Kommune" in response.text
    assert "Klitnæs Kommune" in response.text
    assert client.get("/cookies/?kommune=999")["Location"] == others["cookies"].url


def test_without_pages_the_address_says_404(client, egesoeskolen):
    assert client.get("/was/").status_code == 404


@pytest.mark.parametrize("code", ["997", "", "x" * 500])
def test_unknown_municipality_is_refused(pages, code):
    with pytest.raises(CommandError, match="kommune"):
        choose(pages, code=code)


def test_page_that_not_everyone_can_read_is_refused(pages, egesoeskolen, make_page):
    hidden = make_page(egesoeskolen.home, "Kun personale", own_audience=["998101/staff"])
    with pytest.raises(CommandError, match=f"privacy.*{hidden.pk}"):
        choose(pages, privacy=hidden.pk)


def test_page_of_another_municipality_is_refused(pages, revleskolen, make_page):
    foreign = make_page(revleskolen.home, "Klitnæs", own_audience=["public"])
    with pytest.raises(CommandError, match=f"cookies.*{foreign.pk}"):
        choose(pages, cookies=foreign.pk)


def test_doctor_misses_the_pages_until_they_are_chosen_and_public(pages, now):
    assert [finding.ok for finding in check_footer_pages(now)] == [False]
    choose(pages)
    assert [finding.ok for finding in check_footer_pages(now)] == [True]
    pages["privacy"].refresh_from_db()
    pages["privacy"].unpublish()
    assert [finding.ok for finding in check_footer_pages(now)] == [False]
