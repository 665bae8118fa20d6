"""What the provider fetches itself: from this machine, of a bounded size, in a bounded time."""

from collections.abc import Iterator

import pytest

from sandbox.servers.exchange import Question, Reply
from sandbox.servers.serving import Server
from sandbox.servers.unilogin import fetching
from sandbox.servers.unilogin.fetching import MOST_BYTES, NotFetched, fetch, post_form
from sandbox.servers.unilogin.shelves import Shelf


def answer(question: Question) -> Reply | None:
    match question.path:
        case "/right":
            return Reply(body=b"x" * MOST_BYTES)
        case "/large":
            return Reply(body=b"x" * (MOST_BYTES + 1))
        case "/elsewhere":
            return Reply(status=302, headers={"Location": "/right"})
        case "/form":
            return Reply(body=question.read_form()["a"].encode())
    return None


@pytest.fixture
def address() -> Iterator[str]:
    server = Server(0, answer)
    server.start()
    yield server.address
    server.stop()


def test_what_lies_on_this_machine_is_fetched_by_either_name(address: str) -> None:
    for name in ("127.0.0.1", "localhost"):
        there = address.replace("127.0.0.1", name)
        assert len(fetch(f"{there}/right")) == MOST_BYTES
    assert post_form(f"{address}/form", {"a": "æ"}) == "æ".encode()


@pytest.mark.parametrize("path", ["/large", "/elsewhere", "/broken"])
def test_what_is_too_large_leads_on_or_breaks_is_not(address: str, path: str) -> None:
    with pytest.raises(NotFetched):
        fetch(f"{address}{path}")


@pytest.mark.parametrize(
    "address",
    [
        "http://192.0.2.1/",
        "https://localhost/",
        "ftp://localhost/",
        "http://localhost.example/",
        "",
    ],
)
def test_nothing_is_asked_of_another_machine(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching.http.client, "HTTPConnection", None)
    with pytest.raises(NotFetched, match="is not on this machine"):
        fetch(address)


def test_a_shelf_keeps_things_for_a_while_and_gives_them_once() -> None:
    now = [0.0]
    shelf: Shelf[str] = Shelf(seconds=60, read_time=lambda: now[0])
    key = shelf.keep("thing")
    other = shelf.keep("other")
    assert key != other
    assert shelf.find(key) == "thing"
    assert shelf.take(key) == "thing"
    assert shelf.take(key) is None
    now[0] = 59.9
    assert shelf.find(other) == "other"
    now[0] = 60.0
    assert shelf.find(other) is None
    assert shelf.take(other) is None


def test_a_key_is_taken_until_its_time_is_over() -> None:
    now = [0.0]
    shelf: Shelf[bool] = Shelf(seconds=60, read_time=lambda: now[0])
    assert shelf.keep_first(True, key="a")
    assert not shelf.keep_first(True, key="a")
    now[0] = 60.0
    assert shelf.keep_first(True, key="a")
