import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe

import themes

TEMPLATES = Path(themes.__file__).parent / "templates"
PAGES = sorted(
    str(path.relative_to(TEMPLATES))
    for path in [*TEMPLATES.glob("*.html"), *TEMPLATES.glob("themes/*.html")]
    if path.name not in ("shell.html", "error.html")
)
CARD = {
    "title": "Lus på <1. årgang>",
    "url": "/nyhed/",
    "place": "Egesøskolen",
    "published": datetime(2026, 11, 20, 8, tzinfo=UTC),
    "audience_words": "forældre og personale",
}


def render(template: str, **context: Any) -> str:
    with translation.override("en"):
        return render_to_string(template, context)


@pytest.mark.parametrize("template", PAGES)
def test_every_page_can_be_shown_with_nothing_known(template: str) -> None:
    page = render(template)
    assert page.strip().startswith("<!DOCTYPE html>")
    assert '<main id="content"' in page
    assert page.count("<h1") == 1


@pytest.mark.parametrize("template", PAGES)
def test_no_page_carries_a_style_or_script_of_its_own(template: str) -> None:
    page = render(template)
    assert re.findall(r'\sstyle="|<style|\son\w+="|https?://', page) == []
    modules = re.findall(r'<script type="module" src="([^"]+)"></script>', page)
    assert page.count("<script") == len(modules) == len(set(modules)) >= 1


def test_what_is_hidden_and_what_does_not_exist_look_the_same() -> None:
    assert render("403.html") == render("404.html")
    assert render("404.html") != render("400.html")


def test_it_says_so_when_there_is_nothing_new() -> None:
    sentence = "There is nothing new for you today."
    assert sentence in render("themes/home.html", news=[], important=[])
    assert sentence not in render("themes/home.html", news=[CARD])
    assert sentence not in render("themes/home.html", important=[CARD])


def test_it_escapes_titles_and_keeps_the_rendered_body() -> None:
    body = mark_safe("<p>Kære forældre</p>")
    page = render("themes/news.html", title="<b>Hej</b>", body=[{"html": body}], place="3.B")
    assert "&lt;b&gt;Hej" in page
    assert "<p>Kære forældre</p>" in page
    assert "&lt;p&gt;" in render("themes/news.html", title="Hej", body=[{"html": "<p>"}])


def test_the_cast_is_shown_in_the_demo_only() -> None:
    dorte = {"name": "Dorte", "description": "mor til Bo", "unilogin": "dort1", "group": "Forældre"}
    assert 'value="dort1"' in render("themes/login.html", cast=[dorte], cast_url="/som/")
    assert "Log in as" not in render("themes/login.html", cast=[])


def test_the_footer_keeps_its_order() -> None:
    footer = {"contact": "/4/", "cookies": "/3/", "privacy": "/2/", "accessibility": "/1/"}
    page = render("404.html", footer=footer)
    assert re.findall(r'href="(/\d/)"', page) == ["/1/", "/2/", "/3/", "/4/"]


def test_search_is_offered_when_there_is_one() -> None:
    assert 'role="search"' in render("404.html", portal_search_url="/soeg/")
    assert 'role="search"' not in render("404.html")
