"""One call of one source, with everything that can be seen of it afterwards."""

import io
import logging
import traceback
from collections.abc import Iterable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from typing import Any

from pydantic import SecretStr

from indgang_sdk.connectors import Context
from indgang_sdk.http import Request
from indgang_sdk.people import Viewer
from indgang_sdk.settings import Settings
from indgang_sdk.testing.example import Example, Recorded
from indgang_sdk.testing.offers import Offer
from indgang_sdk.testing.people import Person, Reading, watch_viewer
from indgang_sdk.testing.playing import (
    Fault,
    KeptMemory,
    PlayedClient,
    PlayedDeadline,
    StillAsking,
    WrittenLog,
)
from indgang_sdk.testing.watching import list_changes, look_at_process, watch_reaching

CANARY = "canary-secret"


@dataclass(frozen=True, kw_only=True)
class Run:
    """What came of a call: a result or an error, and what was done on the way."""

    person: Person
    viewer: Viewer
    result: Any
    error: BaseException | None
    requests: tuple[Request, ...]
    unknown: tuple[Request, ...]
    played: tuple[Recorded, ...]
    reading: Reading
    log: tuple[str, ...]
    printed: str
    memory: dict[str, bytes]
    alarms: tuple[str, ...]
    reached: tuple[str, ...]
    changes: tuple[str, ...]

    @property
    def is_normal(self) -> bool:
        return self.error is None

    @property
    def error_text(self) -> str:
        """Everything that would stand in a log about the error."""
        if self.error is None:
            return ""
        return "".join(traceback.format_exception(self.error)) + repr(self.error)

    @property
    def messages(self) -> tuple[str, ...]:
        """What the connector itself said: its log, its output, its alarms and its errors."""
        said = [*self.log, *self.alarms, self.printed]
        error = self.error
        while error is not None:
            said.append(f"{type(error).__name__}: {error}")
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return tuple(said)


@dataclass(kw_only=True)
class _Heard:
    """What was said while a call ran."""

    log: WrittenLog = field(default_factory=WrittenLog)
    out: io.StringIO = field(default_factory=io.StringIO)


class _Listener(logging.Handler):
    def __init__(self, lines: list[str]) -> None:
        super().__init__(level=logging.DEBUG)
        self.lines = lines

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


def plant_secrets(settings: Settings) -> Settings:
    """The same settings with secrets that can be found wherever they come out."""
    names = [name for name, value in dict(settings).items() if isinstance(value, SecretStr)]
    return settings.model_copy(update={name: SecretStr(f"{CANARY}-{name}") for name in names})


def run_offer(
    offer: Offer,
    example: Example,
    person: Person,
    *,
    answers: Iterable[Recorded] | None = None,
    fault: Fault | None = None,
    language: str = "da",
    kept: Mapping[str, bytes] | None = None,
) -> Run:
    """Asks once, with the example's answers or others, and with a fault between.

    `kept` is what stands in the memory before.
    """
    reading, heard, alarms = Reading(), _Heard(), list[str]()
    memory = KeptMemory(kept=dict(kept or {}))
    deadline = PlayedDeadline()
    client = PlayedClient(example.answers if answers is None else answers, deadline, fault)
    viewer = watch_viewer(person, offer.needs, reading)
    context = Context(
        settings=plant_secrets(example.settings),
        system=example.system,
        municipality=example.municipality,
        viewer=viewer,
        http=client,
        memory=memory,
        deadline=deadline,
        language=language,
        now=example.now,
        log=heard.log,
        alarm=alarms.append,
    )
    before = look_at_process()
    result, error, reached = _call(offer, context, example, heard)
    return Run(
        person=person,
        viewer=viewer,
        result=result,
        error=error,
        requests=tuple(client.requests),
        unknown=tuple(client.unknown),
        played=tuple(client.played),
        reading=reading,
        log=tuple(heard.log.lines),
        printed=heard.out.getvalue(),
        memory=memory.kept,
        alarms=tuple(alarms),
        reached=tuple(reached),
        changes=tuple(list_changes(before)),
    )


def _call(
    offer: Offer, context: Context, example: Example, heard: _Heard
) -> tuple[Any, BaseException | None, list[str]]:
    listener = _Listener(heard.log.lines)
    root = logging.getLogger()
    root.addHandler(listener)
    result, error = None, None
    try:
        with redirect_stdout(heard.out), redirect_stderr(heard.out), watch_reaching() as reached:
            try:
                result = offer.ask(context, example)
            except (Exception, StillAsking, SystemExit) as raised:  # noqa: BLE001 - it is judged
                error = raised
    finally:
        root.removeHandler(listener)
    return result, error, reached
