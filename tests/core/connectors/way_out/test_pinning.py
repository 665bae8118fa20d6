"""CON-10: a name is asked for once, all it leads to is checked, and that is what is dialled."""

import threading

import pytest

from core.connectors.way_out import find_destination
from core.connectors.way_out.names import Names
from indgang_sdk.errors import HostNotApproved, Unavailable
from tests.core.connectors.way_out.loopback import OK

PUBLIC, PRIVATE = ("93.184.215.14",), ("10.0.0.5",)


def hang_up_after(_question):
    yield OK
    yield b""


def test_CON_10_a_name_that_changes_its_mind_within_a_call_is_not_asked_again(internet) -> None:
    server = internet.serve("portal.example", hang_up_after)
    internet.records["portal.example"] = [PUBLIC, PRIVATE]
    client = internet.open("portal.example")
    for _ in range(3):
        assert client.get("https://portal.example/").body == b"ok"
    assert internet.looked_up == ["portal.example"]
    assert internet.dialled == [("93.184.215.14", 443)] * 3
    assert server.names_asked_for == ["portal.example"] * 3


def test_CON_10_a_name_that_leads_inside_by_the_next_call_is_refused_there(internet) -> None:
    internet.serve("portal.example", hang_up_after)
    internet.records["portal.example"] = [PUBLIC, PRIVATE]
    way_out = internet.make_way_out()
    first, second = (internet.open("portal.example", way_out=way_out) for _ in range(2))
    assert first.get("https://portal.example/").status == 200
    with pytest.raises(HostNotApproved, match="leads to where nobody may go"):
        second.get("https://portal.example/")
    assert internet.dialled == [("93.184.215.14", 443)]


@pytest.mark.parametrize("records", [PUBLIC + PRIVATE, PRIVATE + PUBLIC])
def test_CON_10_one_bad_record_among_good_ones_is_enough(internet, records) -> None:
    internet.serve("portal.example")
    internet.records["portal.example"] = [records]
    with pytest.raises(HostNotApproved, match="leads to where nobody may go"):
        internet.open("portal.example").get("https://portal.example/")
    assert internet.dialled == []


def test_CON_10_the_certificate_has_to_be_that_of_the_name_not_of_the_address(internet) -> None:
    internet.serve("portal.example", tls=internet.make_server_tls("93.184.215.14"))
    with pytest.raises(Unavailable, match="certificate is not good: Hostname mismatch"):
        internet.open("portal.example").get("https://portal.example/")


def test_the_next_address_is_dialled_when_one_takes_no_connection(internet) -> None:
    internet.serve("portal.example")
    internet.records["portal.example"] = [("2a00:1450::1", "93.184.215.14")]
    assert internet.open("portal.example").get("https://portal.example/").status == 200
    assert [ip for ip, _ in internet.dialled] == ["2a00:1450::1", "93.184.215.14"]


def test_a_name_that_nobody_knows_and_a_port_that_nobody_has_are_outages(internet) -> None:
    client = internet.open("nowhere.example", "closed.example")
    internet.records["closed.example"] = [PUBLIC]
    with pytest.raises(Unavailable, match="the name server does not know the host"):
        client.get("https://nowhere.example/")
    with pytest.raises(Unavailable, match="the system takes no connection"):
        client.get("https://closed.example/")


def test_connections_are_kept_and_a_dead_one_never_meets_what_may_not_be_repeated(
    internet,
) -> None:
    server = internet.serve("portal.example")
    way_out = internet.make_way_out()
    for _ in range(3):
        client = internet.open("portal.example", way_out=way_out)
        assert client.get("https://portal.example/").status == 200
    assert server.connections == 1
    assert client.post_json("https://portal.example/", {}).status == 200
    assert client.post_json("https://portal.example/", {}).status == 200
    assert server.connections == 3
    assert internet.looked_up == ["portal.example"] * 2


@pytest.fixture
def hanging():
    """Lookups of two names at most; that of slow.example waits until the test lets it go."""
    released, asked = threading.Event(), []

    def resolve(host):
        asked.append(host)
        if host == "slow.example":
            released.wait(600)
        return PUBLIC

    def find(host, seconds):
        where = find_destination(f"https://{host}/", allowed_hosts=[host])
        return names.find(where, find_seconds=lambda: seconds)

    names = Names(resolve=resolve, at_once=2)
    yield find, asked, released
    released.set()


def test_a_name_that_the_resolver_hangs_on_is_left_and_is_in_nobodys_way(hanging) -> None:
    find, asked, released = hanging
    for _ in range(3):
        with pytest.raises(Unavailable, match="the name server does not answer in time"):
            find("slow.example", 0.01)
    assert find("quick.example", 30) == PUBLIC
    assert asked == ["slow.example", "quick.example"]
    released.set()
    assert find("slow.example", 30) == PUBLIC


def test_no_more_names_than_there_are_threads_for_are_looked_up_at_a_time() -> None:
    released = threading.Event()
    names = Names(resolve=lambda _: released.wait(600) and PUBLIC, at_once=1)
    first, second = (
        find_destination(f"https://{host}/", allowed_hosts=[host])
        for host in ("first.example", "second.example")
    )
    with pytest.raises(Unavailable, match="does not answer in time"):
        names.find(first, find_seconds=lambda: 0.01)
    with pytest.raises(Unavailable, match=r"the name server does not answer$"):
        names.find(second, find_seconds=lambda: 30)
    released.set()
    assert names.find(first, find_seconds=lambda: 30) == PUBLIC
