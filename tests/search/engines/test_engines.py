"""What every engine does alike: the database's own, SQLite or PostgreSQL, and Elasticsearch."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from core.access.models import Scope
from core.index_sources.entries import Opening
from search.analysis.lexicon import Lexicon
from search.analysis.questions import read_question
from search.analysis.synonyms import read_synonyms
from search.analysis.texts import analyse
from search.engines import sqlite
from search.engines.chosen import list_engines
from search.engines.contract import MOST_RANKED, Document, EngineDown, Wanted
from search.engines.sqlite import SqliteEngine
from search.models import Entry, EntryScope

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
OWN, NONE = Lexicon(), read_synonyms([])

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["own", pytest.param("elasticsearch", marks=pytest.mark.services)])
def engine(request, indexed_at_once):
    """The engine of this database, and a cluster."""
    if request.param == "elasticsearch":
        request.getfixturevalue("search_cluster")
    engine = list_engines()[0]
    assert (engine.name == "elasticsearch") == (request.param == "elasticsearch")
    with engine.writing():
        indexed_at_once.has_written = True
    return engine


@pytest.fixture
def scope():
    return Scope.objects.create().pk


@pytest.fixture
def store(engine, scope):
    """Stores an entry and its document, and returns the document."""

    def store(title, *, openings=None, **named):
        openings = (Opening(scope=scope),) if openings is None else openings
        entry = Entry.objects.create(
            source="x", key=f"{title}{Entry.objects.count()}", kind="news", title=title,
            url="/x/", language="da", dated_at=named.get("dated_at", NOW),
        )  # fmt: skip
        for one in openings:
            EntryScope.objects.create(
                entry=entry, scope_id=one.scope, begins_at=one.begins_at, ends_at=one.ends_at
            )
        document = make_document(entry.pk, title, openings=openings, **named)
        with engine.writing() as write:
            write([document], [])
        return document

    return store


def make_document(entry_id, title, *, openings, text="", **named):
    found = analyse(title, "", text, language="da", lexicon=OWN)
    values = {
        "version": 1, "lexicon": 0, "kind": "news", "municipality": 998,
        "institution": "998101", "unit": "", "dated_at": NOW, "boost": 1.0,
    }  # fmt: skip
    return Document(
        entry_id=entry_id, openings=openings, title=found.title, words=found.words,
        counts=found.counts, **{**values, **named},
    )  # fmt: skip


def find(engine, query, scopes, **more):
    words = read_question(query, lexicon=OWN, synonyms=NONE).words
    return engine.find(Wanted(groups=[words], scopes=scopes, now=NOW, **more))


def ids(engine, query, scopes, **more):
    return [match.entry_id for match in find(engine, query, scopes, **more).found]


def test_only_what_a_scope_opens_is_found(engine, store, scope):
    lus = store("Lus")
    assert ids(engine, "lus", [scope]) == [lus.entry_id]
    assert ids(engine, "lus", [scope + 1]) == []
    assert ids(engine, "lus", []) == []


def test_an_opening_begins_and_ends_at_its_very_moment(engine, store, scope):
    begun = store("Lus", openings=(Opening(scope=scope, begins_at=NOW),))
    store("Lus", openings=(Opening(scope=scope, begins_at=NOW + SECOND),))
    store("Lus", openings=(Opening(scope=scope, ends_at=NOW),))
    lasting = store("Lus", openings=(Opening(scope=scope, ends_at=NOW + SECOND),))
    assert set(ids(engine, "lus", [scope])) == {begun.entry_id, lasting.entry_id}


def test_an_entry_written_again_is_there_once(engine, store, scope):
    lus = store("Lus")
    found = analyse("Fest", "", "", language="da", lexicon=OWN)
    changed = replace(
        lus, title=found.title, words=found.words, counts=found.counts, dated_at=NOW - SECOND
    )
    with engine.writing() as write:
        write([changed], [])
    assert ids(engine, "lus", [scope]) == []
    assert ids(engine, "fest", [scope]) == [lus.entry_id]


def test_what_is_gone_is_gone(engine, store, scope):
    lus, other = store("Lus"), store("Lus")
    with engine.writing() as write:
        write([], [lus.entry_id])
    assert ids(engine, "lus", [scope]) == [other.entry_id]


def test_the_newest_come_first_across_municipalities(engine, store, scope):
    old = store("Lus", dated_at=NOW - 2 * SECOND, municipality=999)
    new = store("Lus", dated_at=NOW - SECOND, municipality=0)
    newest = store("Lus", dated_at=NOW, municipality=101)
    assert ids(engine, "lus", [scope]) == [newest.entry_id, new.entry_id, old.entry_id]
    assert ids(engine, "lus", [scope], municipalities=[0, 101]) == [newest.entry_id, new.entry_id]


def test_filters_narrow(engine, store, scope):
    store("Lus", kind="page")
    event = store("Lus", kind="event", institution="998102", dated_at=NOW - SECOND)
    assert ids(engine, "lus", [scope], kinds=["event"]) == [event.entry_id]
    assert ids(engine, "lus", [scope], institutions=["998102"]) == [event.entry_id]
    assert event.entry_id not in ids(engine, "lus", [scope], since=NOW)


def test_of_many_those_with_the_words_in_the_title_are_ranked_first(engine, store, scope):
    titled = store("Lus", dated_at=NOW - timedelta(days=3650))
    entries = Entry.objects.bulk_create(
        Entry(
            source="x", key=f"many{number}", kind="news", title="Brev", text="lus", url="/x/",
            language="da", dated_at=NOW - number * SECOND,
        )
        for number in range(MOST_RANKED + 10)
    )  # fmt: skip
    EntryScope.objects.bulk_create(EntryScope(entry=entry, scope_id=scope) for entry in entries)
    openings = (Opening(scope=scope),)
    documents = [
        make_document(entry.pk, "Brev", text="lus", openings=openings, dated_at=entry.dated_at)
        for entry in entries
    ]
    with engine.writing() as write:
        write(documents, [])
    found = find(engine, "lus", [scope])
    assert len(found.found) == MOST_RANKED + 11
    assert titled.entry_id in found.counts
    assert len(found.counts) == MOST_RANKED


TYPED = ['"', "'", "\\", "* OR (", "title:lus", "%s", "a'b\"c", ":*", "&|!"]


@pytest.mark.parametrize("query", TYPED)
def test_nothing_that_is_typed_is_a_command(engine, store, scope, query):
    store("Lus")
    words = read_question(query, lexicon=OWN, synonyms=NONE).words
    if words:
        assert ids(engine, f"{query} zzz", [scope]) == []


def test_a_rebuild_stands_beside_until_it_is_switched_to(engine, store, scope):
    lus = store("Lus")
    building = engine.begin_rebuilding()
    with building.writing() as write:
        write([make_document(lus.entry_id, "Fest", openings=lus.openings)], [])
    assert ids(engine, "lus", [scope]) == [lus.entry_id]
    assert ids(engine, "fest", [scope]) == []
    # One that was broken off goes on where it was.
    assert list(engine.begin_rebuilding().iterate_versions()) == [(lus.entry_id, 1, 0)]
    engine.switch_to_rebuilt()
    assert ids(engine, "fest", [scope]) == [lus.entry_id]
    assert list(engine.begin_rebuilding().iterate_versions()) == []


def test_without_an_index_an_engine_says_so(tmp_path):
    engine = SqliteEngine(tmp_path / "elsewhere")
    assert not engine.is_built()
    with pytest.raises(EngineDown):
        find(engine, "lus", [1])


@pytest.mark.parametrize("content", [b"", b"no database at all", b"SQLite format 3\x00" * 100])
def test_a_broken_index_is_one_that_does_not_answer(tmp_path, content):
    engine = SqliteEngine(tmp_path)
    with engine.writing() as write:
        write([make_document(1, "Lus", openings=(Opening(scope=1),))], [])
    # The control.
    assert ids(engine, "lus", [1]) == [1]
    (file,) = tmp_path.glob("*.sqlite3")
    file.with_name("broken.sqlite3").write_bytes(content)
    (tmp_path / "current").write_text("broken.sqlite3", encoding="utf-8")
    with pytest.raises(EngineDown):
        find(engine, "lus", [1])


def test_who_waited_while_the_index_was_switched_writes_to_the_new_one(tmp_path, monkeypatch):
    engine = SqliteEngine(tmp_path)
    with engine.writing():
        pass
    engine.begin_rebuilding()
    connect, switched = sqlite._connect, []

    def connect_late(address, *, seconds):
        if not switched:
            switched.append(True)
            engine.switch_to_rebuilt()
        return connect(address, seconds=seconds)

    monkeypatch.setattr(sqlite, "_connect", connect_late)
    with engine.writing() as write:
        write([make_document(1, "Lus", openings=(Opening(scope=1),))], [])
    assert switched
    assert ids(engine, "lus", [1]) == [1]
    assert len(list(tmp_path.glob("*.sqlite3"))) == 1
