"""Slots: a system that hangs keeps those it has, and costs no other system an answer."""

import threading
import time
from datetime import timedelta

import pytest

from core.connectors.configuration import operations
from core.connectors.models import Circuit, FailedCall, Standing
from core.connectors.running import bulkheads
from core.connectors.running.bulkheads import Bulkhead
from core.connectors.running.calls import Call, run_calls
from core.connectors.running.circuits import FAILURES_THAT_OPEN
from core.connectors.running.outcomes import FailureKind
from core.connectors.tiles import reading
from core.people.models import Municipality
from indgang_sdk.settings import Layer
from indgang_sdk.tiles import Tile
from tests.core.connectors.conftest import BY, NOW, configure, sign_in
from tests.core.connectors.systems import library
from tests.core.connectors.test_tiles import read_box, words_of

SOON = timedelta(milliseconds=100)


@pytest.fixture
def hang(monkeypatch):
    """Has the calls of the systems of some names hang until the test is over."""
    monkeypatch.setattr(reading, "WITHIN", SOON)
    woken, hung = threading.Event(), set()

    def read(context):
        if context.system in hung:
            woken.wait(60)
        return Tile()

    library.behaviour["tile"] = read
    yield hung.add
    woken.set()
    wait_until(lambda: not bulkheads.slots.count_overdue())


def wait_until(holds):
    until = time.monotonic() + 5
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.01)


def connect_another(books, title):
    """Another library, as the first is connected."""
    offer = configure(books).offer
    made = operations.add_connection(
        Municipality.objects.get(code="998"), offer, title=title, by=BY
    )
    values = {"address": "https://library.example/api", "password": "another"}
    operations.fill_in(made, offer, layer=Layer.MUNICIPALITY, values=values, by=BY)
    operations.approve(configure(made), by=BY)
    operations.switch(made, on=True, by=BY)
    operations.place_tile(made, "loans", unit="998", standing=Standing.MANDATORY, by=BY)
    return made


def make_call(reach, ask):
    return Call(reach=reach, source="loans", ask=ask, check=lambda value, context: value)


def take_all(slots, connection_id, *, overdue):
    """Takes a connection's slots, perhaps past their time, and returns them."""
    taken = []
    while slot := slots.take(connection_id):
        taken.append(slot)
        if overdue:
            slot.mark_overdue()
    return taken


def test_CON_05_two_systems_that_hang_stop_no_third(books, hang):
    hung = [books, connect_another(books, "B")]
    fine = connect_another(books, "C")
    client = sign_in("dorte")
    hang("BogKassen")
    hang("B")
    for connection in hung:
        for _ in range(bulkheads.slots.of_each + 1):
            assert "answers slowly" in words_of(read_box(client, connection))
    response = read_box(client, fine)
    assert (response.status_code, FailedCall.objects.filter(connection=fine).count()) == (200, 0)
    assert "fetched at" in words_of(response)


def test_CON_05_calls_that_hang_open_the_circuit_though_none_is_made_any_more(books, hang):
    client = sign_in("dorte")
    read_box(client, books)
    assert not Circuit.objects.filter(probe_at__isnull=False).exists()
    hang("BogKassen")
    for _ in range(FAILURES_THAT_OPEN):
        assert "answers slowly" in words_of(read_box(client, books))
    assert bulkheads.slots.count_held(books.pk) == bulkheads.slots.of_each < FAILURES_THAT_OPEN
    assert Circuit.objects.get().probe_at is not None
    assert "does not answer right now" in words_of(read_box(client, books))
    assert FailedCall.objects.count() == FAILURES_THAT_OPEN


def test_calls_that_are_waited_for_are_many_and_no_outage(books, hang):
    client = sign_in("dorte")
    taken = take_all(bulkheads.slots, books.pk, overdue=False)
    busy = read_box(client, books)
    assert (busy.status_code, busy.headers["Retry-After"]) == (503, "2")
    assert "BogKassen is busy right now." in words_of(busy)
    assert not Circuit.objects.exists()
    for slot in taken:
        slot.give_back()
    assert read_box(client, books).status_code == 200


def test_what_hung_gives_its_slots_back_in_the_end(books):
    slots = bulkheads.slots
    for slot in take_all(slots, books.pk, overdue=True):
        slot.give_back()
        slot.give_back()
        slot.mark_overdue()
    assert (slots.count_held(books.pk), slots.count_overdue()) == (0, 0)
    assert "books of Bo" in words_of(read_box(sign_in("dorte"), books))


def test_calls_of_one_page_to_one_system_come_one_after_the_other(books):
    (reach,) = configure(books).reaches
    call = make_call(reach, lambda context: 7)
    many = bulkheads.slots.in_all + 2
    outcomes = run_calls([call] * many, within=timedelta(seconds=10), now=NOW, language="en")
    assert [outcome.value for outcome in outcomes] == [7] * many
    assert bulkheads.slots.count_held(books.pk) == 0


def test_those_whose_turn_does_not_come_are_no_outages(books):
    woken = threading.Event()
    (reach,) = configure(books).reaches
    call = Call(
        reach=reach,
        source="loans",
        ask=lambda context: woken.wait(60),
        check=lambda value, _: value,
    )
    slots = bulkheads.slots
    try:
        outcomes = run_calls([call] * (slots.of_each + 3), within=SOON, now=NOW, language="en")
        kinds = [outcome.kind for outcome in outcomes]
        assert kinds == [FailureKind.TIMED_OUT] * slots.of_each + [FailureKind.BUSY] * 3
        assert Circuit.objects.get().failures == slots.of_each
    finally:
        woken.set()
    wait_until(lambda: not slots.count_overdue())


@pytest.mark.parametrize("threads", [1, 2, 3, 8, 64])
def test_CON_05_all_slots_together_are_fewer_than_the_threads(threads):
    made = bulkheads.make_bulkhead(threads)
    assert made.in_all < max(threads, 2)
    assert 1 <= made.of_each <= max(1, made.in_all // 3)


def test_CON_05_slots_of_all_together_are_counted():
    slots = Bulkhead(in_all=3, of_each=2, overdue_in_all=10)
    first, *rest = slots.take(1), slots.take(1), slots.take(1)
    assert [bool(first), *map(bool, rest)] == [True, True, False]
    assert [bool(slots.take(2)), bool(slots.take(3))] == [True, False]
    first.give_back()
    assert slots.take(3)


def test_CON_05_threads_that_hang_have_a_limit_for_each_and_in_all():
    slots = Bulkhead(in_all=3, of_each=2, overdue_in_all=10)
    hung = [len(take_all(slots, number, overdue=True)) for number in range(20)]
    assert hung == [2] * 6 + [1] + [0] * 13
    assert sum(hung) == slots.in_all + slots.overdue_in_all
    assert [slots.hangs(0), slots.hangs(6), slots.hangs(7)] == [True, False, False]
