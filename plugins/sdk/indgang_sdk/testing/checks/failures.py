"""Whether each way of failing gets its name."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial

from indgang_sdk.errors import Refused, Unavailable, UnexpectedAnswer
from indgang_sdk.http import Answer
from indgang_sdk.testing import faults
from indgang_sdk.testing.checks.answers import require_limits
from indgang_sdk.testing.checks.asking import (
    Faulty,
    require_error,
    require_failure,
    run_asking,
    run_with,
)
from indgang_sdk.testing.offers import Offer
from indgang_sdk.testing.playing import PlayedClient, PlayedDeadline
from indgang_sdk.testing.subject import Subject
from indgang_sdk.testing.verdicts import Failed

WAIT = timedelta(minutes=2)


def check_outage(subject: Subject, offer: Offer) -> None:
    """No answer, and 503, at each request: an outage never looks like an empty result."""
    for faulty in run_with(subject, offer, lambda at: faults.fail_at(at, faults.no_answer)):
        require_failure(faulty, Unavailable, "no answer")
    for faulty in _run_saying(subject, offer, 503):
        require_failure(faulty, Unavailable, "the status 503")


def check_refusal(subject: Subject, offer: Offer) -> None:
    for status in (401, 403):
        for faulty in _run_saying(subject, offer, status):
            require_failure(faulty, Refused, f"the status {status}")


def check_slow(subject: Subject, offer: Offer) -> None:
    """When the time is over during a request, the call ends, and asks nothing again."""
    for faulty in run_with(subject, offer, lambda at: faults.fail_at(at, faults.too_late)):
        require_failure(faulty, Unavailable, "the end of the time")
        _require_no_repeat(faulty)


def check_malformed(subject: Subject, offer: Offer) -> None:
    """Answers that cannot be read are named, also those that are made to do harm."""
    for name, make in faults.MALFORMED.items():
        for faulty in run_with(subject, offer, partial(faults.answer_at, make=make)):
            if _is_changed_by(subject, faulty, make):
                require_failure(faulty, UnexpectedAnswer, f"an answer that is {name}")


def check_oversized(subject: Subject, offer: Offer) -> None:
    """What the client finds too large is named, and long lists stay within the limits."""
    for faulty in run_with(subject, offer, lambda at: faults.fail_at(at, faults.too_large)):
        require_failure(faulty, UnexpectedAnswer, "an answer that is too large")
    for run in run_asking(subject, offer):
        grown = subject.run(
            offer, run.person, answers=[faults.grow(one) for one in subject.recorded]
        )
        if grown.error is None:
            require_limits(grown.result)
        else:
            require_error(grown, UnexpectedAnswer, "an answer with long lists")


def check_retry_after(subject: Subject, offer: Offer) -> None:
    make = faults.say_wait(WAIT)
    for faulty in run_with(subject, offer, partial(faults.answer_at, make=make)):
        require_failure(faulty, Unavailable, "the status 429")
        error = faulty.run.error
        if error is not None and getattr(error, "retry_after", None) != WAIT:
            raise Failed("the wait that the system asks for is lost: use Answer.require_ok")


def _run_saying(subject: Subject, offer: Offer, status: int) -> Iterator[Faulty]:
    make = faults.say_status(status)
    return run_with(subject, offer, partial(faults.answer_at, make=make))


def _require_no_repeat(faulty: Faulty) -> None:
    requests, number = faulty.run.requests, faulty.number
    if requests[number - 1] in requests[number:]:
        raise Failed("it asks the same again when the time is over: asking again is the portal's")


def _is_changed_by(subject: Subject, faulty: Faulty, make: Callable[[Answer], Answer]) -> bool:
    """Whether the nth answer is one that this kind of damage changes, such as JSON."""
    client = PlayedClient(subject.recorded, PlayedDeadline())
    answer = client.send(faulty.normal.requests[faulty.number - 1])
    return bool(answer.body) and make(answer) != answer
