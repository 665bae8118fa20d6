"""Asking for a check: the normal calls of an offer, and the same calls with something changed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from indgang_sdk.errors import ConnectorError
from indgang_sdk.testing.offers import Offer
from indgang_sdk.testing.playing import Fault
from indgang_sdk.testing.results import find_mismatch
from indgang_sdk.testing.running import Run
from indgang_sdk.testing.subject import Subject
from indgang_sdk.testing.verdicts import Failed, NotApplicable
from indgang_sdk.tiles import Mark, Tile
from indgang_sdk.week import Week

# Faults are tried at the first requests of a call; later ones are made by the same code.
MOST_TRIED = 5


def run_normally(subject: Subject, offer: Offer) -> list[Run]:
    """The calls without any fault; where these fail, only the check of the answer says so."""
    runs = [subject.run(offer, person) for person in subject.find_people(offer)]
    if not runs or not all(_is_right(offer, run) for run in runs):
        raise NotApplicable("there is no normal answer to begin with")
    return runs


def _is_right(offer: Offer, run: Run) -> bool:
    return run.error is None and not find_mismatch(run.result, offer.kind.answers)


def run_asking(subject: Subject, offer: Offer) -> list[Run]:
    """The calls without any fault that asked the system something."""
    runs = [run for run in run_normally(subject, offer) if run.requests]
    if not runs:
        raise NotApplicable("it asks the system nothing")
    return runs


def number_requests(run: Run) -> range:
    """The requests of a call at which a fault is tried."""
    return range(1, min(len(run.requests), MOST_TRIED) + 1)


@dataclass(frozen=True, kw_only=True)
class Faulty:
    """A call in which something goes wrong from the nth request on, beside the normal one."""

    normal: Run
    run: Run
    number: int


def run_with(
    subject: Subject, offer: Offer, make_fault: Callable[[int], Fault]
) -> Iterator[Faulty]:
    """The same calls with a fault from the first request on, from the second on, ..."""
    for normal in run_asking(subject, offer):
        for number in number_requests(normal):
            run = subject.run(offer, normal.person, fault=make_fault(number))
            yield Faulty(normal=normal, run=run, number=number)


def require_failure(faulty: Faulty, kind: type[Exception], what: str) -> None:
    """The failure that a call has to end with, unless it shows the rest and names the gap."""
    if list_troubles(faulty.run.result) or not _names_gap(faulty):
        require_error(faulty.run, kind, f"{what} at request {faulty.number}")
    if faulty.number == 1 and faulty.run.error is None and _is_bare(faulty.run.result):
        raise Failed(f"{what} leaves nothing to show: raise {kind.__name__}")


def require_error(run: Run, kind: type[Exception], what: str) -> Exception:
    """The failure that a call has to end with, or that an answer names beside what was read."""
    error = run.error or _find_trouble(run.result, kind)
    if error is None:
        raise Failed(f"{what} looks like an answer: raise {kind.__name__}")
    if not isinstance(error, kind):
        raise Failed(f"{what} comes out as {type(error).__name__}, not as {kind.__name__}")
    return error


def _find_trouble(result: Any, kind: type[Exception]) -> Exception | None:
    """A trouble of an answer, of the expected kind if there is one; a tile has to show it."""
    troubles = list_troubles(result)
    if troubles and isinstance(result, Tile) and not _warns(result):
        raise Failed("a tile does not show that it lacks something: mark a part as a warning")
    right = (one for one in troubles if isinstance(one, kind))
    return next(right, next(iter(troubles), None))


def list_troubles(result: Any) -> tuple[Exception, ...]:
    """The failures that an answer names of what could not be read beside the rest."""
    if isinstance(result, Tile | Week):
        return result.troubles
    found = result if isinstance(result, list) else []
    return tuple(one for one in found if isinstance(one, ConnectorError))


def _warns(tile: Tile) -> bool:
    return any(getattr(part, "mark", "") is Mark.WARNING for part in tile.parts)


def _is_bare(result: Any) -> bool:
    """Whether there is nothing but troubles: that is a failure, and the portal has to know."""
    if isinstance(result, Week):
        read: Any = (*result.letters, *result.items, *result.tasks, *result.lessons)
        return bool(result.troubles) and not read
    is_list = isinstance(result, list) and bool(result)
    return is_list and len(list_troubles(result)) == len(result)


def _names_gap(faulty: Faulty) -> bool:
    """Whether a tile warns of what is missing beside something of use: other answers or a link."""
    before, after = _list_warnings(faulty.normal), _list_warnings(faulty.run)
    is_of_use = faulty.number > 1 or any(part.link for part in after)
    return len(after) > len(before) and is_of_use


def _list_warnings(run: Run) -> list[Any]:
    parts = run.result.parts if isinstance(run.result, Tile) else ()
    return [part for part in parts if getattr(part, "mark", None) is Mark.WARNING]
