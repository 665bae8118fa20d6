"""Links that lead a page's readers to nothing are found at night and shown to who may mend them."""

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.lifecycle.link_check import note_broken_links
from cms.lifecycle.links import Link, list_links
from cms.models import BasePage, BrokenLink, InstitutionDocument, LibraryPage
from core.access.models import Right
from tests.cms.lifecycle.conftest import LEADS

FAMILIES = ["998101/guardian", "998101/staff"]
STAFF = ["998101/staff"]


@pytest.fixture(autouse=True)
def frozen(now):
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def link_from(egesoeskolen, make_page):
    """A page for families with one text, in which links stand."""

    def make(html, **fields):
        body = [("text", f"<p>{html}</p>")]
        fields = {"own_audience": FAMILIES} | fields
        return make_page(egesoeskolen.home, "Velkommen", body=body, **fields)

    return make


@pytest.fixture
def check(now):
    def run():
        note_broken_links(now=now)
        return [(link.text, link.reason) for link in BrokenLink.objects.order_by("pk")]

    return run


def to(page, text="Læs mere"):
    return f'<a linktype="page" id="{page.pk}">{text}</a>'


def test_what_works_is_not_told_of(link_from, make_page, egesoeskolen, check):
    target = make_page(egesoeskolen.home, "Ferie", own_audience=FAMILIES)
    wider = make_page(egesoeskolen.home, "Alle", own_audience=["public"])
    link_from(
        f'{to(target)} {to(wider)} <a href="/kalender/">Kalender</a> '
        f'<a href="{target.get_url()}#mad">Mad</a> <a href="/side/{target.pk}/">Side</a> '
        '<a href="https://example.org/vaek/">Ude</a> <a href="mailto:a@example.org">Mail</a>'
    )
    assert check() == []


def test_what_is_deleted_or_taken_down_is(link_from, make_page, egesoeskolen, check):
    deleted, down = (make_page(egesoeskolen.home, title) for title in ("Væk", "Nede"))
    link_from(f"{to(deleted, 'Til væk')} {to(down, 'Til <b>nede</b>')}")
    assert check() == []
    BasePage.objects.get(pk=deleted.pk).delete()
    down.unpublish()
    assert check() == [("Til væk", "gone"), ("Til nede", "gone")]


def test_so_is_what_not_all_readers_may_see(link_from, make_page, egesoeskolen, check):
    hidden = make_page(egesoeskolen.home, "Vagtplan", own_audience=STAFF)
    link_from(to(hidden))
    assert check() == [("Læs mere", "narrow")]


def test_for_readers_who_all_see_it_a_narrow_page_works(link_from, make_page, egesoeskolen, check):
    hidden = make_page(egesoeskolen.home, "Vagtplan", own_audience=STAFF)
    link_from(to(hidden), own_audience=STAFF)
    assert check() == []


def test_others_hidden_pages_look_like_those_that_were_never_there(
    link_from, make_page, revleskolen, check
):
    theirs = make_page(revleskolen.home, "Hemmelig", own_audience=["999101/staff"])
    link_from(f'<a href="{theirs.get_url()}">A</a> <a href="/lindesoe/aldrig-set/">B</a>')
    assert check() == [("A", "gone"), ("B", "gone")]


def test_a_document_that_is_deleted_is_told_of(link_from, publish, egesoeskolen, check):
    folder = publish(egesoeskolen.home, LibraryPage(title="Mappe", own_audience=STAFF))
    document = InstitutionDocument(title="Plan", folder=folder)
    document.file.save("plan.txt", ContentFile(b"plan"))
    link_from(
        f'<a linktype="document" id="{document.pk}">Plan</a> '
        f'<a href="/dokument/{document.pk}/">Den samme</a>'
    )
    assert check() == []
    InstitutionDocument.objects.all().delete()
    assert check() == [("Plan", "gone"), ("Den samme", "gone")]


def test_links_deep_in_a_text_and_those_that_blocks_choose_are_read(
    make_page, egesoeskolen, revleskolen
):
    target = make_page(egesoeskolen.home, "Ferie")
    body = [
        ("accordion", {"folded": [{"title": "Ferie", "text": f"<p>{to(target, 'Dybt')}</p>"}]}),
        ("news", {"title": "", "place": revleskolen.home, "number": 3}),
    ]
    page = make_page(egesoeskolen.home, "Velkommen", body=body)
    assert list_links(page) == [
        Link(text="Dybt", page_id=target.pk),
        Link(page_id=revleskolen.home.pk),
    ]


@pytest.mark.parametrize(
    "html",
    [
        '<a linktype="page" id="99999999999999999999">x</a>', '<a href="/findes-ikke">x</a>',
        '<a href="/side/99999999999999999999/">x</a>', '<a href="/a.b/">x</a>',
    ],
)  # fmt: skip
def test_a_link_that_makes_no_sense_is_broken(link_from, check, html):
    link_from(html)
    assert check() == [("x", "gone")]


@pytest.mark.parametrize("html", ['<a href="//[x">x</a>', "<a>x</a>", '<a href="#top">x</a>', "<a"])
def test_what_leads_nowhere_in_the_portal_is_none(link_from, check, html):
    link_from(html)
    assert check() == []


def test_a_mended_link_is_gone_the_next_night(link_from, make_page, egesoeskolen, check, now):
    down = make_page(egesoeskolen.home, "Nede", own_audience=FAMILIES)
    link_from(to(down))
    down.unpublish()
    assert len(check()) == 1
    down.save_revision().publish()
    assert check() == []


def test_who_writes_there_sees_them_and_nobody_else(
    link_from, egesoeskolen, revleskolen, employ, check
):
    page = link_from('<a href="/lindesoe/vaek/">Se turen</a>')
    check()

    def read(person):
        client = Client()
        client.force_login(person)
        return client.get("/skriv/gennemgang/").text

    ida = read(employ(egesoeskolen, "ida", Right.EDIT))
    assert "Links, der ikke virker" in ida
    assert "Se turen" in ida
    assert f"/redaktion/pages/{page.pk}/edit/" in ida
    assert "Se turen" not in read(employ(revleskolen, "carla", *LEADS))


def test_many_links_to_one_place_cost_no_more_queries_than_two(
    link_from, make_page, egesoeskolen, now
):
    hidden = make_page(egesoeskolen.home, "Vagtplan", own_audience=STAFF)
    asked = []
    for pages in (2, 8):
        for _number in range(pages):
            link_from(to(hidden))
        with CaptureQueriesContext(connection) as queries:
            note_broken_links(now=now)
        asked.append(len(queries))
    # The second time there are rows of the night before to be removed.
    assert asked[1] <= asked[0] + 1
    assert BrokenLink.objects.count() == 10
