"""JSON over HTTP: tokens, pages, and asking for changes only."""

import base64
import json
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

import pytest
from pydantic import BaseModel

from indgang_sdk.conditional import LARGEST_KEPT
from indgang_sdk.errors import Refused, Unavailable, UnexpectedAnswer
from indgang_sdk.http import Answer
from indgang_sdk.json_api import ClientCredentials, JsonApi
from indgang_sdk.settings import Secret, Settings
from tests.plugins.calling import Call, KeptMemory, ScriptedClient, make_viewer

ADDRESS = "https://platform.example/api"
CREDENTIALS = ClientCredentials(
    token_address="https://platform.example/token",
    client_id="indgang:998",
    client_secret=Secret("canary & secret"),
)


class Loan(BaseModel):
    title: str


class Page(BaseModel):
    numbers: list[int]
    cursor: str = ""


def answer(value: Any, *, status: int = 200, **headers: str) -> Answer:
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    return Answer(status=status, headers=named, body=json.dumps(value).encode())


def token(text: str, **more: Any) -> Answer:
    return answer({"access_token": text, "token_type": "Bearer", "expires_in": 600, **more})


class Played:
    """An interface whose answers are given beforehand."""

    def __init__(self, *answers: Answer, credentials: ClientCredentials | None = None) -> None:
        self.client = ScriptedClient(*answers)
        self.memory = KeptMemory()
        self.credentials = credentials

    @property
    def api(self) -> JsonApi:
        """The interface of a new call; what is remembered stays."""
        call = Call(
            settings=Settings(),
            http=self.client,
            viewer=make_viewer("", ()),
            memory=self.memory,
        )
        return JsonApi(call.make_context(), address=f"{ADDRESS}/", credentials=self.credentials)

    def list_sent(self, header: str) -> list[str]:
        return [request.headers.get(header, "") for request in self.client.requests]

    def list_addresses(self) -> list[str]:
        return [request.address.removeprefix(ADDRESS) for request in self.client.requests]


# --- tokens ---------------------------------------------------------------------------------


def test_a_token_is_got_once_and_used_for_all_calls() -> None:
    played = Played(token("abc"), answer({"title": "1"}), answer({"title": "2"}),
                    credentials=CREDENTIALS)  # fmt: skip
    assert played.api.read("/loans", Loan) == Loan(title="1")
    assert played.api.read("/loans", Loan) == Loan(title="2")
    assert played.list_sent("Authorization")[1:] == ["Bearer abc", "Bearer abc"]


def test_the_secret_is_sent_as_the_standard_has_it() -> None:
    played = Played(token("abc"), answer({"title": "1"}), credentials=CREDENTIALS)
    played.api.read("/loans", Loan)
    asked = played.client.requests[0]
    assert (asked.method, asked.address) == ("POST", CREDENTIALS.token_address)
    assert asked.body == b"grant_type=client_credentials"
    kind, _, encoded = asked.headers["Authorization"].partition(" ")
    assert kind == "Basic"
    assert base64.b64decode(encoded) == b"indgang%3A998:canary%20%26%20secret"


def test_a_token_that_no_longer_counts_is_renewed_once() -> None:
    played = Played(
        answer({}, status=401), token("new"), answer({"title": "1"}), credentials=CREDENTIALS
    )
    remember_token(played, "old")
    assert played.api.read("/loans", Loan) == Loan(title="1")
    assert played.list_sent("Authorization")[0] == "Bearer old"
    assert played.list_sent("Authorization")[2] == "Bearer new"
    assert list(played.memory.values.values()) == [b"new"]


def test_a_new_token_that_does_not_count_is_a_refusal() -> None:
    played = Played(
        answer({}, status=401), token("new"), answer({}, status=401), credentials=CREDENTIALS
    )
    remember_token(played, "old")
    with pytest.raises(Refused):
        played.api.read("/loans", Loan)
    assert played.client.waiting == []


def test_the_first_token_is_not_renewed() -> None:
    played = Played(token("abc"), answer({}, status=401), credentials=CREDENTIALS)
    with pytest.raises(Refused):
        played.api.read("/loans", Loan)
    assert len(played.client.requests) == 2


def test_what_is_sent_goes_out_again_with_the_new_token() -> None:
    played = Played(
        answer({}, status=401), token("new"), answer({"title": "1"}), credentials=CREDENTIALS
    )
    remember_token(played, "old")
    assert played.api.send("/search", {"query": "bog"}, Loan) == Loan(title="1")
    bodies = [request.body for request in played.client.requests]
    assert bodies[0] == bodies[2] == b'{"query": "bog"}'


@pytest.mark.parametrize(
    ("expires_in", "kept"),
    [
        (600, timedelta(seconds=570)),
        (30, None),
        (0, None),
        (3_600, timedelta(seconds=3_570)),
        (10**9, timedelta(hours=1)),
        (10**15, timedelta(hours=1)),
        (10**400, timedelta(hours=1)),
    ],
)
def test_a_token_is_kept_a_little_shorter_than_it_counts(
    expires_in: int, kept: timedelta | None
) -> None:
    played = Played(
        token("abc", expires_in=expires_in), answer({"title": "1"}), credentials=CREDENTIALS
    )
    played.api.read("/loans", Loan)
    assert list(played.memory.ages.values()) == ([kept] if kept else [])


@pytest.mark.parametrize(
    ("refusal", "failure"),
    [
        (answer({"error": "invalid_client"}, status=400), Refused),
        (answer({"error": "invalid_client"}, status=401), Refused),
        (answer({}, status=403), Refused),
        (answer({"error": "invalid_request"}, status=400), UnexpectedAnswer),
        (answer({}, status=503), Unavailable),
        (answer({"access_token": "a\r\nX: y", "token_type": "Bearer"}), UnexpectedAnswer),
        (answer({"access_token": "abc", "token_type": "mac"}), UnexpectedAnswer),
        (answer({"access_token": "", "token_type": "Bearer"}), UnexpectedAnswer),
        (Answer(status=200, body=b"<html>"), UnexpectedAnswer),
    ],
)
def test_no_token_has_the_failures_name(refusal: Answer, failure: type[Exception]) -> None:
    played = Played(refusal, credentials=CREDENTIALS)
    with pytest.raises(failure) as raised:
        played.api.read("/loans", Loan)
    assert type(raised.value) is failure
    assert "canary" not in str(raised.value)
    assert played.memory.values == {}


def test_no_secret_is_in_what_is_printed() -> None:
    assert "canary" not in repr(CREDENTIALS)
    played = Played(token("canary-token"), answer({"title": "1"}), credentials=CREDENTIALS)
    played.api.read("/loans", Loan)
    assert "canary" not in repr(played.client.requests)


def test_without_credentials_no_token_is_asked_for() -> None:
    played = Played(answer({"title": "1"}))
    assert played.api.read("/loans", Loan) == Loan(title="1")
    assert played.list_sent("Authorization") == [""]
    assert played.list_addresses() == ["/loans"]


# --- pages ----------------------------------------------------------------------------------


def read_numbers(played: Played, *, most: int = 50) -> Iterator[list[int]]:
    pages = played.api.read_pages(
        "/numbers", Page, lambda page: page.cursor, query={"kind": "odd"}, most=most
    )
    return (page.numbers for page in pages)


def test_pages_are_read_until_there_is_none() -> None:
    played = Played(
        answer({"numbers": [1], "cursor": "b/2"}),
        answer({"numbers": [], "cursor": "c"}),
        answer({"numbers": [3]}),
    )
    assert list(read_numbers(played)) == [[1], [], [3]]
    assert played.list_addresses() == [
        "/numbers?kind=odd",
        "/numbers?kind=odd&cursor=b%2F2",
        "/numbers?kind=odd&cursor=c",
    ]


def test_a_list_that_bites_its_tail_ends_in_a_failure() -> None:
    played = Played(*(answer({"numbers": [n], "cursor": "ab"[n % 2]}) for n in range(5)))
    with pytest.raises(UnexpectedAnswer, match="read already"):
        list(read_numbers(played))
    assert len(played.client.requests) == 3


def test_a_list_without_end_ends_in_a_failure() -> None:
    played = Played(*(answer({"numbers": [n], "cursor": str(n)}) for n in range(5)))
    with pytest.raises(UnexpectedAnswer, match="more than 3 pages"):
        list(read_numbers(played, most=3))


def test_a_page_that_fails_is_not_the_last() -> None:
    played = Played(answer({"numbers": [1], "cursor": "2"}), answer({}, status=503))
    with pytest.raises(Unavailable):
        list(read_numbers(played))


# --- asking for changes only ----------------------------------------------------------------


def test_what_has_not_changed_is_taken_from_memory() -> None:
    played = Played(answer({"title": "1"}, etag='"a"'), Answer(status=304))
    first = played.api.read("/guide", Loan, kept_in=played.memory)
    second = played.api.read("/guide", Loan, kept_in=played.memory)
    assert first == second == Loan(title="1")
    assert played.list_sent("If-None-Match") == ["", '"a"']


def test_what_has_changed_takes_the_place_of_the_old() -> None:
    played = Played(
        answer({"title": "1"}, etag='"a"'), answer({"title": "2"}, etag='"b"'), Answer(status=304)
    )
    titles = [played.api.read("/guide", Loan, kept_in=played.memory).title for _ in range(3)]
    assert titles == ["1", "2", "2"]
    assert played.list_sent("If-None-Match") == ["", '"a"', '"b"']


def test_without_a_place_nothing_is_kept() -> None:
    played = Played(answer({"title": "1"}, etag='"a"'), answer({"title": "1"}, etag='"a"'))
    for _ in range(2):
        played.api.read("/tasks", Loan)
    assert played.memory.values == {}
    assert played.list_sent("If-None-Match") == ["", ""]


def test_another_question_has_its_own_answer() -> None:
    played = Played(answer({"title": "1"}, etag='"a"'), answer({"title": "2"}, etag='"b"'))
    played.api.read("/guide", Loan, query={"page": 1}, kept_in=played.memory)
    played.api.read("/guide", Loan, query={"page": 2}, kept_in=played.memory)
    assert played.list_sent("If-None-Match") == ["", ""]
    assert len(played.memory.values) == 2


def test_an_answer_without_a_tag_is_asked_for_by_its_date() -> None:
    dated = "Mon, 23 Nov 2026 06:00:00 GMT"
    played = Played(answer({"title": "1"}, last_modified=dated), Answer(status=304))
    titles = [played.api.read("/guide", Loan, kept_in=played.memory).title for _ in range(2)]
    assert titles == ["1", "1"]
    assert played.list_sent("If-Modified-Since") == ["", dated]
    assert played.list_sent("If-None-Match") == ["", ""]


@pytest.mark.parametrize(
    "headers", [{}, {"etag": ""}, {"etag": '"a\nb"'}, {"etag": '"æ"'}, {"etag": "x" * 300}]
)
def test_an_answer_without_a_good_tag_is_not_kept(headers: Mapping[str, str]) -> None:
    played = Played(answer({"title": "1"}, **headers))
    assert played.api.read("/guide", Loan, kept_in=played.memory) == Loan(title="1")
    assert played.memory.values == {}


def test_an_answer_that_cannot_be_read_is_not_kept() -> None:
    """Its tag is that of the whole: the system would confirm the half for ever."""
    played = Played(Answer(status=200, headers={"etag": '"a"'}, body=b'{"title": "1'),
                    answer({"title": "1"}, etag='"a"'))  # fmt: skip
    with pytest.raises(UnexpectedAnswer):
        played.api.read("/guide", Loan, kept_in=played.memory)
    assert played.memory.values == {}
    assert played.api.read("/guide", Loan, kept_in=played.memory) == Loan(title="1")
    assert played.list_sent("If-None-Match") == ["", ""]


def test_an_answer_that_is_too_large_is_not_kept() -> None:
    title = "x" * LARGEST_KEPT
    played = Played(answer({"title": title}, etag='"a"'), answer({"title": "1"}, etag='"b"'))
    assert played.api.read("/guide", Loan, kept_in=played.memory).title == title
    assert played.memory.values == {}
    played.api.read("/guide", Loan, kept_in=played.memory)
    assert len(played.memory.values) == 1


def test_unchanged_without_a_question_is_unexpected() -> None:
    with pytest.raises(UnexpectedAnswer, match="304"):
        Played(Answer(status=304)).api.read("/guide", Loan)


def remember_token(played: Played, text: str) -> None:
    """Puts a token where an earlier call would have left it."""
    earlier = Played(token(text), answer({"title": ""}), credentials=CREDENTIALS)
    earlier.api.read("/loans", Loan)
    played.memory.values = dict(earlier.memory.values)
