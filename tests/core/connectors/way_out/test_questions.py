"""What goes out, what is handed on, and what the demo may do that others may not."""

import threading

import pytest

from core.connectors.way_out import Limits, WayOut
from indgang_sdk.errors import HostNotApproved, NotAllowed, Unavailable, UnexpectedAnswer
from indgang_sdk.http import Request
from tests.core.connectors.way_out.loopback import OK, Server, Within, answer_with


def send(internet, **request):
    return internet.open("portal.example").send(
        Request(**{"method": "GET", "address": "https://portal.example/", **request})
    )


def test_a_question_goes_out_as_it_was_written(internet) -> None:
    server = internet.serve("portal.example")
    client = internet.open("portal.example")
    client.get("https://portal.example/søg/a%2Fb", query={"q": "æ å&ø", "page": 2})
    client.post_json("https://portal.example/", {"a": "ø"}, headers={"Authorization": "x y"})
    first, second = server.questions
    assert first.line == "GET /s%C3%B8g/a%2Fb?q=%C3%A6+%C3%A5%26%C3%B8&page=2 HTTP/1.1"
    assert first.headers == {
        "host": "portal.example",
        "user-agent": "Indgang",
        "accept": "*/*",
        "accept-encoding": "gzip",
    }
    assert second.line == "POST / HTTP/1.1"
    assert second.headers["authorization"] == "x y"
    assert second.headers["content-length"] == str(len(second.body)) == "15"
    assert second.body == b'{"a": "\\u00f8"}'


def test_a_head_and_an_empty_answer_are_answers(internet) -> None:
    internet.serve(
        "portal.example", lambda _: b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n"
    )
    assert send(internet, method="HEAD").body == b""
    internet.serve("portal.example", lambda _: b"HTTP/1.1 204 No\r\nContent-Encoding: gzip\r\n\r\n")
    assert send(internet).status == 204


def test_cookies_are_neither_kept_nor_handed_on(internet) -> None:
    server = internet.serve(
        "portal.example", lambda _: answer_with("200 OK", Set_Cookie="session=canary", X_A="1")
    )
    way_out = internet.make_way_out()
    for _ in range(2):
        client = internet.open("portal.example", way_out=way_out)
        assert client.get("https://portal.example/").headers == {"x-a": "1"}
        assert client.get("https://portal.example/").status == 200
    assert [question.headers.get("cookie") for question in server.questions] == [None] * 4


def test_the_environment_names_no_proxy_and_no_passwords(internet, monkeypatch, tmp_path) -> None:
    proxy = internet.serve("proxy.example", ip="93.184.215.20", port=8443)
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "https://proxy.example:8443")
    (tmp_path / "netrc").write_text("machine portal.example login x password canary")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    server = internet.serve("portal.example")
    assert send(internet).status == 200
    assert "authorization" not in server.questions[0].headers
    assert proxy.questions == []


@pytest.mark.parametrize(
    ("request_", "reason"),
    [
        ({"method": "CONNECT"}, "this method is not spoken"),
        ({"method": "TRACE"}, "this method is not spoken"),
        ({"method": "GET / HTTP/1.1\r\nX: y\r\n\r\n"}, "this method is not spoken"),
        ({"method": "POST", "body": b"x" * 1_000_001}, "the question is too large"),
        ({"headers": {"X-A": "a\r\nX-B: canary"}}, "what headers cannot hold"),
        ({"headers": {"X-A": "a\ncanary"}}, "what headers cannot hold"),
        ({"headers": {"X-A\r\nX-B": "canary"}}, "what headers cannot hold"),
        ({"headers": {"X-A": "canary\x00"}}, "what headers cannot hold"),
        ({"headers": {"X-A": "cänary"}}, "what headers cannot hold"),
        ({"headers": {"": "canary"}}, "what headers cannot hold"),
        ({"headers": {"Host": "inside.example"}}, "the header host is written by the portal"),
        ({"headers": {"Content-Length": "0"}}, "content-length is written by the portal"),
        ({"headers": {"Transfer-Encoding": "chunked"}}, "is written by the portal"),
        ({"headers": {"Connection": "Upgrade"}}, "is written by the portal"),
        ({"headers": {"accept-ENCODING": "br"}}, "is written by the portal"),
    ],
)
def test_a_question_that_breaks_the_rules_is_not_sent(internet, request_, reason) -> None:
    server = internet.serve("portal.example")
    assert (
        send(internet, method="POST", body=b"x" * 1_000_000, headers={"X-A": "a b"}).status == 200
    )
    with pytest.raises(NotAllowed, match=reason) as refused:
        send(internet, **request_)
    assert "canary" not in str(refused.value)
    assert len(server.questions) == 1


@pytest.fixture
def dead(internet):
    """A system that takes questions and answers none until the test is over, and its questions."""
    asked, released = threading.Semaphore(0), threading.Event()

    def hang(_question):
        asked.release()
        released.wait(600)
        return OK

    internet.serve("dead.example", hang)
    yield asked
    released.set()


def test_a_dead_system_does_not_stand_in_the_way_of_another(internet, dead) -> None:
    """More calls than any pool would have room for wait for one system; the next one is served."""
    internet.serve("alive.example", ip="93.184.215.15")
    way_out = internet.make_way_out()

    def call():
        internet.open("dead.example", way_out=way_out).get("https://dead.example/")

    for _ in range(24):
        threading.Thread(target=call, daemon=True).start()
    assert all(dead.acquire(timeout=20) for _ in range(24))
    alive = internet.open("alive.example", way_out=way_out)
    assert alive.get("https://alive.example/").status == 200


@pytest.fixture
def local():
    """A server on this machine, by plain HTTP."""
    server = Server(lambda _: OK)
    yield server
    server.close()


def open_local(*hosts, may_call_local=True, way_out=None):
    way_out = way_out or WayOut(limits=Limits(repeats=0))
    return way_out.open(
        allowed_hosts=frozenset(hosts), deadline=Within(seconds=60), may_call_local=may_call_local
    )


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_the_demo_calls_this_machine_where_it_is_named(local, host) -> None:
    client = open_local(f"{host}:{local.port}")
    assert client.get(f"http://{host}:{local.port}/tasks").body == b"ok"
    assert local.questions[0].headers["host"] == f"{host}:{local.port}"


@pytest.mark.parametrize(
    ("address", "approved", "failure", "reason"),
    [
        ("http://localhost:{port}/", "127.0.0.1:{port}", HostNotApproved, "not among the approved"),
        ("http://localhost:{port}/", "localhost", HostNotApproved, "not among the approved"),
        ("http://127.0.0.2:{port}/", "127.0.0.2:{port}", NotAllowed, "only https"),
        ("https://127.0.0.2:{port}/", "127.0.0.2:{port}", HostNotApproved, "nobody may go"),
        ("http://[::1]:{port}/", "[::1]:{port}", NotAllowed, "only https"),
        ("http://portal.example:{port}/", "portal.example:{port}", NotAllowed, "only https"),
        ("http://localhost:6379/", "localhost:6379", HostNotApproved, "another kind of service"),
        ("ftp://localhost:{port}/", "localhost:{port}", NotAllowed, "only https"),
    ],
)
def test_the_demo_calls_nothing_else_inside(local, address, approved, failure, reason) -> None:
    approved = approved.format(port=local.port)
    with pytest.raises(failure, match=reason):
        open_local(approved).get(address.format(port=local.port))
    assert local.connections == 0


def test_outside_the_demo_this_machine_is_not_called_even_where_it_is_named(local) -> None:
    client = open_local(f"localhost:{local.port}", may_call_local=False)
    with pytest.raises(NotAllowed, match="only https"):
        client.get(f"http://localhost:{local.port}/")
    with pytest.raises(HostNotApproved, match="nobody may go"):
        client.get(f"https://localhost:{local.port}/")
    assert local.connections == 0


def test_who_may_not_call_this_machine_meets_no_connection_of_who_may(internet) -> None:
    local = Server(lambda _: OK, tls=internet.make_server_tls("localhost"))
    host, way_out = f"localhost:{local.port}", internet.make_way_out()
    internet.servers["127.0.0.1", local.port] = local
    internet.records["localhost"] = [("127.0.0.1",)]
    address = f"https://{host}/"
    assert open_local(host, way_out=way_out).get(address).body == b"ok"
    with pytest.raises(HostNotApproved, match="nobody may go"):
        open_local(host, way_out=way_out, may_call_local=False).get(address)
    assert len(local.questions) == 1


def test_CON_11_not_even_this_machine_sends_on_from_https_to_http(internet, local) -> None:
    onward = answer_with("302 Found", Location=f"http://localhost:{local.port}/")
    secure = Server(lambda _: onward, tls=internet.make_server_tls("localhost"))
    internet.servers["127.0.0.1", secure.port] = secure
    internet.servers["127.0.0.1", local.port] = local
    hosts = f"localhost:{secure.port}", f"localhost:{local.port}"
    client = open_local(*hosts, way_out=internet.make_way_out())
    assert client.get(f"http://localhost:{local.port}/").body == b"ok"
    with pytest.raises(UnexpectedAnswer, match="sends on to where nobody may be sent"):
        client.get(f"https://localhost:{secure.port}/")
    assert len(local.questions) == 1


def test_a_closed_port_of_this_machine_is_an_outage(local) -> None:
    local.close()
    with pytest.raises(Unavailable, match="takes no connection"):
        open_local(f"localhost:{local.port}").get(f"http://localhost:{local.port}/")
