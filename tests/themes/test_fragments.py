"""What is kept of a page follows from its values alone, and names nobody."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import translation
from django.utils.safestring import mark_safe

from core.config.compression import KeptPiece
from themes import fragments
from themes.fragments import Asked, UnkeepableValue, freeze, render_fragment, render_page

LINKS = "themes/components/page_links.html"


@dataclass(frozen=True)
class Place:
    title: str


@dataclass(frozen=True)
class Person:
    title: str


def links(title: object) -> dict[str, object]:
    return {"pages": [{"url": "/a/", "title": title}], "content_language": "da"}


def make_request(name: str = ""):
    request = RequestFactory().get("/side/")
    request.user = AnonymousUser()
    if name:
        request.user = type("Anybody", (), {"get_short_name": lambda self: name})()
        request.user.is_authenticated = True
    return request


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (mark_safe("<b>"), "<b>"),
        (True, 1),
        (1, "1"),
        (None, ""),
        (date(2026, 11, 23), datetime(2026, 11, 23, tzinfo=UTC)),
        (Place("3.B"), Person("3.B")),
        ([], None),
        ({"title": "a"}, {"summary": "a"}),
        (["a", "b"], ["b", "a"]),
    ],
)
def test_values_that_look_different_have_keys_of_their_own(one, other):
    assert freeze(one) != freeze(other)
    assert freeze([one]) == freeze([one])


def test_a_value_that_cannot_be_told_from_others_is_refused():
    with pytest.raises(UnkeepableValue, match="was given a object"):
        render_fragment(LINKS, links(object()), keep=True)
    assert "Skolens side" in render_fragment(LINKS, links("Skolens side"), keep=True)


def test_the_same_text_is_escaped_or_not_as_its_own_value_says():
    assert "&lt;i&gt;ny&lt;/i&gt;" in render_fragment(LINKS, links("<i>ny</i>"), keep=True)
    assert "<i>ny</i>" in render_fragment(LINKS, links(mark_safe("<i>ny</i>")), keep=True)
    assert "&lt;i&gt;ny&lt;/i&gt;" in render_fragment(LINKS, links("<i>ny</i>"), keep=True)


def test_each_language_has_its_own():
    values = {"footer": {"privacy": "/p/"}}
    with translation.override("da"):
        danish = Asked("themes/components/footer.html", values)
    with translation.override("en"):
        english = Asked("themes/components/footer.html", values)
        again = Asked("themes/components/footer.html", dict(values))
    assert danish != english
    assert english == again
    assert hash(english) == hash(again)


def test_a_fragment_is_rendered_once_for_equal_values(monkeypatch):
    rendered = []
    monkeypatch.setattr(
        fragments, "_render", lambda template, values: rendered.append(template) or "x"
    )
    for _ in range(3):
        render_fragment("en/gang.html", {"title": "Én gang"}, keep=True)
    assert rendered == ["en/gang.html"]
    render_fragment("en/gang.html", {"title": "Én gang"}, keep=False)
    assert len(rendered) == 2


def test_a_kept_page_greets_everybody_by_the_own_name():
    values = {"signed_in": True, "today": date(2026, 11, 23)}
    pages = {
        name: render_page(make_request(name), "themes/home.html", values, live={}).text
        for name in ("Kanarie-Anna", "Kanarie-<Bo>")
    }
    assert "Kanarie-Anna" in pages["Kanarie-Anna"]
    assert "Kanarie-&lt;Bo&gt;" in pages["Kanarie-<Bo>"]
    assert "Anna" not in pages["Kanarie-<Bo>"]
    kept = fragments._split_once(Asked("themes/home.html", values))
    pieces = [part.plain.decode() for part in kept if isinstance(part, KeptPiece)]
    assert len(pieces) > 1
    assert "Indgang" in "".join(pieces)
    assert "Kanarie" not in "".join(pieces)


def test_nobody_can_write_a_live_part_into_a_page():
    values = {"title": "<value:person_name> person_name", "signed_in": True}
    page = render_page(make_request("Kanarie-Anna"), "themes/page.html", values, live={}).text
    assert "&lt;value:person_name&gt; person_name" in page
    assert page.count("Kanarie-Anna") == 2  # in the person's menu, and nowhere else


def test_a_live_part_in_a_page_that_is_not_kept_is_rendered_in_its_place():
    template = Template("{% load themes_fragments %}Hej {% live person_name %}")
    assert template.render(Context({"person_name": "Anna & Bo"})) == "Hej Anna &amp; Bo"


@pytest.mark.parametrize("tag", ["{% live %}", '{% live "a.html" more %}', "{% fragment a %}"])
def test_a_tag_without_what_it_needs_says_so(tag):
    with pytest.raises(TemplateSyntaxError, match="template"):
        Template("{% load themes_fragments %}" + tag)
