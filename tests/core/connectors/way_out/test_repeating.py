"""CON-19: who says no is asked once, who says later is asked later, and never what counts twice."""

from datetime import UTC, datetime, timedelta

import pytest

from core.connectors.way_out import Limits
from core.connectors.way_out.repeating import Repeater
from indgang_sdk.errors import Refused, Unavailable
from indgang_sdk.http import Answer, Request
from tests.core.connectors.way_out.loopback import OK, Within, answer_with

ADDRESS = "https://portal.example/"


@pytest.fixture
def ask(internet):
    """Sends a request to a server with these answers, one after the other."""

    def send(*answers, request=None, deadline=None):
        left = list(answers)
        internet.serve("portal.example", lambda _: left.pop(0))
        client = internet.open("portal.example", deadline=deadline)
        return client.send(request or Request(method="GET", address=ADDRESS))

    return send


@pytest.fixture
def count(internet):
    """How many questions the server has got."""
    return lambda: len(internet.servers["93.184.215.14", 443].questions)


@pytest.mark.parametrize("status", ["401 Unauthorized", "403 Forbidden"])
def test_CON_19_who_says_no_is_asked_once(internet, ask, count, status) -> None:
    with pytest.raises(Refused, match=status[:3]):
        ask(answer_with(status, Retry_After="0"), OK).require_ok()
    assert count() == 1
    assert internet.pauses == []


@pytest.mark.parametrize("status", ["400 B", "404 N", "409 C", "410 G", "501 N", "505 V"])
def test_CON_19_what_will_not_pass_is_not_asked_again(ask, count, status) -> None:
    assert str(ask(answer_with(status), OK).status) == status[:3]
    assert count() == 1


@pytest.mark.parametrize("status", ["429 T", "500 I", "502 B", "503 S", "504 G"])
def test_CON_19_what_may_pass_is_asked_up_to_two_times_more(internet, ask, count, status) -> None:
    assert ask(answer_with(status), answer_with(status), OK).body == b"ok"
    assert count() == 3
    assert internet.pauses == [0.2, 0.4]


def test_CON_19_the_last_answer_is_handed_on_as_it_is(ask, count) -> None:
    answer = ask(*[answer_with("503 S", b"down for today")] * 3, OK)
    assert (answer.status, answer.body) == (503, b"down for today")
    assert count() == 3
    with pytest.raises(Unavailable, match="503"):
        answer.require_ok()


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_CON_19_what_counts_twice_is_asked_once(internet, ask, count, method) -> None:
    answer = ask(answer_with("503 S"), OK, request=Request(method=method, address=ADDRESS))
    assert answer.status == 503
    assert count() == 1
    assert internet.pauses == []


def test_CON_19_a_broken_connection_is_no_reason_to_ask_twice_what_counts_twice(ask, count) -> None:
    with pytest.raises(Unavailable, match="ended before the answer did"):
        ask([b""], OK, request=Request(method="POST", address=ADDRESS))
    assert count() == 1


@pytest.mark.parametrize(
    "request_",
    [
        Request(method="GET", address=ADDRESS),
        Request(method="POST", address=ADDRESS, body=b"x", repeatable=True),
    ],
    ids=["safe", "repeatable"],
)
def test_CON_19_a_broken_connection_is_tried_again(ask, count, request_) -> None:
    assert ask([b""], [b"HTTP/1.1 200", b""], OK, request=request_).body == b"ok"
    assert count() == 3


def test_CON_19_retry_after_is_waited_for(internet, ask, count) -> None:
    assert ask(answer_with("429 T", Retry_After="7"), OK).body == b"ok"
    assert internet.pauses == [7.2]
    assert count() == 2


@pytest.mark.parametrize("status", ["429 T", "503 S"])
def test_CON_19_who_wants_more_time_than_there_is_is_left_alone(
    internet, ask, count, status
) -> None:
    with pytest.raises(Unavailable, match=status[:3]) as later:
        ask(answer_with(status, Retry_After="120"), OK, deadline=Within(seconds=60))
    assert later.value.retry_after == timedelta(minutes=2)
    assert count() == 1
    assert internet.pauses == []


def test_CON_19_pauses_are_drawn_so_that_not_everybody_comes_back_at_once(internet) -> None:
    pauses = []
    repeater = Repeater(limits=Limits(), pause=pauses.append)
    for _ in range(200):
        repeater.ask(
            Request(method="GET", address=ADDRESS),
            lambda _: Answer(status=503),
            deadline=Within(seconds=60),
        )
    first = pauses[::2]
    assert len(set(first)) > 190
    assert all(0 <= pause <= 0.2 for pause in first)
    # Spread over the whole of it, not gathered around its middle.
    assert min(first) < 0.05
    assert max(first) > 0.15


NOW = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("", None),
        ("0", 0),
        ("90", 90),
        ("999999999999", 3600),
        ("-5", None),
        ("٣", None),
        ("soon", None),
        ("Mon, 30 Nov 2026 12:02:00 GMT", 120),
        ("Mon, 30 Nov 2026 11:00:00 GMT", 0),
        ("Mon, 30 Nov 2030 12:00:00 GMT", 3600),
        ("Mon, 30 Nov 2026 12:02:00 -0000", 120),
        ("Mon, 99 Nov 2026 99:99:99 GMT", None),
    ],
)
def test_CON_19_retry_after_is_seconds_or_a_date(text, seconds) -> None:
    wait = Answer(status=503, headers={"retry-after": text}).read_retry_after(now=NOW)
    assert wait == (None if seconds is None else timedelta(seconds=seconds))
