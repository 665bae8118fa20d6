"""The kit tries answers that are no JSON too: here lines of text, as a calendar or a table is."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from indgang_sdk.errors import UnexpectedAnswer
from indgang_sdk.people import Child
from indgang_sdk.testing import Recorded
from indgang_sdk.testing.faults import add_to, grow, rename
from indgang_sdk.testing.subject import load_subject
from indgang_sdk.testing.trials import try_connector
from indgang_sdk.testing.verdicts import State
from indgang_sdk.tiles import Item, Tile

from .bad_connectors.parts import EMPTY, send
from .good_connector.example import ADDRESS, EXAMPLE
from .made_modules import make_module

BOS, EMILS = "bo000001;Ronja;2026-11-27\n", "emil0001;Skammeren;2026-12-01\n"
END = "END\n"
RECORDED = Recorded(
    method="POST", address=f"{ADDRESS}/loans", contains="emil0001", body=BOS + EMILS + END
)
STATE = next(one for one in EXAMPLE.answers if one.address.endswith("/state"))
TEXT_EXAMPLE = replace(
    EXAMPLE,
    answers=(RECORDED, replace(RECORDED, contains="", body=BOS + END), STATE),
)


def read_lines(context: Any, find: Callable[[str], Child | None]) -> Tile:
    lines = send(context).require_ok().read_text().splitlines()
    if not lines or lines.pop() != "END":
        raise UnexpectedAnswer("the answer has no end")
    try:
        rows = [(one, title, date.fromisoformat(due)) for one, title, due in map(_split, lines)]
    except ValueError:
        raise UnexpectedAnswer("a line is not as agreed") from None
    parts = [Item(title=title, when=due, child=find(one)) for one, title, due in rows]
    return Tile(parts=tuple(parts), empty=EMPTY)


def _split(line: str) -> list[str]:
    return line.split(";")


@pytest.mark.parametrize(
    ("choose", "failing"),
    [
        (lambda context: context.viewer.find_child, set()),
        (lambda context: lambda _: context.viewer.children[0], {"wrong_person"}),
        (lambda _: lambda _: None, {"wrong_person"}),
    ],
    ids=["by the id", "the first", "nobody"],
)
def test_a_connector_that_reads_text_is_tried_as_others_are(
    choose: Callable[[Any], Callable[[str], Child | None]], failing: set[str]
) -> None:
    subject = load_subject(
        make_module(lambda context: read_lines(context, choose(context)), TEXT_EXAMPLE)
    )
    outcomes = try_connector(subject)
    assert {one.check for one in outcomes if one.state is State.FAILED} == failing
    tried = {(one.check, one.state) for one in outcomes if one.offer == "tile:loans"}
    assert {("malformed", State.PASSED), ("markup", State.PASSED)} <= tried


def test_ids_in_a_text_are_exchanged_at_the_same_time() -> None:
    changed = rename(RECORDED, {"bo000001": "emil0001", "emil0001": "bo000001"})
    assert changed.make_answer().body.decode() == (
        "emil0001;Ronja;2026-11-27\nbo000001;Skammeren;2026-12-01\nEND\n"
    )


def test_html_is_added_where_a_text_is_shown() -> None:
    changed = add_to(RECORDED, {"Ronja"}, " <b>")
    assert "bo000001;Ronja <b>;2026" in changed.make_answer().body.decode()


def test_the_lists_that_grow_are_those_of_json_alone() -> None:
    assert grow(RECORDED).make_answer() == RECORDED.make_answer()
    nested = replace(RECORDED, body={"pupils": [{"loans": [1, 2]}]})
    grown = grow(nested).make_answer().read_json()
    assert [len(one["loans"]) for one in grown["pupils"]] == [1000]
