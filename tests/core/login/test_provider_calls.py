"""Providers that hang: few calls at a time, and none for a while after some have failed."""

import threading
from contextlib import suppress
from datetime import timedelta

import pytest

from core.login import provider_calls
from core.login.provider_calls import (
    AT_A_TIME,
    FAILURES_THAT_OPEN,
    REST,
    GuardedClient,
    ProviderGate,
    check_answers,
    gates,
)
from core.login.refusals import Reason, Rejected
from indgang_sdk.errors import NotAllowed, Unavailable, UnexpectedAnswer
from indgang_sdk.http import Answer, HttpClient

ADDRESS = "https://login.example/token"
SECOND = timedelta(seconds=1)


class Played(HttpClient):
    """A provider that answers, or fails as it is told to."""

    def __init__(self):
        self.error = None
        self.status = 200
        self.calls = 0

    def send(self, request):
        self.calls += 1
        if self.error is not None:
            raise self.error
        return Answer(status=self.status)


class Clock:
    def __init__(self):
        self.at = 0.0

    def __call__(self):
        return self.at

    def go(self, time):
        self.at += time.total_seconds()


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def provider():
    return Played()


@pytest.fixture
def client(provider, clock):
    return GuardedClient(provider, ProviderGate(clock=clock))


def fail(client, times=FAILURES_THAT_OPEN):
    for _ in range(times):
        with pytest.raises(Unavailable):
            client.get(ADDRESS)


def test_after_five_failures_it_is_left_alone_for_half_a_minute(client, provider, clock):
    provider.error = Unavailable("timeout")
    fail(client)
    assert provider.calls == 5
    clock.go(REST - SECOND)
    fail(client, 10)
    assert provider.calls == 5
    provider.error = None
    clock.go(SECOND)
    assert client.get(ADDRESS).status == 200
    # And is as before.
    provider.error = Unavailable("timeout")
    fail(client, 4)
    assert provider.calls == 10


def test_after_the_rest_one_call_goes_first(client, provider, clock):
    provider.error = Unavailable("timeout")
    fail(client)
    clock.go(REST)
    fail(client, 3)
    assert provider.calls == 6
    clock.go(REST)
    provider.error = None
    assert [client.get(ADDRESS).status for _ in range(3)] == [200] * 3


@pytest.mark.parametrize("status", [200, 400, 401, 500, 503])
def test_whatever_it_answers_it_is_there(client, provider, status):
    """Made-up codes are answered 400: nobody has a provider left alone by them."""
    provider.error, provider.status = Unavailable("timeout"), status
    fail(client, 4)
    provider.error = None
    for _ in range(10):
        assert client.get(ADDRESS).status == status
    provider.error = Unavailable("timeout")
    fail(client, 4)
    assert provider.calls == 18


def test_what_was_not_asked_says_nothing_and_what_cannot_be_read_is_an_answer(client, provider):
    provider.error = Unavailable("timeout")
    fail(client, 4)
    provider.error = NotAllowed("not approved")
    with pytest.raises(NotAllowed):
        client.get(ADDRESS)
    provider.error = UnexpectedAnswer("too large")
    with pytest.raises(UnexpectedAnswer):
        client.get(ADDRESS)
    provider.error = Unavailable("timeout")
    fail(client, 5)
    assert provider.calls == 11


class Hanging(HttpClient):
    """A provider that answers when it is let."""

    def __init__(self):
        self.go_on = threading.Event()
        self.started = threading.Semaphore(0)
        self.calls = 0

    def send(self, request):
        self.calls += 1
        self.started.release()
        assert self.go_on.wait(10)
        return Answer(status=200)


@pytest.fixture
def hanging():
    played = Hanging()
    yield played
    played.go_on.set()


def hold_all(client, hanging):
    threads = [threading.Thread(target=client.get, args=(ADDRESS,)) for _ in range(AT_A_TIME)]
    for thread in threads:
        thread.start()
        assert hanging.started.acquire(timeout=10)
    return threads


def test_few_calls_run_at_a_time_and_others_of_another_provider(monkeypatch, hanging, provider):
    monkeypatch.setattr(provider_calls, "LONGEST_WAIT", timedelta(milliseconds=20))
    gate = ProviderGate()
    client = GuardedClient(hanging, gate)
    threads = hold_all(client, hanging)
    with pytest.raises(Unavailable, match="at a time"):
        client.get(ADDRESS)
    assert hanging.calls == AT_A_TIME
    assert GuardedClient(provider, ProviderGate()).get(ADDRESS).status == 200
    # Who was refused says nothing of the provider.
    assert not gate.rests
    hanging.go_on.set()
    for thread in threads:
        thread.join(10)
    assert client.get(ADDRESS).status == 200


def test_while_it_answers_one_waits_for_a_turn_and_not_once_it_has_failed(monkeypatch, hanging):
    monkeypatch.setattr(provider_calls, "LONGEST_WAIT", timedelta(seconds=10))
    client = GuardedClient(hanging, ProviderGate())
    threads = hold_all(client, hanging)
    threading.Timer(0.05, hanging.go_on.set).start()
    assert client.get(ADDRESS).status == 200
    for thread in threads:
        thread.join(10)
    gate = ProviderGate()
    failing = Played()
    failing.error = Unavailable("timeout")
    fail(GuardedClient(failing, gate), 1)
    hanging.go_on.clear()
    threads = hold_all(GuardedClient(hanging, gate), hanging)
    # It would wait longer than this test may last.
    monkeypatch.setattr(provider_calls, "LONGEST_WAIT", timedelta(hours=1))
    with pytest.raises(Unavailable, match="at a time"):
        GuardedClient(hanging, gate).get(ADDRESS)
    hanging.go_on.set()
    for thread in threads:
        thread.join(10)


def test_a_provider_has_one_gate_in_the_process(provider):
    provider.error = Unavailable("timeout")
    for _ in range(FAILURES_THAT_OPEN):
        with suppress(Unavailable):
            GuardedClient(provider, gates.find("a")).get(ADDRESS)
    with pytest.raises(Rejected) as caught:
        check_answers("a")
    assert caught.value.reason is Reason.PROVIDER_DOWN
    check_answers("b")
    gates.forget()
    check_answers("a")
