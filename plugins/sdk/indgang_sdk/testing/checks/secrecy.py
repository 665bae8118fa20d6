"""What a connector says aloud, when all goes well and when it does not."""

import re
from collections.abc import Iterator

from indgang_sdk.http import Answer
from indgang_sdk.testing import faults
from indgang_sdk.testing.checks.asking import run_asking, run_normally
from indgang_sdk.testing.checks.people import find_named
from indgang_sdk.testing.checks.signing_in import list_refusals
from indgang_sdk.testing.offers import Offer
from indgang_sdk.testing.playing import Fault
from indgang_sdk.testing.results import walk
from indgang_sdk.testing.running import CANARY, Run
from indgang_sdk.testing.subject import Subject
from indgang_sdk.testing.verdicts import Failed

ANSWERED = "canary-answer"
ECHO = f'{{"error": "{ANSWERED} {CANARY}-echo"}}'.encode()
ADDRESS = re.compile(r"https?://\S")


def check_secrets(subject: Subject, offer: Offer) -> None:
    """Secrets leave the settings for headers and bodies only."""
    run_normally(subject, offer)
    for run in _run_all(subject, offer):
        _require_no_secret(run)


def check_messages(subject: Subject, offer: Offer) -> None:
    """What is said to the log and the administrator names nobody and repeats nothing.

    Nor does what somebody is told who may not sign in.
    """
    for refusal in list_refusals(subject, offer):
        if refusal.repeats:
            raise Failed("a refusal repeats what the identity provider has said")
    for run in _run_all(subject, offer):
        for message in run.messages:
            if ADDRESS.search(message):
                raise Failed("a log line or an error holds an address")
            if ANSWERED in message:
                raise Failed("a log line or an error repeats what was answered")
            for said in find_named(message, run.person):
                raise Failed(f"a log line or an error holds {said}")


def _run_all(subject: Subject, offer: Offer) -> Iterator[Run]:
    yield from run_normally(subject, offer)
    for run in run_asking(subject, offer):
        for fault in _list_faults():
            yield subject.run(offer, run.person, fault=fault)


def _list_faults() -> list[Fault]:
    statuses = [faults.say_status(status, body=ECHO) for status in (400, 401, 404, 500)]
    odd = [lambda answer: Answer(status=200, body=ECHO), faults.say_page, faults.change_types]
    made = [faults.answer_at(1, make) for make in [*statuses, *odd]]
    return [*made, faults.fail_at(1, faults.no_answer)]


def _require_no_secret(run: Run) -> None:
    places = {
        "an address": [request.address for request in run.requests],
        "a log line or an error": [*run.messages, run.error_text],
        "a result": [one for one in walk(run.result) if isinstance(one, str)],
        "the memory": [f"{key} {value!r}" for key, value in run.memory.items()],
    }
    for place, texts in places.items():
        if any(CANARY in text for text in texts):
            raise Failed(f"{place} holds a secret of the settings")
