"""CON-16: no failure and no log says what was asked, what was answered, or a secret."""

import gzip
import logging
import traceback

import pytest

from indgang_sdk.errors import ConnectorError
from indgang_sdk.http import Request
from tests.core.connectors.way_out.loopback import answer_with

HEAD = b"HTTP/1.1 200 OK\r\nX-A: canary\r\n"
BAD_ANSWERS = {
    "too large": HEAD + b"Content-Length: 9999999\r\n\r\ncanary",
    "not HTTP": b"canary canary canary\r\n\r\n",
    "a bad header": HEAD + b"X-B: canary\x00\r\n\r\n",
    "too many headers": HEAD + b"X-B: canary\r\n" * 200 + b"\r\n",
    "a bad part": HEAD + b"Transfer-Encoding: chunked\r\n\r\ncanary\r\n",
    "badly packed": answer_with("200 OK", b"canary", Content_Encoding="gzip"),
    "packed in another way": answer_with(
        "200 OK", gzip.compress(b"x", mtime=0), Content_Encoding="canary"
    ),
    "sent on elsewhere": answer_with("302 Found", Location="https://canary.example/canary"),
    "sent on in a loop": answer_with("302 Found", Location="/canary"),
    "cut off": [HEAD + b"Content-Length: 20\r\n\r\ncanary", b""],
    "later": answer_with("503 canary", b"canary", Retry_After="3000", X_A="canary"),
}
BAD_QUESTIONS = {
    "an unknown host": {"address": "https://unknown.example/canary?a=canary"},
    "a host that nobody knows": {"address": "https://nowhere.example/canary?a=canary"},
    "a host inside": {"address": "https://inside.example/canary?a=canary"},
    "a user": {"address": "https://canary:canary@portal.example/"},
    "what is no address": {"address": "canary://[canary"},
    "a space": {"address": "https://portal.example/canary canary"},
    "a bad header": {"headers": {"Authorization": "canary\n"}},
    "a bad name": {"headers": {"canary\n": "x"}},
    "a bad method": {"method": "CANARY"},
    "a large body": {"body": b"canary" * 200_000},
}


@pytest.fixture
def fail(internet):
    """Asks with secrets everywhere, and returns all that the failure says of itself."""
    internet.records["inside.example"] = [("10.0.0.5",)]
    usual = {
        "method": "POST",
        "address": "https://portal.example/canary?a=canary",
        "headers": {"Authorization": "Bearer canary", "X-Key": "canary"},
        "body": b"canary",
        "repeatable": True,
    }

    def ask(**request):
        client = internet.open("portal.example", "nowhere.example", "inside.example")
        with pytest.raises(ConnectorError) as failure:
            client.send(Request(**{**usual, **request}))
        error = failure.value
        return "".join([*traceback.format_exception(error), str(error), repr(error)])

    return ask


@pytest.mark.parametrize("name", BAD_ANSWERS)
def test_CON_16_a_failure_says_nothing_of_an_answer(internet, fail, name, caplog) -> None:
    caplog.set_level(logging.DEBUG)
    method = "GET" if name.startswith("sent on") else "POST"
    internet.serve("portal.example", lambda _: BAD_ANSWERS[name])
    said = fail(method=method)
    assert "indgang_sdk.errors" in said or "ConnectionFailed" in said
    assert "canary" not in (said + caplog.text).lower()


@pytest.mark.parametrize("name", BAD_QUESTIONS)
def test_CON_16_a_failure_says_nothing_of_a_question(internet, fail, name, caplog) -> None:
    caplog.set_level(logging.DEBUG)
    internet.serve("portal.example")
    said = fail(**{"method": "GET", **BAD_QUESTIONS[name]})
    assert "indgang_sdk.errors" in said or "ConnectionFailed" in said
    assert "canary" not in (said + caplog.text).lower()


def test_CON_16_nothing_of_a_question_or_its_answer_is_logged(internet, caplog) -> None:
    caplog.set_level(logging.DEBUG)
    internet.serve("portal.example", lambda _: answer_with("200 OK", b"canary", X_A="canary"))
    client = internet.open("portal.example")
    client.get("https://portal.example/?token=canary", headers={"Authorization": "canary"})
    logging.getLogger("control").debug("this is heard")
    assert "this is heard" in caplog.text
    assert "canary" not in caplog.text
