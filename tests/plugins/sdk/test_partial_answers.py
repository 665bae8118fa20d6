"""A tile of several answers may show those that came, if it says that others are missing."""

from typing import Any

import pytest

from indgang_sdk.errors import ConnectorError, Unavailable
from indgang_sdk.links import Link
from indgang_sdk.testing.subject import load_subject
from indgang_sdk.testing.trials import try_connector
from indgang_sdk.testing.verdicts import State
from indgang_sdk.texts import Text
from indgang_sdk.tiles import Item, Mark, Tile

from .bad_connectors.parts import EMPTY, ask, make_item
from .good_connector.example import EXAMPLE
from .made_modules import make_module

GAP = Text(da="Nogle lån kan ikke hentes lige nu", en="Some loans cannot be fetched right now")


def read_twice(context: Any, gap: tuple[Item, ...], *, fails_alone: bool = True) -> Tile:
    """Loans in two questions; `gap` is shown for the one that has no answer."""
    parts: list[Item] = []
    failures: list[ConnectorError] = []
    for number in range(2):
        try:
            loans = ask(context, behind=f"?part={number}")[:20]
        except ConnectorError as error:
            if getattr(error, "retry_after", None):
                raise
            failures.append(error)
            parts += gap
        else:
            find = context.viewer.find_child
            parts += [make_item(loan, find(loan.child)) for loan in loans]
    if len(failures) == 2 and fails_alone:
        raise failures[0]
    return Tile(parts=tuple(parts), empty=EMPTY)


@pytest.mark.parametrize(
    ("gap", "failing"),
    [
        ((Item(title=GAP, mark=Mark.WARNING),), set()),
        ((), {"outage", "refusal", "slow", "malformed", "oversized"}),
        ((Item(title=GAP),), {"outage", "refusal", "slow", "malformed", "oversized"}),
    ],
    ids=["with a warning", "in silence", "without a mark"],
)
def test_a_gap_is_marked_or_the_whole_tile_fails(gap: tuple[Item, ...], failing: set[str]) -> None:
    subject = load_subject(make_module(lambda context: read_twice(context, gap), EXAMPLE))
    outcomes = try_connector(subject)
    failed = {one.check: one.reason for one in outcomes if one.state is State.FAILED}
    assert set(failed) == failing
    assert not failing or failed["outage"] == (
        f"no answer at request 2 looks like an answer: raise {Unavailable.__name__}"
    )


def test_a_warning_in_place_of_everything_is_no_answer() -> None:
    gap = (Item(title=GAP, mark=Mark.WARNING),)
    assert "no answer at request 1 looks like an answer: raise Unavailable" in find_reasons(gap)


def test_a_warning_with_a_link_is_of_use_whatever_else_is_missing() -> None:
    gap = (Item(title=GAP, mark=Mark.WARNING, link=Link(launcher="book")),)
    assert find_reasons(gap) == []


def find_reasons(gap: tuple[Item, ...]) -> list[str]:
    """Why a tile that never fails as a whole does not pass the check of the outage."""
    module = make_module(lambda context: read_twice(context, gap, fails_alone=False), EXAMPLE)
    outcomes = try_connector(load_subject(module))
    return [
        one.reason
        for one in outcomes
        if (one.check, one.offer) == ("outage", "tile:loans") and one.reason
    ]
