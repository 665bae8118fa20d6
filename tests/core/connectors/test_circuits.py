"""The circuit of a connection: when a system is left alone, and how it is asked again."""

from datetime import timedelta

import pytest

from core.connectors.models import Circuit, FailedCall
from core.connectors.running.circuits import (
    FAILURES_THAT_OPEN,
    REST,
    SPREAD,
    close_circuit,
    may_call,
    note_outcome,
)
from core.connectors.running.outcomes import Answered, Failed, FailureKind
from core.connectors.telling import tell_administrators
from core.tasks.models import OutboxMail
from indgang_sdk.errors import Refused, Unavailable
from indgang_sdk.tiles import Tile
from tests.core.connectors.conftest import NOW, sign_in
from tests.core.connectors.systems import library
from tests.core.connectors.test_tiles import read_box, words_of

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
    answered = Answered(value=Tile(), fetched_at=NOW)
    with django_assert_num_queries(0):
        note_outcome(books.pk, None, answered, now=NOW)
        note_outcome(books.pk, Circuit(connection=books), answered, now=NOW)


def test_after_three_days_parents_read_one_quiet_line(books, asked, at_moment):
    library.behaviour["error"] = Unavailable("gone")
    client = sign_in("dorte")
    read_many(client, books, FAILURES_THAT_OPEN)
    assert "does not answer right now" in words_of(read_box(client, books))
    at_moment.shift(timedelta(days=3, minutes=1))
    response = read_box(sign_in("dorte"), books)
    assert "has not answered for some days" in words_of(response)
    assert b"quiet-line" in response.content


def test_administrators_are_told_once(books, at_moment):
    note_outcome(books.pk, None, Failed(kind=FailureKind.UNAVAILABLE), now=NOW)
    assert tell_administrators(now=NOW + timedelta(days=2)) == 0
    assert tell_administrators(now=NOW + timedelta(days=3)) == 1
    assert tell_administrators(now=NOW + timedelta(days=4)) == 0
    mail = OutboxMail.objects.get()
    assert mail.person.unilogin == "henrik"
    assert mail.subject == "BogKassen has not answered for three days"
    assert f"/kontor/998001/integrationer/{books.pk}/" in mail.body
