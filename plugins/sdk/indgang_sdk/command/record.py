"""One answer of a test system, as a fixture in which nobody real is left."""

import json
import re
from collections.abc import Iterable
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from indgang_sdk.command.anonymise import NotSure, anonymise
from indgang_sdk.errors import UnexpectedAnswer
from indgang_sdk.reading.json import read_json

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
LARGEST = 5_000_000
LONGEST_SECONDS = 20
PLAIN_STEP = re.compile(r"[a-z]{1,20}|v\d{1,2}", re.IGNORECASE)


class NotRecorded(Exception):
    """Why there is no fixture."""


class _StayHere(HTTPRedirectHandler):
    """Follows no redirect: the headers with the key are for the one address."""

    def redirect_request(self, *_: Any) -> None:
        return None


def record_answer(address: str, *, headers: Iterable[str] = (), keep: Iterable[str] = ()) -> str:
    """A fixture as JSON, for `Recorded.read`; `headers` are `Name: value`, and are not kept.

    Raises `NotRecorded` when there is no answer, or no certainty that it names nobody.
    """
    status, body = _fetch(address, headers)
    try:
        value = anonymise(read_json(body), keep=frozenset(keep))
    except (UnexpectedAnswer, NotSure) as error:
        raise NotRecorded(f"nothing is recorded: {error}") from None
    fixture = {"method": "GET", "address": hide_address(address), "status": status, "body": value}
    return json.dumps(fixture, ensure_ascii=False, indent=2) + "\n"


def hide_address(address: str) -> str:
    """The address on a host that does not exist, without a query and whatever may be an id."""
    steps = urlsplit(address).path.split("/")
    plain = [one if not one or PLAIN_STEP.fullmatch(one) else "17" for one in steps]
    return "https://system.example" + "/".join(plain)


def _fetch(address: str, headers: Iterable[str]) -> tuple[int, bytes]:
    parts = urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise NotRecorded("give the whole address, beginning with https://")
    named = (header.partition(":")[::2] for header in headers)
    request = Request(address, headers={name.strip(): value.strip() for name, value in named})  # noqa: S310 - the scheme is checked above
    try:
        with build_opener(_StayHere).open(request, timeout=LONGEST_SECONDS) as answer:
            body = answer.read(LARGEST + 1)
            status = answer.status
    except HTTPError as error:
        raise NotRecorded(f"the system answered {error.code}") from None
    except (URLError, OSError, ValueError) as error:
        raise NotRecorded(f"the system did not answer ({type(error).__name__})") from None
    if len(body) > LARGEST:
        raise NotRecorded("the answer is too large")
    return status, body
