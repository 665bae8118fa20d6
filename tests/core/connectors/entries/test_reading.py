"""Entries that systems give the index: read by pages, found by whom they name, and forgotten."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError
from django.urls import reverse

from core.access.viewer import Viewer
from core.audit.models import Action, Entry
from core.connectors.configuration import operations
from core.connectors.entries import reading
from core.connectors.entries.reading import read_due_entries
from core.connectors.entries.source import list_keys
from core.connectors.models import (
    Connection,
    EntryReading,
    FailedCall,
    SystemEntry,
)
from core.people.models import Institution
from indgang_sdk.errors import Unavailable
from indgang_sdk.links import Destination, Link
from indgang_sdk.people import Child, Need, Readers, Role
from indgang_sdk.search import EntryKind, IndexEntry, IndexPage
from search.queries import find_entries
from tests.core.connectors.conftest import BY, NOW, find, sign_in
from tests.core.connectors.systems import platform
from tests.core.people.conftest import DAY
from tests.core.people.exports import contact, person, pupil
from tests.core.people.roster_cast import lindesoe

HOUR = timedelta(hours=1)
GUARDIANS = Readers(institution="998101", role=Role.GUARDIAN)
EVERYWHERE = tuple(Readers(institution=key, role=Role.GUARDIAN) for key in ("998101", "998102"))
OF_3B = Readers(institution="998101", group="3.B", role=Role.GUARDIAN)


def entry(key, *readers, **named):
    own = {"title": f"guide {key}", "link": Link(launcher="show", target=key), "dated_at": NOW}
    return IndexEntry(key=key, readers=readers or (GUARDIANS,), **{**own, **named})


def offer(*entries, **named):
    platform.behaviour["index"] = lambda context, cursor: IndexPage(entries=entries, **named)


def found(name, query="guide", *, now=NOW):
    hits = find_entries(query, Viewer(person_id=find(name).pk, now=now)).hits
    return sorted(hit.title for hit in hits)


def read(*, now=NOW):
    return read_due_entries(now=now)


def test_an_entry_is_found_by_those_whom_it_names(plans):
    offer(
        entry("all"),
        entry("class", Readers(institution="998101", group="3.B", role=Role.GUARDIAN)),
        entry("number", Readers(institution="998102", group="3B", role=Role.GUARDIAN)),
        entry("staff", Readers(institution="998101", role=Role.STAFF)),
        entry("one", Readers(person="anna"), Readers(person="bo")),
    )
    assert read() == 1
    assert found("dorte") == ["guide all", "guide class"]
    assert found("carla") == ["guide number"]
    assert found("anna") == ["guide one", "guide staff"]
    assert found("bo") == ["guide one"]
    assert found("mette") == []


def test_an_entry_for_nobody_known_is_refused_and_told(plans, caplog):
    offer(entry("known"), entry("unknown", Readers(person="nobody")))
    read()
    assert list(SystemEntry.objects.values_list("key", flat=True)) == ["known"]
    assert "entries for nobody" in caplog.text
    offer(entry("known", Readers(institution="G99901", role=Role.GUARDIAN)), entry("other"))
    read(now=NOW + HOUR)
    assert found("dorte") == ["guide other"]


def test_what_has_changed_is_found_as_it_is_now(plans):
    offer(entry("7", title="guide old", text="about apples"))
    read()
    assert found("dorte", "apples") == ["guide old"]
    offer(entry("7", title="guide new", text="about pears", kind=EntryKind.DOCUMENT))
    read(now=NOW + HOUR)
    assert found("dorte", "apples") == []
    assert found("dorte", "pears") == ["guide new"]
    assert SystemEntry.objects.get().kind == "document"


def test_what_is_gone_is_forgotten(plans):
    offer(entry("stays"), entry("goes"))
    read()
    offer(gone=("goes", "was-never-there"))
    read(now=NOW + HOUR)
    assert found("dorte") == ["guide stays"]


def test_a_whole_list_forgets_what_it_does_not_name(plans):
    offer(entry("1"), entry("2"), is_whole=True)
    read()
    offer(entry("3"))
    read(now=NOW + HOUR)
    assert found("dorte") == ["guide 1", "guide 2", "guide 3"]
    offer(entry("2"), is_whole=True)
    read(now=NOW + 2 * HOUR)
    assert found("dorte") == ["guide 2"]


def test_pages_are_read_to_the_last_and_the_next_time_goes_on_from_there(plans):
    pages = {
        "": IndexPage(entries=(entry("1"),), cursor="two", is_last=False, is_whole=True),
        "two": IndexPage(entries=(entry("2"),), cursor="end", is_whole=True),
        "end": IndexPage(entries=(entry("3"),), cursor="end"),
    }
    asked = []
    platform.behaviour["index"] = lambda context, cursor: asked.append(cursor) or pages[cursor]
    read()
    assert found("dorte") == ["guide 1", "guide 2"]
    read(now=NOW + HOUR)
    assert asked == ["", "two", "end"]
    assert found("dorte") == ["guide 1", "guide 2", "guide 3"]


def test_what_was_read_before_a_failure_stays_and_is_gone_on_from(plans):
    def answer(context, cursor):
        if cursor == "two" and not mended:
            raise Unavailable("gone")
        return IndexPage(entries=(entry(cursor or "1"),), cursor="two", is_last=bool(cursor))

    mended = []
    platform.behaviour["index"] = answer
    read()
    assert found("dorte") == ["guide 1"]
    assert (EntryReading.objects.get().cursor, FailedCall.objects.get().kind) == (
        "two",
        "unavailable",
    )
    mended.append(True)
    read(now=NOW + HOUR)
    assert found("dorte") == ["guide 1", "guide two"]


def test_a_source_is_read_in_its_own_rhythm(plans):
    offer(entry("1"))
    assert [read(), read(now=NOW + timedelta(minutes=59)), read(now=NOW + HOUR)] == [1, 0, 1]


CHILD = Child({Need.CHILD_ID: "bo"})


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (None, "NoneType in place of IndexPage"),
        (IndexPage(entries=("guide",)), "str is nothing that belongs here"),
        (IndexPage(entries=(entry("1"),) * 1001), "more than 1000 are too many"),
        (IndexPage(entries=(entry("1", title=None),)), "title is no text"),
        (IndexPage(entries=(entry("x" * 201),)), "key is longer than 200 characters"),
        (IndexPage(entries=(entry("1", text="null\0"),)), "text holds a character that is none"),
        (IndexPage(entries=(entry("1", kind="page"),)), "kind is no EntryKind"),
        (IndexPage(entries=(entry("1", dated_at="now"),)), "str in place of datetime"),
        (
            IndexPage(entries=(entry("1", dated_at=datetime(2026, 11, 23)),)),  # noqa: DTZ001 - what must be refused
            "dated_at does not say its time zone",
        ),
        (IndexPage(entries=(entry("1", "everybody"),)), "str is nothing that belongs here"),
        (
            IndexPage(entries=(replace(entry("1"), readers=()),)),
            "no readers are named",
        ),
        (
            IndexPage(entries=(entry("1", link=Link(launcher="show", child=CHILD)),)),
            "an entry is about a person",
        ),
        (IndexPage(gone="all"), "str in place of several"),
        (IndexPage(gone=(7,)), "int is nothing that belongs here"),
        (IndexPage(cursor=7), "cursor is no text"),
        (IndexPage(cursor="x" * 2001), "cursor is longer than 2000 characters"),
    ],
)
def test_CON_01_a_page_that_is_none_changes_nothing_and_has_a_name(plans, page, reason):
    offer(entry("before"))
    read()
    platform.behaviour["index"] = lambda context, cursor: page
    assert read(now=NOW + HOUR) == 1
    assert FailedCall.objects.get().reason == reason
    assert found("dorte") == ["guide before"]


def test_CON_01_one_that_fails_keeps_no_other_from_being_read(plans, connect_platform):
    connect_platform("KlarUge", code="999")
    ella = Readers(institution="G99901", role=Role.GUARDIAN)

    def answer(context, cursor):
        if context.system == "KlarUge":
            return IndexPage(entries=(entry("klar", ella),))
        raise ZeroDivisionError

    platform.behaviour["index"] = answer
    assert read() == 2
    assert found("dorte") == ["guide klar"]


def test_what_nobody_uses_is_not_read(plans, connect_platform):
    offer(entry("1"))
    operations.choose_institutions(plans, is_for_all=False, by=BY)
    assert read() == 0
    operations.choose_institutions(plans, is_for_all=True, by=BY)
    assert read() == 1


@pytest.mark.parametrize("change", ["paused", "off"])
def test_what_does_not_run_is_not_read(plans, change):
    offer(entry("1"))
    if change == "paused":
        operations.pause(plans, paused=True, by=BY)
    else:
        operations.switch(plans, on=False, by=BY)
    assert read() == 0
    operations.pause(plans, paused=False, by=BY)
    operations.switch(plans, on=True, by=BY)
    assert read() == 1


def test_one_key_twice_on_a_page_is_one_entry(plans):
    offer(entry("1", title="guide first"), entry("1", title="guide last"))
    read()
    assert found("dorte") == ["guide last"]


def test_a_generator_of_entries_is_read_once_and_kept(plans):
    platform.behaviour["index"] = lambda context, cursor: IndexPage(
        entries=(entry(key) for key in "12"), gone=(key for key in "3")
    )
    read()
    assert found("dorte") == ["guide 1", "guide 2"]


def test_CON_22_what_looks_like_markup_is_text_where_it_is_found(plans):
    hostile = "<script>alert(1)</script><img src=x onerror=alert(1)> hostile"
    offer(entry("1", title=hostile, text=hostile))
    read()
    page = sign_in("dorte").get(reverse("search"), {"q": "hostile"}).content.decode()
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_who_joins_finds_it_and_who_leaves_does_not(plans, bring):
    offer(entry("class", OF_3B))
    read()
    assert found("dorte") == ["guide class"]
    assert found("carla") == []
    moved = pupil(person("oskar", BirthDate="2017-02-13"), "3B", contacts=contact("carla"))
    bring(lindesoe(more=moved), now=NOW + DAY)
    later = NOW + 2 * DAY
    assert found("carla", now=later) == ["guide class"]
    # Bo's parents are no longer his contacts: the mother's right in 3.B has ended.
    bring(lindesoe(parents=contact("eva")), now=later)
    assert found("dorte", now=later + DAY) == []
    assert found("eva", now=later + DAY) == ["guide class"]


def test_switched_off_it_is_found_by_nobody_and_again_when_it_is_on(plans):
    offer(entry("1"))
    read()
    operations.switch(plans, on=False, by=BY)
    assert found("dorte") == []
    assert list(list_keys()) == []
    operations.switch(plans, on=True, by=BY)
    assert found("dorte") == ["guide 1"]


def test_removed_it_is_found_by_nobody(plans):
    offer(entry("1"))
    read()
    assert found("dorte") == ["guide 1"]
    operations.remove(plans, by=BY)
    assert found("dorte") == []
    assert not SystemEntry.objects.exists()
    assert not EntryReading.objects.exists()


def test_an_institution_that_does_without_finds_nothing_after_the_next_reading(plans):
    pages = {"": IndexPage(entries=(entry("1"),), cursor="end"), "end": IndexPage(cursor="end")}
    platform.behaviour["index"] = lambda context, cursor: pages[cursor]
    read()
    school = Institution.objects.get(key="998101")
    operations.choose_for_institution(plans, school, is_on=False, by=BY)
    read()
    assert found("dorte") == []
    operations.choose_for_institution(plans, school, is_on=True, by=BY)
    read()
    assert found("dorte") == ["guide 1"]


def open_entry(name, **named):
    return sign_in(name).get(reverse("open_entry", args=[SystemEntry.objects.get(**named).pk]))


def test_an_entry_opens_through_the_launch_and_is_recorded(plans):
    offer(entry("guide/7", OF_3B))
    read()
    targets = []

    def show(context, request):
        targets.append((request.target, request.child))
        return Destination(address="https://platform.example/show")

    platform.behaviour["open"] = show
    response = open_entry("dorte")
    assert (response.status_code, response.url) == (302, "https://platform.example/show")
    row = Entry.objects.get(action=Action.OPEN, object_type="connectors.connection")
    assert (row.actor_id, row.reason) == (find("dorte").pk, "platform show")
    assert targets == [("guide/7", None)]


@pytest.mark.parametrize("name", ["carla", "anna", "emil", "mette"])
def test_who_does_not_see_an_entry_opens_nothing(plans, name):
    offer(entry("1", OF_3B))
    read()
    assert open_entry("dorte").status_code == 302
    before = Entry.objects.filter(action=Action.OPEN).count()
    assert open_entry(name).status_code == 404
    assert Entry.objects.filter(action=Action.OPEN).count() == before


def test_an_entry_that_there_is_not_opens_nothing(plans):
    assert sign_in("dorte").get(reverse("open_entry", args=[10**9])).status_code == 404


def test_an_entry_of_a_connection_that_is_off_opens_nothing(plans):
    offer(entry("1"))
    read()
    assert open_entry("dorte").status_code == 302
    Connection.objects.update(is_on=False)
    assert open_entry("dorte").status_code == 404


def test_an_entry_opens_for_nobody_who_is_not_signed_in(plans, client):
    offer(entry("1"))
    read()
    address = reverse("open_entry", args=[SystemEntry.objects.get().pk])
    response = client.get(address)
    assert response.status_code == 302
    assert response.url.startswith(reverse("login"))


def test_CON_01_one_whose_entries_cannot_be_stored_keeps_no_other_from_being_read(
    plans, connect_platform, monkeypatch, caplog
):
    connect_platform("UgeNet", code="999")
    ella = Readers(institution="G99901", role=Role.GUARDIAN)
    platform.behaviour["index"] = lambda context, cursor: IndexPage(entries=(entry("klar", ella),))
    store = reading._store_page

    def fail_for_the_other(row, *given, **named):
        if row.connection_id == plans.pk:
            raise DatabaseError("the row of somebody")
        store(row, *given, **named)

    monkeypatch.setattr(reading, "_store_page", fail_for_the_other)
    assert read() == 2
    assert found("dorte") == ["guide klar"]
    assert "entries were not stored" in caplog.text
    assert "somebody" not in caplog.text


def test_what_is_to_be_read_anew_while_it_is_read_is_read_once_more(plans, monkeypatch):
    offer(entry("1", *EVERYWHERE))
    ask, later = reading._ask, NOW + timedelta(minutes=1)

    def ask_and_change(*args, **named):
        page = ask(*args, **named)
        reading.read_anew(plans, now=later)
        return page

    with monkeypatch.context() as patched:
        patched.setattr(reading, "_ask", ask_and_change)
        read()
    row = EntryReading.objects.get()
    assert (row.cursor, row.next_at, SystemEntry.objects.count()) == ("", later, 0)
    assert read(now=later) == 1
    assert found("dorte", now=later) == ["guide 1"]
    assert EntryReading.objects.get().next_at > later


def test_what_the_operator_withdraws_is_found_no_more_until_it_is_back(plans):
    offer(entry("1", *EVERYWHERE))
    read()
    assert found("dorte") == ["guide 1"]
    operations.make_available("platform", is_available=False, by=BY)
    assert found("dorte") == []
    assert list(list_keys()) == []
    operations.make_available("platform", is_available=True, by=BY)
    assert found("dorte") == ["guide 1"]
