"""The circuit of a connection: when a system is left alone, and how it is asked again."""

from datetime import timedelta

import pytest

from core.connectors.configuration import operations
from core.connectors.models import Circuit, FailedCall, FailingSource
from core.connectors.office.testing import try_connection
from core.connectors.running.circuits import (
    FAILURES_THAT_OPEN,
    REFUSALS_THAT_OPEN,
    REST,
    SPREAD,
    close_circuit,
    may_call,
    note_outcome,
    rests,
)
from core.connectors.running.outcomes import Answered, Failed, FailureKind
from core.connectors.running.refusals import KEPT
from core.connectors.running.silences import note_source
from indgang_sdk.errors import Refused, Unavailable
from indgang_sdk.settings import Layer
from indgang_sdk.texts import Text
from indgang_sdk.tiles import Tile
from tests.core.connectors.conftest import BY, NOW, configure, sign_in
from tests.core.connectors.systems import library
from tests.core.connectors.test_tiles import read_box, words_of

ANSWERED = Answered(value=Tile(), fetched_at=NOW)
LATER = REST * (1 + SPREAD) + timedelta(seconds=1)


@pytest.fixture
def asked(books):
    """How often the library is asked, and what it then does."""
    calls = []

    def read(context):
        calls.append(context)
        error = library.behaviour.get("error")
        if error is not None:
            raise error
        return Tile()

    library.behaviour["tile"] = read
    return calls


def read_many(client, books, times):
    return [words_of(read_box(client, books)) for _ in range(times)]


def test_CON_06_after_five_failures_nobody_asks_until_the_rest_is_over(books, asked, at_moment):
    library.behaviour["error"] = Unavailable("gone")
    client = sign_in("dorte")
    read_many(client, books, FAILURES_THAT_OPEN + 5)
    assert len(asked) == FAILURES_THAT_OPEN
    at_moment.shift(LATER)
    read_many(client, books, 3)
    assert len(asked) == FAILURES_THAT_OPEN + 1


def test_CON_06_two_successes_close_it(books, asked, at_moment):
    library.behaviour["error"] = Unavailable("gone")
    client = sign_in("dorte")
    read_many(client, books, FAILURES_THAT_OPEN)
    library.behaviour["error"] = None
    at_moment.shift(LATER)
    read_many(client, books, 1)
    assert Circuit.objects.get().probe_at is not None
    read_many(client, books, 1)
    circuit = Circuit.objects.get()
    assert (circuit.probe_at, circuit.failures, circuit.failing_since) == (None, 0, None)
    assert not FailingSource.objects.exists()


def test_CON_06_a_failed_try_rests_again(books, asked, at_moment):
    library.behaviour["error"] = Unavailable("gone")
    client = sign_in("dorte")
    read_many(client, books, FAILURES_THAT_OPEN)
    at_moment.shift(LATER)
    read_many(client, books, 5)
    assert len(asked) == FAILURES_THAT_OPEN + 1
    assert Circuit.objects.get().failing_since == NOW


def test_CON_06_of_many_processes_one_tries(books):
    Circuit.objects.create(pk=books.pk, failures=5, probe_at=NOW)
    read_before = [Circuit.objects.get() for _ in range(20)]
    assert [may_call(books.pk, row, now=NOW) for row in read_before].count(True) == 1


def test_CON_06_the_rest_is_spread(books):
    rests = set()
    for _ in range(30):
        Circuit.objects.all().delete()
        Circuit.objects.create(pk=books.pk, failures=4)
        note_outcome(books.pk, None, Failed(kind=FailureKind.TIMED_OUT), now=NOW)
        rests.add(Circuit.objects.get().probe_at - NOW)
    assert len(rests) > 20
    assert min(rests) >= REST
    assert max(rests) <= REST * (1 + SPREAD)


def test_CON_19_wrong_credentials_are_tried_once(books, asked):
    library.behaviour["error"] = Refused("the system answered 401")
    client = sign_in("dorte")
    words = read_many(client, books, 20)
    assert len(asked) == 1
    assert FailedCall.objects.get().kind == "refused"
    assert all("BogKassen does not answer right now." in text for text in words)


def refuse(*names):
    """Has the library refuse whoever asks about just these children."""

    def read(context):
        if sorted(child.first_name for child in context.viewer.children) == sorted(names):
            raise Refused("the system answered 403", about_person=True)
        return Tile(empty=Text(da="Fint", en="All is fine"))

    library.behaviour["tile"] = read


def test_CON_19_who_is_refused_silences_nobody_else_and_is_asked_about_once(books, asked):
    dorte, bo = sign_in("dorte"), sign_in("bo")
    refuse("Bo")
    for _ in range(REFUSALS_THAT_OPEN + 1):
        assert "BogKassen does not give you access to this." in words_of(read_box(bo, books))
        assert "All is fine" in words_of(read_box(dorte, books))
    assert [row.kind for row in FailedCall.objects.all()] == ["forbidden"]
    assert Circuit.objects.get().probe_at is None


def test_CON_19_who_was_refused_is_asked_about_again_later_and_with_new_settings(
    books, asked, at_moment
):
    refuse("Bo")
    client = sign_in("bo")
    read_many(client, books, 2)
    at_moment.shift(KEPT + timedelta(seconds=1))
    read_many(client, books, 2)
    assert FailedCall.objects.count() == 2
    values = {"address": "https://library.example/new"}
    offer = configure(books).offer
    operations.fill_in(books, offer, layer=Layer.MUNICIPALITY, values=values, by=BY)
    read_many(client, books, 2)
    assert FailedCall.objects.count() == 3


def test_CON_19_so_many_refusals_and_no_answer_are_about_the_portal(books):
    forbidden = Failed(kind=FailureKind.FORBIDDEN)
    for number in range(REFUSALS_THAT_OPEN):
        assert not rests(Circuit.objects.filter(probe_at__isnull=False).first(), now=NOW), number
        note_outcome(books.pk, None, forbidden, now=NOW)
    assert rests(Circuit.objects.get(), now=NOW + timedelta(minutes=10))
    note_outcome(books.pk, Circuit.objects.get(), ANSWERED, now=NOW)
    assert Circuit.objects.get().refusals == 0


def test_CON_19_where_nobody_is_asked_about_a_403_is_about_the_portal(books):
    def check(context):
        raise Refused("the system answered 403", about_person=True)

    library.behaviour["health"] = check
    tried = try_connection(configure(books), place=None, now=NOW)
    assert [each.failure for each in tried] == [FailureKind.REFUSED]
    assert rests(Circuit.objects.get(), now=NOW)


def test_CON_19_new_settings_are_tried_at_once(books, asked):
    library.behaviour["error"] = Refused("the system answered 401")
    client = sign_in("dorte")
    read_many(client, books, 2)
    library.behaviour["error"] = None
    close_circuit(books.pk)
    read_many(client, books, 2)
    assert len(asked) == 3


def test_CON_19_a_system_that_says_when_is_asked_then(books, asked, at_moment):
    library.behaviour["error"] = Unavailable("429", retry_after=timedelta(minutes=5))
    client = sign_in("dorte")
    read_many(client, books, 3)
    at_moment.shift(timedelta(minutes=4))
    read_many(client, books, 1)
    assert len(asked) == 1
    at_moment.shift(timedelta(minutes=2, seconds=1))
    read_many(client, books, 1)
    assert len(asked) == 2


def test_a_strange_answer_about_one_child_is_no_outage_for_all(books):
    for _ in range(20):
        note_outcome(books.pk, None, Failed(kind=FailureKind.UNEXPECTED), now=NOW)
    assert Circuit.objects.get().probe_at is None


def test_while_all_is_well_nothing_is_written(books, django_assert_num_queries):
    with django_assert_num_queries(0):
        for circuit in (None, Circuit(connection=books)):
            note_outcome(books.pk, circuit, ANSWERED, now=NOW)
            note_source(books.pk, circuit, "loans", ANSWERED, now=NOW)
