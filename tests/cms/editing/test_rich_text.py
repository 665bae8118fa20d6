"""TEN-21: nothing that runs comes into a text through the editor."""

import html
import json
import re

import pytest

from cms.blocks.rendering import load_segments
from cms.models import BasePage, ContentPage
from tests.cms.editing.forms import page_form, rich_text

RUNS = ("<script", "onerror", "onclick", "onload", "javascript:", "data:text", "<iframe", "<svg",
        "<style", "<object", "<math", "vbscript:", "srcdoc")  # fmt: skip
TEXTS = {
    "script": "<script>alert(1)</script>",
    "event": '<img src=x onerror="alert(1)">',
    "frame": '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    "svg": "<svg onload=alert(1)>",
    "mxss_style": "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
    "mxss_math": "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 "
    'onerror=alert(1)&gt;">',
    "mxss_noscript": '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "entities": "&lt;script&gt;alert(1)&lt;/script&gt;",
}  # fmt: skip
ADDRESSES = {
    "javascript": "javascript:alert(1)",
    "javascript_tab": "java\tscript:alert(1)",
    "javascript_capitals": " JaVaScRiPt:alert(1)",
    "javascript_entity": "javascript&colon;alert(1)",
    "data": "data:text/html,<script>alert(1)</script>",
    "vbscript": "vbscript:msgbox(1)",
    "quote": '"><img src=x onerror=alert(1)>',
}


RUNNING_SCHEME = re.compile(r"(javascript|data|vbscript):", re.IGNORECASE)


def save(place, client, *blocks):
    address = f"/redaktion/pages/add/cms/contentpage/{place.home.pk}/"
    response = client.post(address, page_form(*blocks) | {"action-publish": "1"})
    assert response.status_code == 302, response.content.decode()[:2000]
    return ContentPage.objects.get(slug="ny-side")


def stored(page):
    """The text as it is kept, and as everybody reads it."""
    return page.body.raw_data[0]["value"], read_text(page)


def read_text(page):
    """The HTML that is stored for everybody, in Danish."""
    return "".join(load_segments(page.rendered_bodies.get(language="da").segments))


def runs(markup):
    """Which of the things that run stand in markup outside of plain text and attribute values."""
    return [word for word in RUNS if word in markup.lower()]


def read_links(markup):
    """Where links lead, as a browser reads it."""
    hrefs = [html.unescape(href) for href in re.findall(r'href="([^"]*)"', markup)]
    return [re.sub(r"[\x00-\x20]", "", href) for href in hrefs]


def test_a_running_scheme_is_noticed():
    assert RUNNING_SCHEME.match(read_links('<a href=" java&#9;script&colon;x">')[0])
    assert not RUNNING_SCHEME.match(read_links('<a href="https://a.example/javascript:x">')[0])


@pytest.mark.parametrize("text", TEXTS)
def test_ten_21_markup_in_a_text_stays_text(text, lindesoe, ida):
    kept, shown = stored(save(lindesoe, ida, ("text", rich_text(TEXTS[text]))))
    for markup in (kept, shown):
        assert "<img" not in markup
        assert not [word for word in runs(markup) if word.startswith("<")]
        assert "&lt;" in markup or "&amp;lt;" in markup


@pytest.mark.parametrize("name", ADDRESSES)
def test_ten_21_a_link_leads_nowhere_that_runs(name, lindesoe, ida):
    block = ("text", rich_text("klik", url=ADDRESSES[name]))
    kept, shown = stored(save(lindesoe, ida, block))
    for markup in (kept, shown):
        assert "klik" in markup
        assert "<img" not in markup
        assert not [href for href in read_links(markup) if RUNNING_SCHEME.match(href)]


def test_ten_21_an_ordinary_link_stays(lindesoe, ida):
    block = ("text", rich_text("klik", url="https://skolen.example/a?b=1&c=2"))
    kept, shown = stored(save(lindesoe, ida, block))
    for markup in (kept, shown):
        assert '<a href="https://skolen.example/a?b=1&amp;c=2">klik</a>' in markup


@pytest.mark.parametrize(
    ("kind", "data"),
    [("EMBED", {"url": "https://foreign.example/film"}), ("IMAGE", {"src": "x", "onerror": "a()"}),
     ("SCRIPT", {}), ("HORIZONTAL_RULE", {"onclick": "a()"})],
)  # fmt: skip
def test_ten_21_entities_that_no_text_may_have_are_dropped(kind, data, lindesoe, ida):
    content = json.loads(rich_text("klik", url="https://skolen.example/"))
    content["entityMap"]["0"] = {"type": kind, "mutability": "MUTABLE", "data": data}
    content["blocks"][0]["entityRanges"][0]["length"] = 2
    kept, shown = stored(save(lindesoe, ida, ("text", json.dumps(content))))
    for markup in (kept, shown):
        assert "ik" in markup
        assert "foreign" not in markup
        assert "<embed" not in markup
        assert "onerror" not in markup
        assert "onclick" not in markup


def test_ten_21_markup_that_is_not_the_editors_is_refused(lindesoe, ida):
    address = f"/redaktion/pages/add/cms/contentpage/{lindesoe.home.pk}/"
    block = ("text", "<p onclick='a()'>x</p><script>alert(1)</script>")
    assert ida.post(address, page_form(block)).status_code == 400
    assert not BasePage.objects.filter(slug="ny-side").exists()


def test_ten_21_a_heading_is_text(lindesoe, ida):
    heading = {"body-0-value-text": "<script>alert(1)</script>", "body-0-value-level": "2"}
    address = f"/redaktion/pages/add/cms/contentpage/{lindesoe.home.pk}/"
    form = page_form(("heading", "")) | heading | {"action-publish": "1"}
    assert ida.post(address, form).status_code == 302
    page = ContentPage.objects.get(slug="ny-side")
    assert "<script" not in read_text(page)
    assert "&lt;script&gt;alert(1)" in read_text(page)


def test_ten_21_a_title_is_text(lindesoe, ida):
    form = page_form(title="<script>alert(1)</script>")
    ida.post(f"/redaktion/pages/add/cms/contentpage/{lindesoe.home.pk}/", form)
    page = BasePage.objects.get(slug="ny-side")
    for address in (f"pages/{page.pk}/edit/", f"pages/{page.pk}/", "choose-page/", ""):
        assert "<script>alert(1)" not in ida.get(f"/redaktion/{address}").content.decode()
