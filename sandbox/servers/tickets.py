"""What opens a system: tokens for the portal, and codes that let one person in once."""

import base64
import binascii
import hmac
import secrets
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote

from sandbox.servers.exchange import Question, Rejection, Reply, reply_json

TOKEN_SECONDS = 600
CODE_SECONDS = 60


class TokenDesk:
    """Gives tokens for client credentials, as OAuth 2.0 has it, and knows its own again."""

    def __init__(self, *, client_id: str, client_secret: str) -> None:
        self._expected = (client_id, client_secret)
        self._lock = threading.Lock()
        self._tokens: dict[str, float] = {}

    def give_token(self, question: Question) -> Reply:
        """Answers a request for a token; raises `Rejection`."""
        form = question.read_form()
        if form.get("grant_type") != "client_credentials":
            raise Rejection(HTTPStatus.BAD_REQUEST, "unsupported_grant_type")
        if not is_equal(read_credentials(question, form), self._expected):
            challenge = {"WWW-Authenticate": 'Basic realm="token"'}
            raise Rejection(HTTPStatus.UNAUTHORIZED, "invalid_client", headers=challenge)
        token = secrets.token_urlsafe(24)
        with self._lock:
            now = time.monotonic()
            self._tokens = {key: end for key, end in self._tokens.items() if end > now}
            self._tokens[token] = now + TOKEN_SECONDS
        return reply_json(
            {"access_token": token, "token_type": "Bearer", "expires_in": TOKEN_SECONDS}
        )

    def require_token(self, question: Question) -> None:
        """Raises `Rejection` unless the question comes with a token that still counts."""
        kind, _, token = question.headers.get("authorization", "").partition(" ")
        with self._lock:
            good = kind.lower() == "bearer" and self._tokens.get(token, 0.0) > time.monotonic()
        if not good:
            challenge = {"WWW-Authenticate": 'Bearer error="invalid_token"'}
            raise Rejection(HTTPStatus.UNAUTHORIZED, "invalid_token", headers=challenge)

    def forget_tokens(self) -> None:
        """Nobody's token counts any more."""
        with self._lock:
            self._tokens.clear()


def require_key(question: Question, key: str) -> None:
    """Raises `Rejection` unless the question comes with the system's key."""
    given = question.headers.get("authorization", "").removeprefix("Bearer ")
    if not hmac.compare_digest(given.encode(), key.encode()):
        raise Rejection(HTTPStatus.UNAUTHORIZED, "the key is wrong")


@dataclass(frozen=True, kw_only=True)
class Visit:
    """Who comes to see what: the person, the child if it is about one, and the target."""

    person: str
    child: str = ""
    target: str = ""


class CodeDesk:
    """Codes that are used once, within a minute, in a form and never in an address."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._visits: dict[str, tuple[float, Visit]] = {}

    def give_destination(self, question: Question, visit: Visit) -> Reply:
        """Answers a launch: the address, and the fields that a form sends there."""
        code = secrets.token_urlsafe(24)
        with self._lock:
            now = time.monotonic()
            self._visits = {key: held for key, held in self._visits.items() if held[0] > now}
            self._visits[code] = (now + CODE_SECONDS, visit)
        return reply_json({"address": f"{question.origin}/enter", "fields": {"code": code}})

    def use_code(self, code: str) -> Visit | None:
        """The visit of a code, once; None for one that is used, too old or made up."""
        with self._lock:
            ends, visit = self._visits.pop(code, (0.0, None))
        return visit if ends > time.monotonic() else None


def read_text(values: Mapping[str, Any], name: str, *, longest: int = 200) -> str:
    """A text of a JSON object, "" where there is none; raises `Rejection`."""
    value = values.get(name) or ""
    if not isinstance(value, str) or len(value) > longest:
        raise Rejection(HTTPStatus.BAD_REQUEST, f"{name} is a text of at most {longest} letters")
    return value


def read_credentials(question: Question, form: Mapping[str, str]) -> tuple[str, str]:
    """The client's name and secret, from the header or from the form."""
    kind, _, encoded = question.headers.get("authorization", "").partition(" ")
    if kind.lower() != "basic":
        return form.get("client_id", ""), form.get("client_secret", "")
    try:
        user, _, password = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return unquote(user), unquote(password)


def is_equal(given: tuple[str, str], expected: tuple[str, str]) -> bool:
    """Whether a name and a secret are the expected ones, in a time that tells nothing."""
    return hmac.compare_digest("\n".join(given).encode(), "\n".join(expected).encode())
