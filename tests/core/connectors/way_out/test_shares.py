"""One question of several takes its share of the call's time, and leaves the rest."""

import itertools
from datetime import timedelta

import pytest

from indgang_sdk.errors import Unavailable
from tests.core.connectors.way_out.loopback import Countdown

SLOW, QUICK = "https://slow.example/", "https://quick.example/"


@pytest.fixture
def ask(internet):
    """Asks one that sends a byte now and then for ever, and after it one that answers.

    Each step of the client takes a second of its clock.
    """

    def get(*, within):
        internet.serve("slow.example", lambda _: itertools.repeat(b"H"))
        internet.serve("quick.example", ip="93.184.215.15")
        client = internet.open("slow.example", "quick.example", deadline=Countdown(200))
        with pytest.raises(Unavailable, match="did not answer in time"):
            client.get(SLOW, within=within)
        return client.get(QUICK).body

    return get


def test_who_has_used_its_share_leaves_time_for_the_next(ask) -> None:
    assert ask(within=timedelta(seconds=50)) == b"ok"


def test_without_a_share_nothing_is_left(ask) -> None:
    with pytest.raises(Unavailable, match="did not answer in time"):
        ask(within=None)


def test_a_share_is_never_longer_than_the_call(ask) -> None:
    with pytest.raises(Unavailable, match="did not answer in time"):
        ask(within=timedelta(hours=1))
