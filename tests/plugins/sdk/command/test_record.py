"""What is recorded names nobody, and is refused rather than let through."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from indgang_sdk.command.__main__ import main
from indgang_sdk.command.anonymise import NotSure, anonymise
from indgang_sdk.command.record import NotRecorded, hide_address, record_answer
from indgang_sdk.testing import Recorded

# Made up too: the test plays a system in which these were real.
ANSWER = [
    {
        "unilogin": "frid4432",
        "navn": "Frida Skovgaard",
        "mail": "frida@skole.example",
        "tlf": "22 33 44 55",
        "cpr": "010203-1234",
        "id": 471100,
        "tasks": [
            {
                "id": "471101",
                "title": "Frida læser højt",
                "due": "2026-11-26",
                "kind": "homework",
                "points": 3,
                "isDone": False,
                "childId": "frid4432",
                "url": "https://learning.example/t/471101?u=frid4432",
            }
        ],
    },
    {"unilogin": "gorm1111", "navn": "Gorm Bæk", "mobil": 22334455, "tasks": []},
]


class System(BaseHTTPRequestHandler):
    """Answers as a test system does, and sends some paths elsewhere."""

    asked: list[dict[str, str]]

    def do_GET(self) -> None:
        self.asked.append(dict(self.headers))
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/people")
            self.end_headers()
            return
        body = b"<html>" if self.path == "/page" else json.dumps(ANSWER).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def system() -> Iterator[HTTPServer]:
    handler = type("Handler", (System,), {"asked": []})
    server = HTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_everybody_becomes_somebody_made_up_and_stays_the_same() -> None:
    first, second = anonymise(ANSWER)
    assert first == {
        "unilogin": "bo000001",
        "navn": "Bo Kjeldby Ravn",
        "mail": "person1@mail.example",
        "tlf": "00 00 00 01",
        "cpr": "010100-0001",
        "id": 9000001,
        "tasks": [
            {
                "id": "9000002",
                "title": "Opdigtet tekst 1",
                "due": "2026-11-26",
                "kind": "homework",
                "points": 3,
                "isDone": False,
                "childId": "bo000001",
                "url": "https://system.example/1",
            }
        ],
    }
    assert (second["unilogin"], second["navn"]) == ("emil0001", "Emil Kjeldby Ravn")
    assert second["mobil"] not in {22334455, first["id"]}


@pytest.mark.parametrize("key", ["x", "note", "value", "text", "label"])
@pytest.mark.parametrize(
    "text",
    ["Frida", "frid4432", "frida@skole.example", "010203-1234", "Syg i dag", "22334455", "FRIDA"],
)
def test_a_text_that_nothing_is_known_of_is_never_kept(key: str, text: str) -> None:
    assert text not in json.dumps(anonymise({key: text}), ensure_ascii=False)


def test_what_the_author_knows_to_be_harmless_is_kept_unless_it_names_somebody() -> None:
    keep = frozenset({"subject"})
    lesson = {"subject": "Dansk med fordybelse"}
    assert anonymise([lesson], keep=keep) == [lesson]
    with pytest.raises(NotSure, match="names somebody"):
        anonymise([{"subject": "Dansk med Frida"}, {"navn": "Frida Skovgaard"}], keep=keep)
    (changed,) = anonymise([{"subject": "ring 22 33 44 55"}], keep=keep)
    assert changed["subject"] == "Opdigtet tekst 1"


@pytest.mark.parametrize("key", ["frid4432", "frida@skole.example", "Frida Skovgaard", "010203"])
def test_an_answer_that_is_keyed_by_people_is_refused(key: str) -> None:
    assert anonymise({"tasks": []}) == {"tasks": []}
    with pytest.raises(NotSure, match="one of its keys"):
        anonymise({key: []})


@pytest.mark.parametrize("key", ["Frida", "frida", "emil", "Mark", "gradesOfEmil", "Århus", "x_bo"])
def test_an_answer_that_is_keyed_by_a_name_is_refused(key: str) -> None:
    grades: dict[str, Any] = {"grades": {key: 7}}
    assert anonymise({"grades": {"points": 7}}) == {"grades": {"points": 7}}
    with pytest.raises(NotSure, match=f"if '{key}' is the name of a field"):
        anonymise(grades)
    assert anonymise(grades, fields=frozenset({key})) == grades
    with pytest.raises(NotSure, match="names somebody"):
        anonymise({**grades, "navn": f"{key} Skovgaard"}, fields=frozenset({key}))


def test_what_stands_under_a_key_that_is_vouched_for_is_made_up_all_the_same() -> None:
    assert anonymise({"loanerRef": "Frida"}, fields=frozenset({"loanerRef"})) == {
        "loanerRef": "Opdigtet tekst 1"
    }


@pytest.mark.parametrize(
    ("key", "is_kept"),
    [
        ("due", True),
        ("startsAt", True),
        ("frist", True),
        ("dato", False),
        ("day", False),
        ("foedt", False),
        ("birthDate", False),
        ("value", False),
    ],
)
def test_a_day_is_kept_where_it_is_nobodys_birthday(key: str, is_kept: bool) -> None:
    for text in ("2015-03-02", "2015-03-02T08:15:00Z"):
        (made,) = anonymise([{key: text}])
        assert (made[key] == text) is is_kept
        assert made[key].startswith("20")
    assert anonymise({"dato": "2015-03-02"}, keep=frozenset({"dato"})) == {"dato": "2015-03-02"}
    made = anonymise({"dato": "2015-03-02T08:15:00Z", "day": "2015-03-02"})
    assert made == {"dato": "2018-01-02T08:15:00Z", "day": "2018-01-02"}


@pytest.mark.parametrize(
    ("text", "is_kept"),
    [("open", True), ("NOT_READ", True), ("aflyst", True), ("Emil", False), ("open Łukasz", False)],
)
@pytest.mark.parametrize("key", ["status", "state", "role", "kind"])
def test_a_state_is_kept_where_it_is_a_known_word(key: str, text: str, is_kept: bool) -> None:
    assert (anonymise({key: text})[key] == text) is is_kept


def test_where_somebody_lives_is_made_up_in_numbers_too() -> None:
    assert anonymise({"zip": 4300, "postnr": 4300, "hours": 12}) == {
        "zip": 0,
        "postnr": 0,
        "hours": 12,
    }


def test_one_answer_becomes_a_fixture_that_the_example_reads(
    system: HTTPServer, tmp_path: Path
) -> None:
    file = tmp_path / "people.json"
    address = f"http://127.0.0.1:{system.server_port}/people/471100?key=hush"
    assert main(["--record", address, "--header", "X-Key: hush", "--to", str(file)]) == 0
    recorded = Recorded.read(file)
    assert recorded.address == "https://system.example/people/17"
    assert recorded.body == anonymise(ANSWER)
    assert "hush" not in file.read_text(encoding="utf-8")
    (headers,) = _list_asked(system)
    assert headers["X-Key"] == "hush"


@pytest.mark.parametrize(
    ("path", "reason"), [("/page", "is not JSON"), ("/moved", "the system answered 302")]
)
def test_what_cannot_be_read_is_not_recorded(system: HTTPServer, path: str, reason: str) -> None:
    with pytest.raises(NotRecorded, match=reason):
        record_answer(f"http://127.0.0.1:{system.server_port}{path}", headers=["X-Key: hush"])
    assert len(_list_asked(system)) == 1


@pytest.mark.parametrize("address", ["http://learning.example/x", "file:///etc/hosts", "x"])
def test_nothing_is_asked_without_https(address: str) -> None:
    with pytest.raises(NotRecorded, match="beginning with https"):
        record_answer(address)


def test_an_address_keeps_its_words_and_loses_its_ids() -> None:
    address = "https://frida.example/api/v2/children/frid4432/tasks?token=hush"
    assert hide_address(address) == "https://system.example/api/v2/children/17/tasks"


def _list_asked(system: HTTPServer) -> list[dict[str, str]]:
    handler: Any = system.RequestHandlerClass
    return handler.asked
