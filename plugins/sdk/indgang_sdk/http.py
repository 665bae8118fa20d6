"""The way out to other systems: the portal hands one client to each call, and there is no other."""

import json
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar
from urllib.parse import urlencode

from pydantic import BaseModel, TypeAdapter, ValidationError

from indgang_sdk.errors import Refused, Unavailable, UnexpectedAnswer
from indgang_sdk.reading.json import read_json

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
LONGEST_WAIT = timedelta(hours=1)
M = TypeVar("M")


@dataclass(frozen=True, kw_only=True)
class Request:
    """One question to another system. With `repeatable`, it may be asked again after a failure.

    What is secret or about a person belongs in headers or the body, never in the address.
    `within` is how much of the call's time it may take, where others are asked after it.
    """

    method: str
    address: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes = field(default=b"", repr=False)
    repeatable: bool = False
    within: timedelta | None = None


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a system answered: the status, the headers by lower-case names, and the body."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes = field(default=b"", repr=False)

    @property
    def is_unchanged(self) -> bool:
        """Whether the system says that what the portal has is still right."""
        return self.status == 304  # noqa: PLR2004 - the number is the name

    def require_ok(self) -> "Answer":
        """The same answer when it is a success, or raises the failure that its status names."""
        if 200 <= self.status < 300 or self.is_unchanged:  # noqa: PLR2004
            return self
        if self.status in {401, 403, 407}:
            # 403 is the answer to one who is known and may not: it may be about one child alone.
            about_person = self.status == 403  # noqa: PLR2004 - the number is the name
            raise Refused(f"the system answered {self.status}", about_person=about_person)
        if self.status in {408, 425, 429} or self.status >= 500:  # noqa: PLR2004
            raise Unavailable(
                f"the system answered {self.status}", retry_after=self.read_retry_after()
            )
        raise UnexpectedAnswer(f"the system answered {self.status}")

    def read_json(self) -> Any:
        """The body as JSON; raises `UnexpectedAnswer` for what is none, or is made to do harm."""
        return read_json(self.body)

    def read_model(self, model: type[M]) -> M:
        """The body as a pydantic model, or a type such as `list[Model]`."""
        try:
            return TypeAdapter(model).validate_python(self.read_json())
        except ValidationError as error:
            raise UnexpectedAnswer(describe_mismatch(error)) from None

    def read_text(self) -> str:
        """The body as text in UTF-8."""
        try:
            return self.body.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise UnexpectedAnswer("the answer is not text in UTF-8") from None

    def read_retry_after(self, *, now: datetime | None = None) -> timedelta | None:
        """How long the system wants to be left alone, in seconds or until a date; None: no word."""
        text = self.headers.get("retry-after", "").strip()
        if text.isascii() and text.isdecimal():
            return min(timedelta(seconds=int(text[:9])), LONGEST_WAIT)
        try:
            moment = parsedate_to_datetime(text)
        except ValueError:
            return None
        wait = moment.replace(tzinfo=moment.tzinfo or UTC) - (now or datetime.now(UTC))
        return min(max(wait, timedelta()), LONGEST_WAIT)


class HttpClient(ABC):
    """The client of one call: it ends with the call's deadline and keeps no cookies.

    Only the hosts that the connector declares and the municipality has approved are reached.
    Raises `Unavailable` when nothing is answered in time, `UnexpectedAnswer` when the answer is
    too large or sends on to where it should not, and `NotAllowed` when the question is one that
    no connector may ask.
    """

    @abstractmethod
    def send(self, request: Request) -> Answer:
        """Asks once and returns the answer, whatever its status."""

    def get(
        self,
        address: str,
        *,
        query: Mapping[str, str | int] | None = None,
        headers: Mapping[str, str] | None = None,
        within: timedelta | None = None,
    ) -> Answer:
        """Reads an address; `query` is put behind it and holds nothing about a person."""
        where = f"{address}{'&' if '?' in address else '?'}{urlencode(query)}" if query else address
        return self.send(
            Request(
                method="GET",
                address=where,
                headers=dict(headers or {}),
                repeatable=True,
                within=within,
            )
        )

    def post_json(
        self,
        address: str,
        value: Any,
        *,
        headers: Mapping[str, str] | None = None,
        repeatable: bool = False,
        within: timedelta | None = None,
    ) -> Answer:
        """Sends a value, or a pydantic model, as JSON."""
        plain = value.model_dump(mode="json") if isinstance(value, BaseModel) else value
        return self.send(
            Request(
                method="POST",
                address=address,
                headers={"Content-Type": "application/json", **(headers or {})},
                body=json.dumps(plain).encode(),
                repeatable=repeatable,
                within=within,
            )
        )

    def post_form(
        self,
        address: str,
        fields: Mapping[str, str],
        *,
        headers: Mapping[str, str] | None = None,
        repeatable: bool = False,
    ) -> Answer:
        """Sends fields as a form does."""
        return self.send(
            Request(
                method="POST",
                address=address,
                headers={"Content-Type": "application/x-www-form-urlencoded", **(headers or {})},
                body=urlencode(fields).encode(),
                repeatable=repeatable,
            )
        )


def describe_mismatch(error: ValidationError) -> str:
    """Where an answer differs from what was expected, without anything that it says."""
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    where = ".".join(str(step) for step in first["loc"]) or "the answer"
    return f"{where[:80]}: {first['type']} ({error.error_count()} in all)"
