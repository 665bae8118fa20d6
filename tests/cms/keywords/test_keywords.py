"""Keywords and related pages: each reader sees only what leads somewhere for him or her."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cms.keywords.words import check_words, read_words
from cms.models import PageKeyword
from core.access.operations import Holding, replace_holdings
from core.people.models import Person

STAFF = ["998101/staff"]
FAMILIES = ["998101/guardian", "998101/staff"]


@pytest.fixture
def sign_in(client):
    def make(unilogin, *keys):
        person = Person.objects.create_user(unilogin, first_name=unilogin.title())
        replace_holdings({person.pk: [Holding(key=key) for key in keys]})
        client.force_login(person)
        return person

    return make


def address(school, slug):
    return reverse("keyword", args=[school.institution.pk, slug])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        (" tur , tøj,", ["tur", "tøj"]),
        ("Tur,tur, TUR", ["Tur"]),
        ("uld  inderst", ["uld inderst"]),
    ],
)
def test_words_are_read_in_their_order_each_once(text, words):
    assert read_words(text) == words


def test_too_many_and_too_long_words_are_refused():
    check_words(",".join(f"ord {number}" for number in range(8)))
    for text in (",".join(f"ord {number}" for number in range(9)), "x" * 41):
        with pytest.raises(ValidationError):
            check_words(text)


def test_a_word_leads_to_the_pages_that_the_reader_sees(
    client, egesoeskolen, make_page, make_news, sign_in
):
    page = make_page(egesoeskolen.home, "Tur", own_audience=FAMILIES, keywords="Uld, tur")
    make_news(egesoeskolen.home, "Koldt vejr", own_audience=FAMILIES, keywords="uld")
    make_page(egesoeskolen.home, "Hemmelig", own_audience=STAFF, keywords="uld, beredskab")
    here = address(egesoeskolen, "uld")
    sign_in("dorte001", "998101/guardian")
    shown = client.get(page.url).text
    assert "Emneord" in shown
    assert f'href="{here}"' in shown
    found = client.get(here).text
    assert ("Koldt vejr" in found, "Hemmelig" in found) == (True, False)
    assert client.get(address(egesoeskolen, "beredskab")).status_code == 404
    assert client.get(address(egesoeskolen, "findes-ikke")).status_code == 404
    sign_in("anna0001", "998101/staff")
    assert "Hemmelig" in client.get(here).text
    assert client.get(address(egesoeskolen, "beredskab")).status_code == 200
    client.logout()
    assert client.get(here).status_code == 302


def test_words_are_each_institutions_own(client, egesoeskolen, revleskolen, make_page, sign_in):
    make_page(egesoeskolen.home, "Tur", own_audience=FAMILIES, keywords="uld")
    make_page(revleskolen.home, "Strik", own_audience=["999101/guardian"], keywords="uld")
    sign_in("dorte001", "998101/guardian", "999101/guardian")
    found = client.get(address(egesoeskolen, "uld")).text
    assert ("Tur" in found, "Strik" in found) == (True, False)
    assert "Strik" in client.get(address(revleskolen, "uld")).text


def test_words_follow_what_is_published(client, egesoeskolen, make_page, sign_in):
    page = make_page(egesoeskolen.home, "Tur", own_audience=FAMILIES, keywords="uld")
    sign_in("dorte001", "998101/guardian")
    page.keywords = "regn"
    page.save_revision()
    assert client.get(address(egesoeskolen, "regn")).status_code == 404
    page.save_revision().publish()
    assert client.get(address(egesoeskolen, "regn")).status_code == 200
    assert client.get(address(egesoeskolen, "uld")).status_code == 404
    page.refresh_from_db()
    page.unpublish()
    assert client.get(address(egesoeskolen, "regn")).status_code == 404
    assert not PageKeyword.objects.exists()


def test_bad_addresses_are_not_there(client, db, sign_in):
    sign_in("dorte001", "998101/guardian")
    for institution in ("x", "9" * 30, "0"):
        assert client.get(f"/emneord/{institution}/uld/").status_code == 404


def test_related_pages_are_trimmed_to_the_reader(client, egesoeskolen, make_page, sign_in):
    home = egesoeskolen.home
    clothes = make_page(home, "Tøj til turen", own_audience=FAMILIES)
    plan = make_page(home, "Nødplan", own_audience=STAFF)
    related = [("page", plan), ("page", clothes)]
    page = make_page(home, "Tur", own_audience=FAMILIES, related=related)
    # Without the list of all pages beside it, which the breadcrumbs and menus do not hold.
    sign_in("dorte001", "998101/guardian")
    shown = client.get(page.url).text
    assert "Se også" in shown
    assert ("Tøj til turen" in shown, "Nødplan" in shown) == (True, False)
    sign_in("anna0001", "998101/staff")
    shown = client.get(page.url).text
    assert shown.index("Nødplan") < shown.index("Tøj til turen")
    tag = client.get(page.url)["ETag"]
    plan.unpublish()
    answer = client.get(page.url, HTTP_IF_NONE_MATCH=tag)
    assert (answer.status_code, "Nødplan" in answer.text) == (200, False)


def test_nothing_is_said_where_nothing_is_left(client, egesoeskolen, make_page, sign_in):
    plan = make_page(egesoeskolen.home, "Nødplan", own_audience=STAFF)
    page = make_page(egesoeskolen.home, "Tur", own_audience=FAMILIES, related=[("page", plan)])
    sign_in("dorte001", "998101/guardian")
    shown = client.get(page.url).text
    assert "Se også" not in shown
    assert "Nødplan" not in shown


def test_news_has_them_too(client, egesoeskolen, make_page, make_news, sign_in):
    clothes = make_page(egesoeskolen.home, "Tøj til turen", own_audience=FAMILIES)
    news = make_news(
        egesoeskolen.home, "Turen", own_audience=FAMILIES, keywords="uld",
        related=[("page", clothes)], body=[("text", "<p>Hej</p>")],
    )  # fmt: skip
    sign_in("dorte001", "998101/guardian")
    shown = client.get(news.url).text
    assert "Tøj til turen" in shown
    assert address(egesoeskolen, "uld") in shown
