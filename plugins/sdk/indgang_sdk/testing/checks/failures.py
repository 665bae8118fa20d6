"""Whether each way of failing gets its name."""

from datetime import timedelta

from indgang_sdk.errors import Refused, Unavailable, UnexpectedAnswer
from indgang_sdk.testing import faults
from indgang_sdk.testing.checks.answers import require_limits
from indgang_sdk.testing.checks.asking import (
    number_requests,
    require_error,
    run_answering,
    run_asking,
)
from indgang_sdk.testing.offers import Offer
from indgang_sdk.testing.playing import PlayedClient, PlayedDeadline
from indgang_sdk.testing.running import Run
from indgang_sdk.testing.subject import Subject
from indgang_sdk.testing.verdicts import Failed

WAIT = timedelta(minutes=2)


def check_outage(subject: Subject, offer: Offer) -> None:
    """No answer, and 503, at each request: an outage never looks like an empty result."""
    for run in run_asking(subject, offer):
        for number in number_requests(run):
            fault = faults.fail_at(number, faults.no_answer)
            failed = subject.run(offer, run.person, fault=fault)
            require_error(failed, Unavailable, f"no answer to request {number}")
    for run in run_answering(subject, offer, faults.say_status(503)):
        require_error(run, Unavailable, "the status 503")


def check_refusal(subject: Subject, offer: Offer) -> None:
    for status in (401, 403):
        for run in run_answering(subject, offer, faults.say_status(status)):
            require_error(run, Refused, f"the status {status}")


def check_slow(subject: Subject, offer: Offer) -> None:
    """When the time is over during a request, the call ends, and asks nothing again."""
    for run in run_asking(subject, offer):
        for number in number_requests(run):
            late = subject.run(offer, run.person, fault=faults.fail_at(number, faults.too_late))
            require_error(late, Unavailable, f"the end of the time at request {number}")
            _require_no_repeat(late, number)


def check_malformed(subject: Subject, offer: Offer) -> None:
    """Answers that cannot be read are named, also those that are made to do harm."""
    for name, make in faults.MALFORMED.items():
        for run in run_asking(subject, offer):
            for number in number_requests(run):
                if _is_changed_by(subject, run, number, name):
                    changed = subject.run(offer, run.person, fault=faults.answer_at(number, make))
                    require_error(changed, UnexpectedAnswer, f"answer {number} when it is {name}")


def check_oversized(subject: Subject, offer: Offer) -> None:
    """What the client finds too large is named, and long lists stay within the limits."""
    for run in run_asking(subject, offer):
        for number in number_requests(run):
            fault = faults.fail_at(number, faults.too_large)
            failed = subject.run(offer, run.person, fault=fault)
            require_error(failed, UnexpectedAnswer, f"answer {number} when it is too large")
        grown = subject.run(
            offer, run.person, answers=[faults.grow(one) for one in subject.recorded]
        )
        if grown.error is None:
            require_limits(grown.result)
        else:
            require_error(grown, UnexpectedAnswer, "an answer with long lists")


def check_retry_after(subject: Subject, offer: Offer) -> None:
    for run in run_answering(subject, offer, faults.say_wait(WAIT)):
        error = require_error(run, Unavailable, "the status 429")
        if getattr(error, "retry_after", None) != WAIT:
            raise Failed("the wait that the system asks for is lost: use Answer.require_ok")


def _require_no_repeat(run: Run, number: int) -> None:
    missed = run.requests[number - 1]
    if missed in run.requests[number:]:
        raise Failed("it asks the same again when the time is over: asking again is the portal's")


def _is_changed_by(subject: Subject, run: Run, number: int, name: str) -> bool:
    """Whether the nth answer is one that this kind of damage changes, such as JSON."""
    client = PlayedClient(subject.recorded, PlayedDeadline())
    answer = client.send(run.requests[number - 1])
    return bool(answer.body) and faults.MALFORMED[name](answer) != answer
