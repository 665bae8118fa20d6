"""A connector's boxes are seen without the portal, when all goes well and when it does not."""

import threading
import urllib.request
from collections.abc import Iterator
from dataclasses import replace

import pytest

from indgang_sdk.command.__main__ import main
from indgang_sdk.command.serve import FAULTS, make_server, show_connector
from indgang_sdk.testing.faults import add_to
from indgang_sdk.testing.subject import Subject, find_subject


@pytest.fixture
def library() -> Subject:
    return find_subject("tests.plugins.sdk.good_connector")


@pytest.fixture
def address(library: Subject) -> Iterator[str]:
    server = make_server(library, port=0)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_page_is_served_on_this_machine(address: str) -> None:
    with urllib.request.urlopen(address) as answer:  # noqa: S310 - of this machine
        page = answer.read().decode()
    assert "<h2>Bøger</h2>" in page
    assert "Ronja Røverdatter<small>Bo</small><small>27.11.2026</small>" in page


def test_each_language_has_its_words(library: Subject) -> None:
    assert '<html lang="da">' in show_connector(library, "")
    english = show_connector(library, "language=en")
    assert '<html lang="en">' in english
    assert "<h2>Books</h2>" in english
    assert "Show all loans" in english


def test_the_person_who_looks_decides_what_is_shown(library: Subject) -> None:
    dorte, bo, anna = (show_connector(library, f"person={number}") for number in range(3))
    assert "Skammerens datter" in dorte
    assert "Skammerens datter" not in bo
    assert "Ronja Røverdatter" in bo
    assert "<h2>Bøger</h2>" in anna
    assert "Ronja Røverdatter" not in anna


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("outage", "Unavailable: nothing was answered"),
        ("refused", "Refused: the system answered 403"),
        ("slow", "Unavailable: the time is over"),
        ("malformed", "UnexpectedAnswer: the answer is not JSON"),
        ("types", "UnexpectedAnswer: loans.0.child: string_type"),
        ("large", "UnexpectedAnswer: the answer is too large"),
    ],
)
def test_every_fault_is_seen(library: Subject, fault: str, said: str) -> None:
    page = show_connector(library, f"fault={fault}")
    assert said in page
    assert "Ronja Røverdatter" not in page
    assert f'<option value="{fault}" selected>' in page


def test_every_fault_can_be_chosen(library: Subject) -> None:
    page = show_connector(library, "")
    assert [name for name in FAULTS if f'<option value="{name}"' not in page] == []


def test_what_the_system_writes_is_shown_as_text(library: Subject) -> None:
    assert library.example
    title = "<script>alert(1)</script>"
    answers = tuple(add_to(one, {"Ronja Røverdatter"}, title) for one in library.example.answers)
    library.__dict__["example"] = replace(library.example, answers=answers)
    page = show_connector(library, "")
    assert "Ronja Røverdatter&lt;script&gt;" in page
    assert title not in page


def test_what_is_asked_for_in_vain_shows_the_page_as_it_is(library: Subject) -> None:
    odd = "person=9&language=xx&fault=%3Cscript%3E"
    assert show_connector(library, odd) == show_connector(library, "")


def test_a_connector_that_is_not_there_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "no_such_connector"]) == 1
    assert "no_such_connector" in capsys.readouterr().err
