"""What the servers pass on: cookies, and the query as it was sent."""

import http.client

import pytest

from sandbox.servers.exchange import Question, Reply
from sandbox.servers.serving import Server
from tests.sandbox.asking import ask


def test_each_cookie_has_a_header_of_its_own() -> None:
    server = Server(0, lambda _: Reply(cookies=("a=1; Path=/", "b=2")))
    server.start()
    try:
        connection = http.client.HTTPConnection(*server.server_address[:2], timeout=10)
        connection.request("GET", "/")
        assert connection.getresponse().headers.get_all("Set-Cookie") == ["a=1; Path=/", "b=2"]
        connection.close()
    finally:
        server.stop()


def test_the_query_comes_as_it_was_sent() -> None:
    heard: list[Question] = []
    server = Server(0, lambda question: heard.append(question) or Reply())
    server.start()
    try:
        ask(f"{server.address}/?a=%2f+b&c=")
    finally:
        server.stop()
    assert [(each.raw_query, dict(each.query)) for each in heard] == [("a=%2f+b&c=", {"a": "/ b"})]


@pytest.mark.parametrize(
    ("header", "value"),
    [("a=1; b=2", "2"), ("b=2", "2"), ('a={"x": [1]}; b=2==', "2=="), ("a=1", ""), ("", "")],
)
def test_a_cookie_is_found_among_those_of_others(header: str, value: str) -> None:
    question = Question(method="GET", path="/", headers={"cookie": header})
    assert question.find_cookie("b") == value
