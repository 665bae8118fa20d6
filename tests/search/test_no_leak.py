"""TEN-02, TEN-04: whatever happens, everybody finds what the rows say, in each engine."""

import sys

import pytest

from core.access.models import PersonKey
from core.people.models import Person
from indgang_sdk.search import EntryKind
from tests.core.people.families import BIRTH_DATES
from tests.core.people.playing import play
from tests.search.searched_families import WORDS, SearchedFamilies, Tally

SEARCHES_IN_ALL = 100_000


@pytest.fixture(params=["own", pytest.param("elasticsearch", marks=pytest.mark.services)])
def engine(request, db, indexed_at_once):
    """The engine of this database, and a cluster."""
    if request.param == "elasticsearch":
        request.getfixturevalue("search_cluster")
    # The families say when a worker runs.
    indexed_at_once.is_on, indexed_at_once.has_written = False, True
    SearchedFamilies.tally = Tally()
    return request.param


def test_TEN_02_everybody_finds_exactly_what_the_rows_say(engine):
    play(SearchedFamilies, examples=6, steps=40)
    tally = SearchedFamilies.tally
    sys.stdout.write(f"{engine}: {tally}\n")
    assert tally.searches > 800
    # The control: something was found, something was there and hidden, and the index lagged.
    assert min(tally.hits, tally.hidden, tally.waiting) > 50


@pytest.mark.long
def test_TEN_04_in_100_000_searches_there_is_no_difference(engine):
    while SearchedFamilies.tally.searches < SEARCHES_IN_ALL:
        play(SearchedFamilies, examples=50, steps=60)
    sys.stdout.write(f"{engine}: {SearchedFamilies.tally}\n")


def test_the_oracle_sees_a_key_too_many(engine):
    machine = SearchedFamilies()
    try:
        machine.begin(list(BIRTH_DATES), [True] * 8)
        for number, word in enumerate(WORDS):
            machine.put(f"x{number}", [word], ["998102/member"], EntryKind.NEWS, is_owned=False)
        machine.let_the_worker_run()
        search_often(machine)
        for person in Person.objects.all():
            PersonKey.objects.create(person=person, key="998102/member", unit="998102")
        with pytest.raises(AssertionError):
            search_often(machine)
    finally:
        machine.teardown()


def search_often(machine):
    for _ in range(30):
        machine.nobody_finds_what_is_not_theirs()
