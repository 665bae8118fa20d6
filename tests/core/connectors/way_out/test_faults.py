"""CON-23 for the way out itself: whatever the network does, an answer or one named failure."""

import pytest

from core.connectors.way_out import Limits
from indgang_sdk.errors import Unavailable
from tests.core.connectors.way_out.loopback import Shrinking, answer_with
from tests.fault_proxy import FaultProxy, Faults

BODY = b"x" * 40_000
IN_TIME = [
    Faults(),
    Faults(latency=0.01),
    Faults(latency=0.01, jitter=0.01),
    Faults(slow_close=30),
    Faults(piece=500),
]
# With TLS, the first thousand bytes of a server are its certificate, and Python takes some resets
# for an end.
OUTAGES = [
    (Faults(reset_after=0), "before it was secure|takes no connection"),
    (Faults(reset_after=500), "before it was secure"),
    (Faults(reset_after=20_000), "the connection broke|ended before the answer did"),
    (Faults(limit_data=0), "before it was secure"),
    (Faults(limit_data=500), "before it was secure"),
    (Faults(limit_data=20_000), "ended before the answer did"),
    (Faults(half_close_after=0), "before it was secure"),
    (Faults(half_close_after=20_000), "ended before the answer did"),
    (Faults(stall_after=0), "did not answer in time"),
    (Faults(stall_after=20_000), "did not answer in time"),
]


@pytest.fixture
def proxy(internet):
    """A proxy before a server that works; the internet's name leads to the proxy."""
    server = internet.serve("portal.example", lambda _: [answer_with("200 OK", BODY), b""])
    made = FaultProxy(to_port=server.port)
    internet.servers["93.184.215.14", 443] = made
    yield made
    made.close()
    server.close()


def ask(internet, *, repeats=2, deadline=None):
    way_out = internet.make_way_out(Limits(repeats=repeats))
    client = internet.open("portal.example", way_out=way_out, deadline=deadline)
    return client.get("https://portal.example/")


@pytest.mark.parametrize("faults", IN_TIME, ids=str)
def test_CON_23_what_only_takes_longer_is_answered(internet, proxy, faults) -> None:
    proxy.faults = faults
    assert ask(internet).body == BODY
    assert proxy.connections == 1


@pytest.mark.parametrize(("faults", "reason"), OUTAGES, ids=str)
def test_CON_23_what_breaks_is_an_outage_with_a_reason(internet, proxy, faults, reason) -> None:
    assert ask(internet).body == BODY
    proxy.faults = faults
    # Time enough for all but those who say nothing more.
    deadline = Shrinking(*[30] * 40, 0.2) if faults.stall_after is None else Shrinking(0.2)
    with pytest.raises(Unavailable, match=reason):
        ask(internet, repeats=0, deadline=deadline)


def test_CON_23_a_system_that_is_down_is_an_outage_until_it_is_up(internet, proxy) -> None:
    proxy.take_down()
    with pytest.raises(Unavailable, match="takes no connection"):
        ask(internet, repeats=0)
    proxy.bring_up()
    assert ask(internet).body == BODY


def test_CON_23_a_name_that_nobody_answers_for_is_an_outage(internet, proxy) -> None:
    internet.records["portal.example"] = []
    with pytest.raises(Unavailable, match="the name server does not know the host"):
        ask(internet, repeats=0)
    assert proxy.connections == 0
