"""What a system is asked over HTTP, and what it answers."""

import hashlib
import json
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

JSON = "application/json; charset=utf-8"
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, kw_only=True)
class Question:
    """One request; header names are in lower case. `lies` says that the system is to lie.

    `raw_query` is the query as it was sent, which is what a signature is made of.
    """

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    raw_query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    lies: bool = False

    @property
    def origin(self) -> str:
        """The address of the system, as whoever asks knows it."""
        return f"http://{self.headers.get('host', 'localhost')}"

    @property
    def is_english(self) -> bool:
        return self.headers.get("accept-language", "da").startswith("en")

    def find_cookie(self, name: str) -> str:
        """A cookie's value; "" where there is none."""
        # By hand: others at the same address may have cookies of any form.
        for pair in self.headers.get("cookie", "").split(";"):
            found, _, value = pair.strip().partition("=")
            if found == name:
                return value
        return ""

    def read_form(self) -> dict[str, str]:
        """The fields of a form."""
        return dict(parse_qsl(self.body.decode("utf-8", "replace")))

    def read_json(self) -> dict[str, Any]:
        """The object in the body; raises `Rejection` when there is none."""
        try:
            value = json.loads(self.body)
        except ValueError:
            value = None
        if not isinstance(value, dict):
            raise Rejection(HTTPStatus.BAD_REQUEST, "the body is no JSON object")
        return value


@dataclass(frozen=True, kw_only=True)
class Reply:
    """One answer; `cookies` are sent in a header each."""

    status: int = HTTPStatus.OK
    content_type: str = JSON
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    cookies: tuple[str, ...] = ()


class Rejection(Exception):
    """The question cannot be answered; `words` say why, to the makers of whoever asked."""

    def __init__(
        self, status: HTTPStatus, words: str, *, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(words)
        self.status, self.words, self.headers = status, words, headers or {}


@dataclass(frozen=True, kw_only=True)
class Sample:
    """What a system answers about somebody, for the page that lists it."""

    about: str
    words: str


class System(ABC):
    """A system that is played. `keys` are what the portal is set up with to reach it."""

    name: str
    title: str
    municipalities: tuple[str, ...]
    speaks: str
    keys: Mapping[str, str]

    @abstractmethod
    def answer(self, question: Question) -> Reply:
        """Answers a question, or raises `Rejection`."""

    @abstractmethod
    def list_samples(self) -> list[Sample]:
        """What it answers about the demo's people."""

    def keep_in(self, folder: Path) -> None:  # noqa: B027 - most have nothing to keep
        """Keeps in a folder what is to outlive a restart."""

    def reset(self) -> None:  # noqa: B027 - most have no settings of their own
        """Sets anew what the system's own page can change."""


def reply_json(value: Any, *, status: int = HTTPStatus.OK) -> Reply:
    return Reply(status=status, body=json.dumps(value, ensure_ascii=False).encode())


def reply_html(text: str, *, status: int = HTTPStatus.OK) -> Reply:
    return Reply(status=status, body=text.encode(), content_type=HTML)


def reply_unless_known(reply: Reply, question: Question) -> Reply:
    """The reply with its tag, or only that it is the one that whoever asks has already."""
    tag = f'"{hashlib.sha256(reply.body).hexdigest()[:20]}"'
    headers = {**reply.headers, "ETag": tag, "Cache-Control": "private, no-cache"}
    if question.headers.get("if-none-match", "") == tag:
        return Reply(status=HTTPStatus.NOT_MODIFIED, headers=headers)
    return replace(reply, headers=headers)
