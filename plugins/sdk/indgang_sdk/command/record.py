"""One answer of a test system, as a fixture in which nobody real is left."""

import json
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from indgang_sdk.command.anonymise import NotSure, anonymise
from indgang_sdk.command.asking import ask_system
from indgang_sdk.errors import NotAllowed, Unavailable, UnexpectedAnswer
from indgang_sdk.http import Request
from indgang_sdk.reading.json import read_json

REDIRECTS = 300
PLAIN_STEP = re.compile(r"[a-z]{1,20}|v\d{1,2}", re.IGNORECASE)


class NotRecorded(Exception):
    """Why there is no fixture."""


def record_answer(
    address: str,
    *,
    headers: Iterable[str] = (),
    keep: Iterable[str] = (),
    fields: Iterable[str] = (),
) -> str:
    """A fixture as JSON, for `Recorded.read`; `headers` are `Name: value`, and are not kept.

    Raises `NotRecorded` when there is no answer, or no certainty that it names nobody.
    """
    status, body = _fetch(address, headers)
    try:
        value = anonymise(read_json(body), keep=frozenset(keep), fields=frozenset(fields))
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
    named = (header.partition(":")[::2] for header in headers)
    given = {name.strip(): value.strip() for name, value in named}
    try:
        answer = ask_system(Request(method="GET", address=address, headers=given))
    except NotAllowed:
        raise NotRecorded("give the whole address, beginning with https://") from None
    except (Unavailable, UnexpectedAnswer) as error:
        raise NotRecorded(str(error)) from None
    if answer.status >= REDIRECTS:
        raise NotRecorded(f"the system answered {answer.status}")
    return answer.status, answer.body
