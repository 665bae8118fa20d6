"""What a connector knows of people, and what it lets out."""

import re
from collections.abc import Iterator
from urllib.parse import unquote_plus

from indgang_sdk.errors import WrongPerson
from indgang_sdk.links import Destination
from indgang_sdk.people import Need
from indgang_sdk.testing import faults
from indgang_sdk.testing.checks.asking import run_asking, run_normally
from indgang_sdk.testing.offers import Offer
from indgang_sdk.testing.people import Person
from indgang_sdk.testing.results import describe, find_about, find_strings, walk
from indgang_sdk.testing.running import Run
from indgang_sdk.testing.subject import Subject
from indgang_sdk.testing.verdicts import Failed, NotApplicable

# Shorter texts, such as a state or a room, may stand in any answer.
SHORTEST_TOLD = 4


def check_wrong_person(subject: Subject, offer: Offer) -> None:
    """Answers about strangers are dropped and told, and siblings' answers stay with them."""
    tried = [
        _try_wrong_person(subject, offer, run)
        for run in run_asking(subject, offer)
        if run.person.id
    ]
    if not any(tried):
        raise NotApplicable("the answers do not say whom they are about")


def check_declared_fields(subject: Subject, offer: Offer) -> None:
    for person in subject.find_people(offer):
        refused = subject.run(offer, person).reading.refused
        if refused:
            names = ", ".join(sorted(need.value for need in refused))
            raise Failed(f"it reads {names}, which is not among the needs of {offer}")


def check_needs_used(subject: Subject, offer: Offer) -> None:
    """A need may be for the moment in which the system does not answer, to say what is missing."""
    runs = run_normally(subject, offer)
    fault = faults.fail_at(1, faults.no_answer)
    runs += [subject.run(offer, run.person, fault=fault) for run in runs if run.requests]
    read = {need for run in runs for need in run.reading.read}
    unused = offer.needs - read - {Need.SEARCH_WORDS}
    if unused:
        names = ", ".join(sorted(need.value for need in unused))
        raise Failed(f"it declares {names} and does not read it")


def check_addresses(subject: Subject, offer: Offer) -> None:
    """Neither requests nor destinations name a person in their address."""
    for run in run_normally(subject, offer):
        opened = [one.address for one in walk(run.result) if isinstance(one, Destination)]
        for address in [*(request.address for request in run.requests), *opened]:
            for said in find_named(address, run.person):
                raise Failed(f"an address holds {said}: put it into the body or a header")


def check_memory(subject: Subject, offer: Offer) -> None:
    for run in run_normally(subject, offer):
        for key, value in run.memory.items():
            if not isinstance(value, bytes):
                raise Failed("the memory keeps bytes")
            for said in find_named(f"{key} {value.decode('utf-8', 'replace')}", run.person):
                raise Failed(f"the memory holds {said}, and keeps nothing about a person")


def find_named(text: str, person: Person) -> Iterator[str]:
    """What of a person and the children stands in a text, said without repeating it."""
    plain = unquote_plus(unquote_plus(text)).casefold()
    for one in (person, *person.asked_about):
        for what, value in (
            ("the id of a person", one.id),
            ("the name of a person", one.name),
            ("the name of a person", one.first_name),
        ):
            # Between letters and digits it is part of another word; behind a _ it is not.
            word = rf"(?<![^\W_]){re.escape(value.casefold())}(?![^\W_])"
            if value and re.search(word, plain):
                yield what


def _try_wrong_person(subject: Subject, offer: Offer, run: Run) -> bool:
    ids = [one.id for one in (run.person, *run.person.asked_about)]
    told = [one for one in dict.fromkeys(ids) if _is_told(run, one)]
    if not told:
        return False
    strangers = {one: _make_stranger(one, number) for number, one in enumerate(told)}
    _require_dropped(run, _run_with(subject, offer, run, strangers), strangers)
    children = [one.id for one in run.person.asked_about if one.id in told]
    if len(children) > 1 and find_about(run.result):
        exchanged = dict(zip(children, [*children[1:], children[0]], strict=True))
        _require_moved(run, _run_with(subject, offer, run, exchanged))
    return True


def _is_told(run: Run, one: str) -> bool:
    return any(one.encode() in recorded.make_answer().body for recorded in run.played)


def _make_stranger(one: str, number: int) -> str:
    """An id of the same shape that nobody in the example has."""
    return re.sub(r"[a-z]", "x", one[:4]) + re.sub(r"\d", str(9 - number), one[4:])


def _run_with(subject: Subject, offer: Offer, run: Run, names: dict[str, str]) -> Run:
    answers = [faults.rename(one, names) for one in subject.recorded]
    return subject.run(offer, run.person, answers=answers)


def _require_dropped(normal: Run, changed: Run, strangers: dict[str, str]) -> None:
    if isinstance(changed.error, WrongPerson):
        return
    if changed.error is not None:
        name = type(changed.error).__name__
        raise Failed(f"an answer about somebody else comes out as {name}, not as WrongPerson")
    shown = describe(changed.result, changed.viewer)
    is_shown = find_about(changed.result) or shown == describe(normal.result, normal.viewer)
    told = [one for one in find_strings(normal.result) if len(one) >= SHORTEST_TOLD]
    if is_shown or any(one in strangers.values() for one in find_strings(changed.result)):
        raise Failed("what is answered about somebody else is shown: use viewer.find_child")
    if told and not changed.alarms:
        raise Failed("what is answered about somebody else is dropped and nobody is told")


def _require_moved(normal: Run, changed: Run) -> None:
    if changed.error is None and describe(changed.result, changed.viewer) == describe(
        normal.result, normal.viewer
    ):
        raise Failed(
            "what is answered about one child is shown for a sibling: use find_child"
            " (or the example answers the same about both: let it answer differently)"
        )
