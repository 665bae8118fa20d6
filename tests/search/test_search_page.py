"""The page of the search: for whom it opens, what it says, and what it keeps to itself."""

from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest
import time_machine
from django.test import Client

from core.access.operations import Holding, find_shared_scope, replace_holdings
from core.index_sources.entries import Opening, ScopedEntry
from core.people.models import Institution, Municipality, Person
from indgang_sdk.search import EntryKind
from search.limits import SEARCHES_OF_NETWORK, SEARCHES_OF_PERSON, forget_counts
from search.models import SearchCount
from search.operations import store_entries
from search.queries import PAGE_LENGTH
from tests.search.test_finding import queries_of_engine

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock(db):
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def offer(title, *, key="public", kind=EntryKind.NEWS, **more):
    opening = Opening(scope=find_shared_scope((key,)).pk)
    values = {"key": title, "url": "/x/", "dated_at": NOW, "openings": (opening,), **more}
    store_entries("cms", [ScopedEntry(title=title, kind=kind, **values)])


@pytest.fixture
def nobody():
    return Client()


@pytest.fixture
def dorte():
    person = Person.objects.create_user("dorte001", first_name="Dorte")
    replace_holdings({person.pk: [Holding(key="998101/guardian")]})
    client = Client()
    client.force_login(person)
    return client


def titles(answer):
    return ["".join(piece.text for piece in hit["title"]) for hit in answer.context["hits"]]


def search(client, query, **more):
    return client.get("/soeg/", {"q": query, **more})


def test_who_is_not_signed_in_finds_what_is_public(nobody, dorte):
    offer("Lus for alle")
    offer("Lus for forældre", key="998101/guardian")
    assert titles(search(nobody, "lus")) == ["Lus for alle"]
    assert set(titles(search(dorte, "lus"))) == {"Lus for alle", "Lus for forældre"}


def test_what_is_found_is_kept_by_nobody(nobody):
    answer = search(nobody, "lus")
    assert answer["Cache-Control"] == "private, no-store"
    assert "Cookie" in answer["Vary"]


def test_the_query_stands_in_the_field_and_does_no_harm(nobody):
    answer = search(nobody, '"><script>alert(1)</script>')
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;alert(1)" in answer.text


def test_marks_in_titles_are_of_the_portal_alone(nobody):
    offer("<b>Lus</b> & lopper")
    assert "&lt;b&gt;<mark>Lus</mark>&lt;/b&gt; &amp; lopper" in search(nobody, "lus").text


def test_nothing_found_is_said_with_advice(nobody, dorte):
    assert "Vi fandt ikke noget om »xyzzy«." in search(dorte, "xyzzy").text
    assert "for at søge i det, der er til dig" in search(nobody, "xyzzy").text
    assert "for at søge i det, der er til dig" not in search(dorte, "xyzzy").text


@pytest.mark.parametrize("query", ["", "   ", "--", "\x00"])
def test_without_a_word_nothing_is_said_to_be_missing(nobody, query):
    answer = search(nobody, query)
    assert answer.status_code == 200
    assert "Vi fandt ikke noget" not in answer.text
    assert "Skriv, hvad du leder efter" in answer.text
    assert not SearchCount.objects.exists()


def test_kinds_narrow_what_is_shown_and_keep_the_numbers(nobody):
    offer("Lus")
    offer("Om lus", kind=EntryKind.PAGE)
    answer = search(nobody, "lus", slags="page")
    assert titles(answer) == ["Om lus"]
    numbers = {str(kind["label"]): kind["number"] for kind in answer.context["kinds"]}
    assert numbers == {"None": 2, "Nyheder": 1, "Sider": 1}


def test_a_kind_without_hits_leads_back_to_all(nobody):
    offer("Lus")
    answer = search(nobody, "lus", slags="document")
    assert titles(answer) == []
    assert "Der er ikke mere her." in answer.text


@pytest.mark.parametrize("page", ["0", "-1", "x", "", "²", "9" * 50])
def test_an_odd_page_number_is_answered(nobody, page):
    offer("Lus")
    answer = search(nobody, "lus", side=page)
    assert answer.status_code == 200
    assert titles(answer) == ["Lus"]


def test_pages_lead_to_the_next_and_back(nobody):
    for number in range(PAGE_LENGTH + 1):
        offer(f"Lus {number}")
    first, second = search(nobody, "lus"), search(nobody, "lus", side="2")
    assert first.context["later_url"] == "/soeg/?q=lus&side=2"
    assert second.context["earlier_url"] == "/soeg/?q=lus"
    assert (first.context["earlier_url"], second.context["later_url"]) == ("", "")
    assert len(titles(first) + titles(second)) == PAGE_LENGTH + 1


def test_a_search_costs_as_many_queries_for_many_hits_as_for_few(dorte, django_assert_num_queries):
    for number in range(PAGE_LENGTH):
        offer(f"Lus {number}", text="lus " * 50)
    search(dorte, "lus")
    # The session, the count, who asks, hits and the menu.
    with django_assert_num_queries(5 + queries_of_engine()):
        search(dorte, "lus")


def test_API_09_a_person_searches_thirty_times_a_minute(dorte, clock):
    offer("Lus")
    answers = [search(dorte, "lus").status_code for _ in range(SEARCHES_OF_PERSON)]
    assert set(answers) == {200}
    refused = search(dorte, "lus")
    assert (refused.status_code, refused["Retry-After"]) == (429, "60")
    assert "Du har søgt mange gange" in refused.text
    assert titles(refused) == []
    clock.shift(timedelta(minutes=1))
    assert search(dorte, "lus").status_code == 200


def test_API_09_an_address_of_one_household_is_one_searcher(nobody):
    addresses = [f"2001:db8::{number:x}" for number in range(SEARCHES_OF_NETWORK + 1)]
    answers = [
        nobody.get("/soeg/", {"q": "lus"}, REMOTE_ADDR=address).status_code for address in addresses
    ]
    assert (answers[:-1], answers[-1]) == ([200] * SEARCHES_OF_NETWORK, 429)
    forged = nobody.get(
        "/soeg/", {"q": "lus"}, REMOTE_ADDR=addresses[0], HTTP_X_FORWARDED_FOR="192.0.2.1"
    )
    assert forged.status_code == 429
    other = nobody.get("/soeg/", {"q": "lus"}, REMOTE_ADDR="2001:db8:0:1::1")
    assert other.status_code == 200


def test_counts_are_forgotten_and_name_nobody(dorte):
    search(dorte, "lus")
    (count,) = SearchCount.objects.all()
    assert len(count.bucket) == len("0" * 64)
    forget_counts(now=NOW + timedelta(minutes=59))
    assert SearchCount.objects.exists()
    forget_counts(now=NOW + timedelta(hours=2))
    assert not SearchCount.objects.exists()


def test_no_log_says_what_was_looked_for(nobody, capfd, caplog):
    with caplog.at_level("DEBUG"):
        search(nobody, "hemmeligtord")
    assert "hemmeligtord" not in caplog.text
    assert any(
        record.msg.get("route") == "search"
        for record in caplog.records
        if isinstance(record.msg, dict)
    )


def test_the_field_stands_on_every_page_of_the_portal(dorte):
    answer = dorte.get("/")
    assert 'action="/soeg/"' in answer.text


def test_a_search_that_does_not_answer_says_so_and_keeps_the_query(nobody):
    offer("Lus")
    assert titles(search(nobody, "lus")) == ["Lus"]
    with patch("search.queries.list_engines", list):
        answer = search(nobody, "lus")
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert "Søgningen svarer ikke lige nu" in answer.text
    assert 'value="lus"' in answer.text
    assert "Vi fandt ikke noget" not in answer.text


def test_it_says_when_not_all_words_were_found(nobody):
    offer("Lus i klassen")
    assert "Næsten intet indeholder hele »lus lejr«" in search(nobody, "lus lejr").text
    assert "Næsten intet" not in search(nobody, "lus").text


def test_more_than_a_thousand_are_not_counted(nobody, monkeypatch):
    monkeypatch.setattr("search.queries.MOST_COUNTED", 3)
    for number in range(3):
        offer(f"Lus {number}")
    assert "3 resultater" in search(nobody, "lus").text
    offer("Lus 4")
    answer = search(nobody, "lus")
    assert "Mere end 3 resultater for »lus«" in answer.text
    assert len(titles(answer)) == 3


@pytest.fixture
def places():
    lindesoe = Municipality.objects.create(code="998", name="Lindesø Kommune")
    return [
        Institution.objects.create(key=key, name=name, kind="school", municipality=lindesoe)
        for key, name in (("998101", "Egesøskolen"), ("998102", "Tranehøjskolen"))
    ]


def test_places_narrow_and_are_counted_with_the_kind(nobody, places):
    school, other = places
    offer("Lus her", institution_id=school.pk)
    offer("Lus der", institution_id=other.pk)
    offer("Om lus", institution_id=school.pk, kind=EntryKind.PAGE)

    def numbers(answer):
        return {place["label"]: place["number"] for place in answer.context["places"]}

    answer = search(nobody, "lus")
    assert numbers(answer) == {"Egesøskolen": 2, "Tranehøjskolen": 1}
    assert numbers(search(nobody, "lus", slags="page")) == {}
    answer = search(nobody, "lus", sted="998102")
    assert titles(answer) == ["Lus der"]
    assert {str(kind["label"]): kind["number"] for kind in answer.context["kinds"]} == {
        "None": 1,
        "Nyheder": 1,
    }
    (chosen,) = [place for place in answer.context["places"] if place["current"]]
    assert (chosen["label"], chosen["url"]) == ("Tranehøjskolen", "/soeg/?q=lus")


@pytest.mark.parametrize("place", ["x", "998101'", "", "9" * 50, "998199"])
def test_an_odd_place_is_answered(nobody, places, place):
    offer("Lus her", institution_id=places[0].pk)
    offer("Lus der", institution_id=places[1].pk)
    answer = search(nobody, "lus", sted=place)
    assert answer.status_code == 200
    assert len(titles(answer)) == (0 if place == "998199" else 2)


def test_what_a_mistake_was_taken_for_is_said_with_its_letters(nobody):
    offer("Pædagogisk læreplan")
    answer = search(nobody, "lærepln")
    assert titles(answer) == ["Pædagogisk læreplan"]
    assert "Der er også søgt efter: læreplan" in answer.text
    # Where nothing is found by it, it is not said either.
    assert "Der er også søgt efter" not in search(nobody, "madpake").text
