"""The runner never raises, whatever happens around a call."""

import threading

import pytest
from django.db import OperationalError

from core.connectors.configuration import operations
from core.connectors.models import CallCount, Circuit, Connection, FailedCall, FailingSource
from core.connectors.running import bulkheads, calls
from core.connectors.running.records import write_counts
from indgang_sdk.errors import Unavailable
from indgang_sdk.people import Child, Need
from indgang_sdk.tiles import Card, Tile
from tests.core.connectors.conftest import BY, NOW, sign_in
from tests.core.connectors.systems import library
from tests.core.connectors.test_tiles import read_box, words_of


def test_without_a_thread_it_is_busy_and_the_slot_is_free(books, monkeypatch):
    client = sign_in("dorte")
    assert "books of Bo" in words_of(read_box(client, books))

    def refuse(thread):
        raise RuntimeError("can't start new thread")

    with monkeypatch.context() as patched:
        patched.setattr(threading.Thread, "start", refuse)
        for _ in range(bulkheads.slots.in_all + 1):
            response = read_box(client, books)
            assert response.status_code == 503
            assert "BogKassen is busy right now." in words_of(response)
    assert bulkheads.slots.count_held(books.pk) == 0
    assert "books of Bo" in words_of(read_box(client, books))


def raise_error(*given, **named):
    raise OperationalError("database is locked")


def test_CON_01_a_database_that_is_locked_costs_no_answer_and_no_slot(books, monkeypatch, caplog):
    client = sign_in("dorte")
    Circuit.objects.create(pk=books.pk, failures=5, probe_at=NOW)
    monkeypatch.setattr(calls, "may_call", raise_error)
    for _ in range(bulkheads.slots.in_all + 1):
        assert "books of Bo" in words_of(read_box(client, books))
    assert bulkheads.slots.count_held(books.pk) == 0
    assert "how a call went is not written down" in caplog.text


@pytest.mark.parametrize("name", ["note_outcome", "record_outcome"])
@pytest.mark.parametrize("is_down", [False, True])
def test_CON_01_what_cannot_be_written_down_costs_no_answer(books, monkeypatch, name, is_down):
    client = sign_in("dorte")
    monkeypatch.setattr(calls, name, raise_error)
    if is_down:
        library.behaviour["tile"] = fail
    words = words_of(read_box(client, books))
    assert ("does not answer right now" in words) is is_down
    assert ("books of Bo" in words) is not is_down


def fail(context):
    raise Unavailable("gone")


def answer_about_a_stranger(context):
    return Tile(parts=(Card(title="x", child=Child({Need.CHILD_ID: "oskar"})),))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("act", [fail, answer_about_a_stranger])
def test_a_connection_that_is_removed_while_it_is_asked_leaves_nothing(books, act):
    client = sign_in("dorte")
    library.behaviour["tile"] = act
    read_box(client, books)
    assert FailedCall.objects.count() == 1
    checked = library.behaviour["tile"]

    def remove_and_act(context):
        removed.set()
        assert gone.wait(10)
        return checked(context)

    removed, gone = threading.Event(), threading.Event()
    library.behaviour["tile"] = remove_and_act
    asking = threading.Thread(target=lambda: answers.append(read_box(client, books)))
    answers = []
    asking.start()
    assert removed.wait(10)
    operations.remove(Connection.objects.get(), by=BY)
    gone.set()
    asking.join(10)
    assert [response.status_code for response in answers] == [200]
    write_counts()
    for model in (FailedCall, FailingSource, Circuit, CallCount):
        assert not model.objects.exists()
