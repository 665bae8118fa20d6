"""Systems that are asked while somebody searches: for whom, and what comes of their answers."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from core.connectors.configuration import operations
from core.connectors.models import Connection, FailedCall
from core.people.models import Institution, Person
from indgang_sdk.errors import Unavailable
from indgang_sdk.links import Link
from indgang_sdk.people import Child, Need
from indgang_sdk.search import SearchHit
from tests.core.connectors.conftest import BY, NOW, sign_in
from tests.core.connectors.systems import platform
from tests.core.connectors.test_tiles import words_of

SHOW = Link(launcher="show", target="material/7")


def search(name, query="fractions"):
    return sign_in(name).get(reverse("search_systems"), {"q": query})


def find_hits(context, query):
    """One for each child, and one about nobody."""
    own = [
        SearchHit(title=f"{query} of {child.first_name}", link=SHOW, child=child)
        for child in context.viewer.children
    ]
    return [*own, SearchHit(title=f"all about {query}", link=SHOW, text="A book", dated_at=NOW)]


@pytest.fixture
def asked(plans):
    """The platform answers, and what it was asked is noted."""
    told = []

    def answer(context, query):
        told.append(query)
        return find_hits(context, query)

    platform.behaviour["search"] = answer
    return told


def test_a_system_is_searched_for_the_children_of_who_asks(asked):
    words = words_of(search("dorte"))
    assert asked == ["fractions"]
    for title in ("fractions of Emil", "fractions of Bo", "all about fractions"):
        assert title in words
    assert "Ella" not in words
    assert "fractions of Emil" not in words_of(search("bo"))


def test_who_holds_none_of_the_roles_asks_nobody(asked):
    search("dorte")
    assert "fractions" not in words_of(search("anna"))
    assert "fractions" not in words_of(search("mette"))
    assert asked == ["fractions"]


def test_what_an_institution_does_without_is_not_asked(asked, plans):
    school = Institution.objects.get(key="998101")
    operations.choose_for_institution(plans, school, is_on=False, by=BY)
    search("dorte")
    assert asked == []
    search("carla")
    assert asked == ["fractions"]


def test_a_hit_leads_through_the_launch(asked, plans):
    text = search("dorte").content.decode()
    assert f'href="/aabn/{plans.pk}/?til=' in text
    assert "material/7" not in text


def test_a_hit_that_leads_nowhere_is_left_out(plans):
    platform.behaviour["search"] = lambda context, query: [
        SearchHit(title="leads nowhere", link=Link(launcher="gone")),
        SearchHit(title="leads there", link=SHOW),
    ]
    words = words_of(search("dorte"))
    assert "leads there" in words
    assert "leads nowhere" not in words


def test_CON_20_nothing_of_a_search_is_kept(asked):
    first = search("dorte")
    assert first.headers["Cache-Control"] == "private, no-store"
    search("dorte")
    assert asked == ["fractions", "fractions"]


def test_a_system_that_fails_is_named_and_one_that_finds_nothing_is_not(plans):
    platform.behaviour["search"] = lambda context, query: []
    assert "MinPlan" not in words_of(search("dorte"))

    def fail(context, query):
        raise Unavailable("gone")

    platform.behaviour["search"] = fail
    assert "MinPlan does not answer right now." in words_of(search("dorte"))


def test_a_system_on_a_break_is_named_and_asked_nothing(asked, plans):
    assert "on a break" not in words_of(search("dorte"))
    operations.pause(plans, paused=True, by=BY)
    words = words_of(search("dorte"))
    assert words == "MinPlan has been put on a break by the municipality."
    assert asked == ["fractions"]
    # It would not have been asked for her either.
    assert "on a break" not in words_of(search("anna"))


def test_several_systems_on_a_break_are_named_in_one_line(asked, plans, connect_platform):
    other = connect_platform("KlarUge", code="999")
    operations.pause(other, paused=True, by=BY)
    words = words_of(search("dorte"))
    assert "KlarUge has been put on a break by the municipality." in words
    assert "fractions of Bo" in words
    operations.pause(plans, paused=True, by=BY)
    words = words_of(search("dorte"))
    assert words == "KlarUge and MinPlan have been put on a break by the municipality."


def test_a_break_is_said_in_danish_in_the_words_of_the_week(plans):
    operations.pause(plans, paused=True, by=BY)
    Person.objects.update(language="da")
    assert words_of(search("dorte")) == "Kommunen har sat MinPlan på pause."


@pytest.mark.parametrize(
    ("hits", "reason"),
    [
        (None, "NoneType in place of several"),
        ("hits", "str in place of several"),
        (["hit"], "str is nothing that belongs here"),
        ([SearchHit(title=None, link=SHOW)], "title is no text"),
        ([SearchHit(title="x", link=None)], "NoneType in place of Link"),
        ([SearchHit(title="x", link="https://x.example")], "str in place of Link"),
        ([SearchHit(title="x", link=SHOW, dated_at="now")], "str in place of datetime"),
        (
            [SearchHit(title="x", link=SHOW, dated_at=datetime(2026, 11, 23))],  # noqa: DTZ001 - what must be refused
            "dated_at does not say its time zone",
        ),
        (
            [SearchHit(title="x", link=SHOW, dated_at=datetime.max.replace(tzinfo=UTC))],
            "dated_at lies outside of 1900 to 2200",
        ),
        ([SearchHit(title="\ud800", link=SHOW)], "title holds a character that is none"),
        ([SearchHit(title="x", link=SHOW)] * 51, "more than 50 are too many"),
    ],
)
def test_CON_01_hits_that_are_none_are_a_failure_with_a_name(plans, hits, reason):
    platform.behaviour["search"] = lambda context, query: hits
    response = search("dorte")
    assert response.status_code == 200
    assert "We cannot show what MinPlan answers right now." in words_of(response)
    assert FailedCall.objects.get().reason == reason


def test_CON_21_a_hit_about_a_stranger_is_dropped_and_told(plans, caplog):
    stranger = Child({Need.CHILD_ID: "oskar", Need.CHILD_FIRST_NAME: "Oskar"})
    platform.behaviour["search"] = lambda context, query: [
        SearchHit(title="a stranger's", link=SHOW, child=stranger),
        SearchHit(title="opens a stranger's", link=Link(launcher="show", child=stranger)),
        *find_hits(context, query),
    ]
    words = words_of(search("bo"))
    assert "fractions of Bo" in words
    assert "stranger's" not in words
    assert list(FailedCall.objects.values_list("kind", flat=True)) == ["alarm", "alarm"]


def test_CON_22_what_looks_like_markup_is_text(plans):
    hostile = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    platform.behaviour["search"] = lambda context, query: [
        SearchHit(title=hostile, text=hostile, link=SHOW)
    ]
    text = search("dorte").content.decode()
    assert text.count("&lt;script&gt;") == 2
    assert "<script" not in text
    assert "<img" not in text


def test_the_words_of_a_search_are_in_no_log(asked, caplog):
    search("dorte", "a-rare-word")
    assert asked == ["a-rare-word"]
    assert "a-rare-word" not in caplog.text


def test_what_somebody_searches_for_stands_in_no_failure(plans):
    def answer(context, query):
        raise Unavailable(f"cannot read the hits of {query}: {query.split()[0]}")

    platform.behaviour["search"] = answer
    search("dorte", "Skilsmisse Hansen")
    said = FailedCall.objects.get().reason
    assert said.startswith("cannot read the hits of")
    assert "Skilsmisse" not in said
    assert "Hansen" not in said


def test_a_system_is_searched_once_the_words_are_approved(asked):
    needs = Connection.objects.get().approved_needs
    without = [need for need in needs if need != "search.words"]
    assert without != needs
    Connection.objects.update(approved_needs=without)
    search("dorte")
    assert asked == []
    Connection.objects.update(approved_needs=needs)
    search("dorte")
    assert asked == ["fractions"]
