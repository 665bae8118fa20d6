"""Asking for a check: the normal calls of an offer, and the same calls with something changed."""

from collections.abc import Callable, Iterator

from indgang_sdk.http import Answer
from indgang_sdk.testing.faults import answer_at
from indgang_sdk.testing.offers import Offer
from indgang_sdk.testing.results import find_mismatch
from indgang_sdk.testing.running import Run
from indgang_sdk.testing.subject import Subject
from indgang_sdk.testing.verdicts import Failed, NotApplicable

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


def run_answering(
    subject: Subject, offer: Offer, make: Callable[[Answer], Answer]
) -> Iterator[Run]:
    """The same calls with another answer from the first request on, from the second on, ..."""
    for run in run_asking(subject, offer):
        for number in number_requests(run):
            yield subject.run(offer, run.person, fault=answer_at(number, make))


def require_error(run: Run, kind: type[Exception], what: str) -> Exception:
    """The failure that a call has to end with."""
    if run.error is None:
        raise Failed(f"{what} looks like an answer: raise {kind.__name__}")
    if not isinstance(run.error, kind):
        raise Failed(f"{what} comes out as {type(run.error).__name__}, not as {kind.__name__}")
    return run.error
