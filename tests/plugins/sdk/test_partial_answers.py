"""What is made of several answers may show those that came, if it says that others are missing."""

from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from indgang_sdk import hookimpl
from indgang_sdk.calendar import Event, EventSource, Period
from indgang_sdk.errors import ConnectorError, Unavailable
from indgang_sdk.links import EVERYBODY, Link
from indgang_sdk.people import Need, Readers, Role
from indgang_sdk.testing.subject import load_subject
from indgang_sdk.testing.trials import try_connector
from indgang_sdk.testing.verdicts import State
from indgang_sdk.texts import Text
from indgang_sdk.tiles import Item, Mark, Tile

from .bad_connectors.parts import EMPTY, ask, make_item, show
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


def read_days(
    context: Any, period: Period, *, fails_alone: bool
) -> Iterator[Event | ConnectorError]:
    """The days of returning, in two questions; the failure of one stands in its place."""
    failures: list[ConnectorError] = []
    for number in range(2):
        try:
            loans = ask(context, behind=f"?part={number}")
        except ConnectorError as error:
            failures.append(error)
            if not fails_alone or len(failures) < 2:
                yield error
            continue
        for loan in loans:
            yield Event(
                key=f"{loan.number} {number}",
                title=loan.title,
                starts_at=loan.due,
                ends_at=loan.due,
                readers=(Readers(institution="998101", role=Role.PUPIL),),
            )
    if fails_alone and len(failures) == 2:
        raise failures[0]


@pytest.mark.parametrize(
    ("fails_alone", "reason"),
    [(True, ""), (False, "no answer leaves nothing to show: raise Unavailable")],
)
def test_failures_may_stand_between_events_but_not_alone(fails_alone: bool, reason: str) -> None:
    module = make_module(lambda context: show(ask(context), context.viewer.find_child), EXAMPLE)

    @hookimpl
    def event_sources() -> Iterable[EventSource]:
        yield EventSource(
            name="days",
            title=Text(da="Afleveringer", en="Returns"),
            read=lambda context, period: read_days(context, period, fails_alone=fails_alone),
            roles=EVERYBODY,
            needs=frozenset({Need.CHILD_ID}),
        )

    module.event_sources = event_sources  # type: ignore[attr-defined]
    outcomes = [one for one in try_connector(load_subject(module)) if one.offer == "events:days"]
    assert [one.reason for one in outcomes if one.check == "outage"] == [reason]
    assert [one.reason for one in outcomes if one.check == "answer"] == [""]
