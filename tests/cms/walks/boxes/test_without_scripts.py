"""Boxes and the week without scripts, arranging them, and the way into another system."""

import re

import pytest
from django.urls import reverse

from tests.cms.walks.boxes.looking import read_boxes, squeeze, wait_for_boxes
from tests.cms.walks.conftest import PHONE

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]


def test_without_scripts_the_same_stands_on_pages_of_their_own(dorte):
    with_scripts = dorte(viewport=PHONE)
    with_scripts.goto("/")
    right = wait_for_boxes(with_scripts)
    with_scripts.goto(reverse("week"))
    with_scripts.locator(".week-day").first.wait_for()
    week = squeeze(with_scripts.locator(".week").first.inner_text())

    page = dorte(viewport=PHONE, java_script_enabled=False)
    page.goto("/")
    # Until its style sheets are there, a page puts words together that stand apart.
    with page.expect_navigation():
        page.get_by_role("link", name="Dine bokse").click()
    assert read_boxes(page) == right
    page.goto(reverse("week"))
    with page.expect_navigation():
        page.get_by_role("link", name="Vis ugen").click()
    assert squeeze(page.locator(".week").first.inner_text()) == week


def test_boxes_are_added_moved_and_removed_without_scripts(dorte):
    page = dorte(viewport=PHONE, java_script_enabled=False)
    page.goto(reverse("boxes"))
    before = read_titles(page)
    press(page, "Tilføj", "Overblik, Tavlen")
    added = read_titles(page)
    assert sorted(added) == sorted([*before, "Overblik"])
    place = added.index("Overblik")
    press(page, "Flyt op", "Overblik, Tavlen")
    assert read_titles(page).index("Overblik") == place - 1
    press(page, "Fjern", "Overblik, Tavlen")
    assert read_titles(page) == before
    fixed = page.locator("#ret li", has_text="Selvbetjening, Lindesø Kommune")
    assert "Fast plads" in fixed.inner_text()
    assert fixed.get_by_role("button").count() == 0


def test_the_week_turns_and_shows_one_child(dorte):
    page = dorte(viewport=PHONE)
    page.goto("/")
    page.get_by_role("link", name="Hele ugen").click()
    page.locator(".week-day").first.wait_for()
    names = page.locator(".week h2").all_inner_texts()
    assert [squeeze(name) for name in names] == ["E Emil", "B Bo", "E Ella"]
    page.get_by_role("link", name="Ugen efter").click()
    page.get_by_role("heading", name="Uge 49", level=1).wait_for()
    page.locator(".week").first.wait_for()
    page.get_by_role("link", name="Ella", exact=True).click()
    page.wait_for_url("**barn=**")
    page.get_by_text("luciasangen").wait_for()
    assert page.locator(".week h2").count() == 1
    assert page.get_by_role("heading", name="Uge 49", level=1).is_visible()
    assert page.locator("[aria-current=page]", has_text="Ella").is_visible()


def test_a_link_opens_the_system_in_a_new_tab_for_who_is_signed_in(dorte, played):
    page = dorte(viewport=PHONE)
    page.goto("/")
    wait_for_boxes(page)
    link = page.get_by_role("link", name="Meld Bo syg")
    address = link.get_attribute("href")
    assert re.fullmatch(r"/aabn/\d+/\?til=[\w:=.-]+", address)
    for told in ("bo000001", "dorte001", "Bo", "ill"):
        assert f"={told}" not in address
    with page.context.expect_page() as opened:
        link.click()
    landed = opened.value
    landed.wait_for_url(f"{played.addresses['fravaersportalen']}/enter")
    assert "Du er nu i Fraværsportalen som Dorte" in landed.inner_text("body")
    assert "Det handler om Bo." in landed.inner_text("body")
    assert landed.evaluate("() => document.referrer") == ""
    assert page.url.endswith("/")


def press(page, deed, box):
    page.get_by_role("button", name=re.compile(rf"^{deed} ?: {box}\b")).click()


def read_titles(page):
    return page.locator("#ret .arranging").first.locator("strong").all_inner_texts()
