"""Changes reach the index once, none is lost, and until then nobody sees what is not theirs."""

from datetime import UTC, datetime, timedelta

import pytest

from core.access.operations import Holding, find_shared_scope, replace_holdings
from core.access.viewer import Viewer
from core.index_sources.entries import Opening, ScopedEntry
from core.people.models import Person
from core.tasks.models import Job
from indgang_sdk.search import EntryKind
from search.engines.chosen import list_engines
from search.engines.contract import EngineDown
from search.indexing import handing
from search.indexing.handing import hand_changes_on
from search.indexing.lexicons import read_current_lexicon, renew_lexicon
from search.indexing.rebuilding import compare, mend, rebuild
from search.models import Change, Entry, EntryScope, LexiconVersion
from search.operations import forget_entries, store_entries
from search.queries import find_entries

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def dorte():
    person = Person.objects.create_user("dorte001", first_name="Dorte")
    replace_holdings({person.pk: [Holding(key="998101/guardian")]})
    return Viewer(person_id=person.pk, now=NOW)


def offer(title, *, key="1", audience=("998101/guardian",), **more):
    opening = Opening(scope=find_shared_scope(audience).pk)
    values = {"url": "/x/", "dated_at": NOW, "openings": (opening,), **more}
    store_entries("cms", [ScopedEntry(key=key, title=title, kind=EntryKind.NEWS, **values)])


def totals(query, viewer):
    found = find_entries(query, viewer)
    return [hit.title for hit in found.hits], found.totals


def test_a_right_that_was_taken_is_gone_before_the_index_knows(dorte, indexed_at_once):
    offer("Lus")
    assert totals("lus", dorte) == (["Lus"], {"news": 1})
    indexed_at_once.is_on = False
    offer("Lus", audience=("751/staff",))
    assert Change.objects.exists()
    assert totals("lus", dorte) == ([], {})


def test_what_was_forgotten_is_gone_before_the_index_knows(dorte, indexed_at_once):
    offer("Lus")
    offer("Lus igen", key="2")
    assert totals("lus", dorte)[1] == {"news": 2}
    indexed_at_once.is_on = False
    forget_entries(source="cms", keys=["1"])
    assert totals("lus", dorte) == (["Lus igen"], {"news": 1})


def test_what_is_taken_waits_no_more_and_what_came_meanwhile_does(dorte, monkeypatch):
    offer("Lus")
    apply = handing.apply_entries

    def change_meanwhile(engine, entry_ids):
        apply(engine, entry_ids)
        if Entry.objects.filter(title="Lus").exists():
            offer("Fest")

    (engine,) = list_engines()
    with engine.writing():
        pass
    monkeypatch.setattr(handing, "apply_entries", change_meanwhile)
    assert hand_changes_on() == 2
    assert not Change.objects.exists()
    assert totals("fest", dorte)[0] == ["Fest"]
    assert totals("lus", dorte)[0] == []


def test_an_engine_that_is_down_finds_its_changes_when_it_is_back(dorte, monkeypatch):
    offer("Lus")

    def fail(engine, entry_ids):
        raise EngineDown("away")

    with monkeypatch.context() as away:
        away.setattr(handing, "apply_entries", fail)
        assert hand_changes_on() == 0
    assert Change.objects.count() == 1
    assert totals("lus", dorte)[0] == ["Lus"]


def test_one_job_waits_however_much_has_changed(dorte, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(5):
            offer(f"Lus {number}", key=str(number))
    assert Job.objects.filter(task__endswith="index_changes").count() == 1


def test_a_rebuilt_index_holds_what_the_entries_are(dorte, indexed_at_once):
    offer("Lus")
    offer("Fest", key="2")
    totals("lus", dorte)
    (engine,) = list_engines()
    # The control: an index that has lost its entries, and has one that is gone.
    ids = list(Entry.objects.values_list("pk", flat=True))
    with engine.writing() as write:
        write([], ids)
    assert totals("lus", dorte)[0] == []
    told = []
    assert rebuild(engine, tell=lambda done, of: told.append((done, of))) == 2
    assert told == [(2, 2)]
    assert totals("lus", dorte)[0] == ["Lus"]
    assert compare(engine).amiss == 0


def test_the_doctor_finds_and_mends_what_differs(dorte):
    for number in range(3):
        offer(f"Lus {number}", key=str(number))
    totals("lus", dorte)
    (engine,) = list_engines()
    first, second, third = Entry.objects.order_by("pk")
    with engine.writing() as write:
        write([], [first.pk])
    Entry.objects.filter(pk=second.pk).update(version=5, title="Fest")
    EntryScope.objects.filter(entry=third).delete()
    found = compare(engine)
    assert (found.missing, found.outdated, found.gone) == (1, 1, 1)
    assert mend(engine) == 3
    assert compare(engine).amiss == 0
    assert set(totals("lus fest", dorte)[0]) == {"Lus 0", "Fest"}


def test_the_lexicon_is_built_of_what_everybody_may_read(dorte):
    for number in range(2):
        offer("Zebrafinker", key=f"open{number}", audience=("public",))
        offer("Guldsmede", key=f"wide{number}", audience=("998/guardian",))
        offer("Edderkopper", key=f"hidden{number}", audience=("998101/guardian",))
        tomorrow = NOW + timedelta(days=1)
        opening = Opening(scope=find_shared_scope(("public",)).pk, begins_at=tomorrow)
        offer("Sommerfugleeffekt", key=f"later{number}", openings=(opening,))
    assert renew_lexicon(now=NOW)
    lexicon = read_current_lexicon()
    assert lexicon.version
    assert set(lexicon.frequencies) == {"zebrafinker", "guldsmede"}


def test_a_lexicon_that_is_the_same_makes_no_new_version(dorte):
    offer("Zebrafinker", audience=("public",))
    assert renew_lexicon(now=NOW)
    assert not renew_lexicon(now=NOW)
    assert LexiconVersion.objects.count() == 1


def test_a_new_lexicon_takes_old_entries_apart(dorte):
    offer("Zebrafinkersang")
    assert totals("zebrafinker synger sang", dorte)[0] == []
    for number in range(2):
        offer("Zebrafinker", key=f"open{number}", audience=("public",))
    assert "Zebrafinkersang" not in totals("sang", dorte)[0]
    renew_lexicon(now=NOW)
    (engine,) = list_engines()
    mend(engine)
    assert totals("sang", dorte)[0] == ["Zebrafinkersang"]
