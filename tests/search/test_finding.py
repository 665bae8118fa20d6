"""What a viewer finds, and that neither hits nor totals tell of anything else."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from core.access.models import Scope
from core.access.operations import (
    Holding,
    create_owned_scope,
    find_shared_scope,
    replace_holdings,
    rewrite_owned_scope,
)
from core.access.viewer import Viewer
from core.index_sources.entries import EntrySource, Opening, ScopedEntry
from core.people.models import Person
from indgang_sdk.search import EntryKind
from search.engines.chosen import list_engines
from search.models import Change, Entry
from search.operations import (
    WithoutOpeningError,
    forget_entries,
    read_all_anew,
    store_entries,
)
from search.queries import FEW, PAGE_LENGTH, find_entries

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
NOBODY = Viewer(person_id=None, now=NOW)


def offer(title, *, scopes=None, key=None, kind=EntryKind.NEWS, window=None, **more):
    scopes = [find_shared_scope(("public",)).pk] if scopes is None else scopes
    openings = tuple(Opening(scope=scope, **(window or {})) for scope in scopes)
    values = {"key": key or title, "url": "/x/", "dated_at": NOW, **more}
    store_entries("cms", [ScopedEntry(title=title, openings=openings, kind=kind, **values)])


def queries_of_engine():
    """Those to an engine that is in the portal's own database: one, in a savepoint of a test."""
    return 3 if connection.vendor == "postgresql" else 0


def titles(query, viewer=NOBODY, **more):
    return [entry.title for entry in find_entries(query, viewer, **more).hits]


@pytest.fixture
def dorte(db):
    person = Person.objects.create_user("dorte001", first_name="Dorte")
    replace_holdings({person.pk: [Holding(key="998101/guardian")]})
    return Viewer(person_id=person.pk, now=NOW)


def test_a_holder_finds_what_others_neither_find_nor_count(dorte):
    offer("Lus i 3.b", scopes=[find_shared_scope(("998101/guardian",)).pk])
    assert titles("lus", dorte) == ["Lus i 3.b"]
    found = find_entries("lus", NOBODY)
    assert (found.hits, found.totals) == ([], {})


def test_one_of_several_scopes_is_enough_and_counts_once(dorte):
    both = [find_shared_scope((key,)).pk for key in ("public", "998101/guardian")]
    offer("Anna", scopes=[*both, find_shared_scope(("751/staff",)).pk], kind=EntryKind.PERSON)
    assert find_entries("anna", dorte).totals == {"person": 1}


def test_a_changed_audience_holds_at_once_without_indexing(dorte):
    scope = create_owned_scope(("998101/guardian",))
    offer("Lus", scopes=[scope.pk])
    assert titles("lus", dorte) == ["Lus"]
    rewrite_owned_scope(scope.pk, ("751/staff",))
    assert titles("lus", dorte) == []


def test_an_entry_without_a_scope_is_refused(db):
    with pytest.raises(WithoutOpeningError):
        offer("Lus", scopes=[])
    assert not Entry.objects.exists()


def test_an_entry_that_lost_its_scope_is_found_by_nobody(db):
    scope = find_shared_scope(("public",))
    offer("Lus", scopes=[scope.pk])
    Scope.objects.filter(pk=scope.pk).delete()
    assert titles("lus") == []


def test_an_entry_is_found_from_its_first_second_until_its_last(db):
    offer("Begun", text="lus", window={"begins_at": NOW})
    offer("Later", text="lus", window={"begins_at": NOW + SECOND})
    offer("Lasting", text="lus", window={"ends_at": NOW + SECOND})
    offer("Over", text="lus", window={"ends_at": NOW})
    assert set(titles("lus")) == {"Begun", "Lasting"}


def test_title_comes_before_text_and_then_the_newest(db):
    offer("Ny tekst", text="svømning")
    offer("Svømning før", dated_at=NOW - 2 * SECOND)
    offer("Svømning nu", dated_at=NOW - SECOND)
    assert titles("svømning") == ["Svømning nu", "Svømning før", "Ny tekst"]


def test_all_words_are_needed_wherever_they_stand(db):
    offer("Samtaler", text="Mødet i 3.b")
    assert titles("samtaler 3b") == ["Samtaler"]


def test_where_hardly_anything_has_all_words_one_may_be_missing(db):
    offer("Samtaler", text="Mødet i 3.b")
    found = find_entries("samtaler 3c", NOBODY)
    assert ([hit.title for hit in found.hits], found.is_relaxed) == (["Samtaler"], True)
    for number in range(FEW):
        offer(f"Samtaler i 3.c {number}")
    found = find_entries("samtaler 3c", NOBODY)
    assert (len(found.hits), found.is_relaxed) == (FEW, False)


def test_the_last_word_may_be_a_beginning_of_three_letters(db):
    offer("Gummistøvler")
    assert titles("gum") == ["Gummistøvler"]
    assert titles("gu") == []


@pytest.mark.parametrize(
    "query", ["", '"', "'", "* OR (", "\x00", "title:", "%s %(x)s", "a" * 9999]
)
def test_no_query_fails(db, query):
    assert titles(query) == []


def test_totals_are_of_all_kinds_while_hits_are_of_the_chosen_one(db):
    offer("Lus", kind=EntryKind.NEWS)
    offer("Om lus", kind=EntryKind.PAGE)
    found = find_entries("lus", NOBODY, kind="page")
    assert found.totals == {"news": 1, "page": 1}
    assert [entry.title for entry in found.hits] == ["Om lus"]


def test_pages_of_hits_follow_without_gap_or_repetition(db):
    for number in range(PAGE_LENGTH + 3):
        offer(f"Lus {number}")
    shown = titles("lus") + titles("lus", page=2)
    assert sorted(shown) == sorted(f"Lus {number}" for number in range(PAGE_LENGTH + 3))


def test_a_search_costs_two_queries_however_many_scopes(dorte, django_assert_num_queries):
    for number in range(30):
        offer(f"Lus {number}", scopes=[create_owned_scope(("998101/guardian",)).pk])
    titles("lus", dorte)
    with django_assert_num_queries(2 + queries_of_engine()):
        assert len(titles("lus", dorte)) == PAGE_LENGTH


def test_an_entry_stored_again_leaves_nothing_of_the_old_one(dorte):
    offer("Lus", key="1")
    offer("Fest", key="1", scopes=[find_shared_scope(("998101/guardian",)).pk])
    assert (titles("lus", dorte), titles("fest", dorte)) == ([], ["Fest"])
    assert titles("fest") == []


def test_words_go_with_their_entry(db):
    offer("Lus")
    assert titles("lus") == ["Lus"]
    forget_entries(source="cms", keys=["Lus"])
    assert titles("lus") == []


KEYS = ["public", "751/staff", "998101/guardian", "998102/guardian"]
WORDS = ["lus", "fest", "lejr"]
_sets_of = {"min_size": 1, "max_size": 3, "unique": True}
_entries = st.tuples(
    st.lists(st.lists(st.sampled_from(KEYS), **_sets_of), min_size=1, max_size=2),
    st.lists(st.sampled_from(WORDS), **_sets_of),
    st.sampled_from(list(EntryKind)),
)


class AgainstAnOracle(TestCase):
    """Random audiences and entries: hits and totals are what plain Python says."""

    @given(
        entries=st.lists(_entries, max_size=8),
        held=st.sets(st.sampled_from(KEYS[1:])),
        query=st.lists(st.sampled_from(WORDS), **_sets_of),
    )
    def test_hits_and_totals_are_those_of_the_oracle(self, entries, held, query):
        # The database is rolled back after each example, and the index is not.
        for engine in list_engines():
            with engine.writing():
                pass
            engine.clear()
        person = Person.objects.create_user("dorte001", first_name="Dorte")
        replace_holdings({person.pk: [Holding(key=key) for key in held]})
        all_words, most_words = set(), set()
        for number, (audiences, words, kind) in enumerate(entries):
            scopes = [find_shared_scope(tuple(sorted(keys))).pk for keys in audiences]
            offer(f"E{number}", scopes=scopes, text=" ".join(words), kind=kind)
            opened = any(set(keys) & {"public", *held} for keys in audiences)
            missing = len(set(query) - set(words))
            if opened and not missing:
                all_words.add((f"E{number}", kind.value))
            if opened and missing <= 1:
                most_words.add((f"E{number}", kind.value))
        is_relaxed = len(query) > 1 and len(all_words) < FEW
        expected = most_words if is_relaxed else all_words
        found = find_entries(" ".join(query), Viewer(person_id=person.pk, now=NOW))
        assert {(entry.title, entry.kind) for entry in found.hits} == expected
        assert sum(found.totals.values()) == len(expected)


def test_what_is_offered_as_it_stands_is_not_written_again(db, django_assert_num_queries):
    offer("Lus", text="kæm håret")
    assert Change.objects.count() == 1
    offer("Lus", text="kæm håret")
    assert Change.objects.count() == 1
    # The control: what has other words is.
    offer("Lus", text="kæm det godt")
    assert Change.objects.count() == 2
    assert (titles("godt"), titles("håret")) == (["Lus"], [])


def test_what_a_source_offers_no_more_is_forgotten_when_all_is_read_anew(db):
    opening = Opening(scope=find_shared_scope(("public",)).pk)
    offered = [
        ScopedEntry(
            key=key, kind=EntryKind.NEWS, title="Lus", url="/x/", openings=(opening,), dated_at=NOW
        )
        for key in ("1", "2")
    ]

    def read(keys):
        return [entry for entry in offered if entry.key in keys]

    source = EntrySource(
        name="weather", list_keys=lambda: [entry.key for entry in offered], read_entries=read
    )
    assert read_all_anew(source) == 2
    assert len(titles("lus")) == 2
    del offered[0]
    assert read_all_anew(source) == 1
    assert len(titles("lus")) == 1
