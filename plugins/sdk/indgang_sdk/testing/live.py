"""The kit against a system that is there: asked once for real, then tried with what it answered."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from types import ModuleType
from typing import Any

from indgang_sdk.connectors import Context
from indgang_sdk.http import Answer, HttpClient, Request
from indgang_sdk.testing.certificate import make_certificate
from indgang_sdk.testing.example import Example, Recorded
from indgang_sdk.testing.offers import Offer
from indgang_sdk.testing.people import Person, Reading, watch_viewer
from indgang_sdk.testing.playing import KeptMemory, PlayedDeadline, WrittenLog
from indgang_sdk.testing.subject import Subject, load_subject
from indgang_sdk.testing.trials import list_trials

KEPT_HEADERS = frozenset({"content-type", "retry-after"})
Ask = Callable[[Request], Answer]


@dataclass(kw_only=True)
class RecordingClient(HttpClient):
    """Asks the system itself, and keeps what it answered for the person that it was about."""

    ask: Ask
    person: Person
    recorded: list[Recorded] = field(default_factory=list)

    def send(self, request: Request) -> Answer:
        answer = self.ask(request)
        said = request.body + "\n".join(request.headers.values()).encode()
        about = next((one for one in _list_ids(self.person) if one.encode() in said), "")
        self.recorded.append(
            Recorded(
                address=request.address,
                method=request.method,
                contains=about,
                status=answer.status,
                headers=_keep_plain(answer),
                body=answer.body,
            )
        )
        return answer


@dataclass(frozen=True, kw_only=True)
class LiveTrial:
    """What came of it: the certificate, and the questions that failed when they were asked."""

    certificate: dict[str, Any]
    failed: tuple[str, ...]


def try_system(module: ModuleType, example: Example, *, ask: Ask) -> LiveTrial:
    """Asks a system everything that a connector offers, and tries the connector on the answers.

    `example` has the settings and the people that the system knows; its answers are not used.
    """
    subject = load_subject(module)
    recorded: list[Recorded] = []
    failed = []
    for offer, person in _list_calls(subject, example):
        client, alarms = RecordingClient(ask=ask, person=person), list[str]()
        try:
            offer.ask(_make_context(offer, person, example, client, alarms), example)
        # Whatever goes wrong is what the supplier wants to know.
        except Exception as error:  # noqa: BLE001
            failed.append(f"{offer}: {type(error).__name__}: {error}")
        failed += [f"{offer}: {words}" for words in alarms]
        recorded += client.recorded
    # In the place of the example beside the connector, whose answers are made up.
    subject.__dict__["example"] = replace(
        example, answers=_prefer_told(recorded), **_keep_own(subject)
    )
    outcomes = [trial.make() for trial in list_trials(subject)]
    return LiveTrial(certificate=make_certificate(subject, outcomes), failed=tuple(failed))


def _keep_own(subject: Subject) -> dict[str, Any]:
    """What stays as the connector's author says: its words, and answers of identity providers.

    Nobody can sign in by a command. Each answer is read by the settings that it was recorded with.
    """
    own = subject.example
    if own is None:
        return {}
    sign_ins = (replace(one, settings=one.settings or own.settings) for one in own.sign_ins)
    return {"same_words": own.same_words, "sign_ins": tuple(sign_ins)}


def _list_calls(subject: Subject, example: Example) -> Iterator[tuple[Offer, Person]]:
    for offer in subject.offers:
        for person in offer.find_people(example):
            yield offer, person


def _make_context(
    offer: Offer, person: Person, example: Example, client: HttpClient, alarms: list[str]
) -> Context[Any]:
    return Context(
        settings=example.settings,
        system=example.system,
        municipality=example.municipality,
        viewer=watch_viewer(person, offer.needs, Reading()),
        http=client,
        memory=KeptMemory(),
        deadline=PlayedDeadline(),
        language="da",
        now=example.now,
        log=WrittenLog(),
        alarm=alarms.append,
    )


def _keep_plain(answer: Answer) -> dict[str, str]:
    """Without tags: whether a connector asks for changes only is its own matter."""
    return {name: value for name, value in answer.headers.items() if name in KEPT_HEADERS}


def _list_ids(person: Person) -> list[str]:
    """By which a request tells for whom it is, the one who looks first."""
    return [one.id for one in (person, *person.asked_about) if one.id]


def _prefer_told(recorded: list[Recorded]) -> tuple[Recorded, ...]:
    """The first match answers: what is for somebody stands before what is for anybody."""
    return tuple(sorted(recorded, key=lambda one: not one.contains))
