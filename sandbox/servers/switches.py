"""The switches that make a system slow, broken, lying or down."""

import json
import threading
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from http import HTTPStatus
from typing import Any

from sandbox.servers.exchange import HTML, JSON, Question, Rejection, Reply, System, reply_json

LONGEST_WAIT = 120.0


class State(StrEnum):
    """What is the matter with a system."""

    NORMAL = "normal"
    SLOW = "slow"
    ERROR = "error"
    CUT = "cut"
    OTHER_CHILD = "other_child"
    WRONG_SHAPE = "wrong_shape"
    REFUSING = "refusing"
    DOWN = "down"


WORDS = {
    State.NORMAL: "Virker",
    State.SLOW: "Svarer langsomt",
    State.ERROR: "Svarer med fejl",
    State.CUT: "Sender et halvt svar",
    State.OTHER_CHILD: "Svarer også om et andet barn",
    State.WRONG_SHAPE: "Sender noget helt andet",
    State.REFUSING: "Lukker ikke portalen ind",
    State.DOWN: "Svarer ikke",
}


@dataclass(frozen=True, kw_only=True)
class Switch:
    """How a system is set; `seconds` is how long a slow one takes."""

    state: State = State.NORMAL
    seconds: float = 5.0

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> "Switch":
        """A switch from JSON or a form; raises `Rejection`."""
        try:
            made = cls(
                state=State(values["state"]), seconds=float(values.get("seconds", cls.seconds))
            )
        except (KeyError, TypeError, ValueError):
            raise Rejection(
                HTTPStatus.BAD_REQUEST, f"state is one of {', '.join(State)}; seconds a number"
            ) from None
        if not 0 <= made.seconds <= LONGEST_WAIT:
            raise Rejection(HTTPStatus.BAD_REQUEST, f"seconds go from 0 to {LONGEST_WAIT:.0f}")
        return made

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


class Switchboard:
    """How every system is set, for all threads."""

    def __init__(self, names: Iterable[str]) -> None:
        self._lock = threading.Lock()
        self._switches = {name: Switch() for name in names}
        self.ending = threading.Event()

    def find(self, name: str) -> Switch:
        """Raises `KeyError` for a system that is not played."""
        with self._lock:
            return self._switches[name]

    def put(self, name: str, switch: Switch) -> None:
        """Raises `KeyError` for a system that is not played."""
        with self._lock:
            if name not in self._switches:
                raise KeyError(name)
            self._switches[name] = switch

    def reset(self) -> None:
        """Everything works again."""
        with self._lock:
            self._switches = dict.fromkeys(self._switches, Switch())

    def answer(self, system: System, question: Question) -> Reply | None:
        """What the system answers as it is set now; nothing when it is down."""
        switch = self.find(system.name)
        match switch.state:
            case State.DOWN:
                return None
            case State.SLOW:
                self.ending.wait(switch.seconds)
            case State.ERROR:
                return reply_json({"error": "broken"}, status=HTTPStatus.INTERNAL_SERVER_ERROR)
            case State.REFUSING:
                return reply_json({"error": "invalid_token"}, status=HTTPStatus.UNAUTHORIZED)
        lies = switch.state is State.OTHER_CHILD
        reply = _answer_or_reject(system, replace(question, lies=lies))
        return _spoil(reply, switch.state)


def _answer_or_reject(system: System, question: Question) -> Reply:
    try:
        return system.answer(question)
    except Rejection as rejection:
        reply = reply_json({"error": rejection.words}, status=rejection.status)
        return replace(reply, headers=rejection.headers)


def _spoil(reply: Reply, state: State) -> Reply:
    """The reply as a broken system sends it; the pages for people stay whole."""
    if reply.content_type == HTML:
        return reply
    if state is State.CUT:
        return replace(reply, body=reply.body[: len(reply.body) // 2])
    if state is State.WRONG_SHAPE and reply.content_type == JSON:
        wrapped = {"result": [json.loads(reply.body or b"null")]}
        return replace(reply, body=json.dumps(wrapped, ensure_ascii=False).encode())
    if state is State.WRONG_SHAPE:
        return replace(reply, body=b"<!doctype html><title>Log ind</title>", content_type=HTML)
    return reply
