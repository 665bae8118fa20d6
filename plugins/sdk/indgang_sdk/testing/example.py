"""The example of a connector: with it the kit can ask everything without the real system."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from indgang_sdk.calendar import Period
from indgang_sdk.http import Answer, Request
from indgang_sdk.levels import Level
from indgang_sdk.people import Institution, Municipality
from indgang_sdk.settings import Settings
from indgang_sdk.sign_in import IdentityAnswer
from indgang_sdk.testing.people import DORTE, Person
from indgang_sdk.week import IsoWeek

MORNING = datetime(2026, 11, 23, 7, 45, tzinfo=timezone(timedelta(hours=1)))
LINDESOE = Municipality(
    code="998",
    name="Lindesø Kommune",
    institutions=(Institution(number="998101", name="Egesøskolen"),),
)


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """An answer as it came over the wire, for requests to one address.

    `address` is matched whole, or without what stands behind its `?` when it has none itself.
    `contains` is a text of the request's body or headers that tells one child's request from
    another's. A `body` that is neither text nor bytes is sent as JSON. The first match answers.
    """

    address: str
    body: Any = b""
    method: str = "GET"
    contains: str = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> "Recorded":
        """A fixture that `indgang-connector record` wrote."""
        return cls(**json.loads(path.read_text(encoding="utf-8")))

    def is_for(self, request: Request) -> bool:
        address = request.address if "?" in self.address else request.address.partition("?")[0]
        if (self.method, self.address) != (request.method, address):
            return False
        said = request.body + "\n".join(request.headers.values()).encode()
        return self.contains.encode() in said

    def make_answer(self) -> Answer:
        body = self.body
        if isinstance(body, str):
            body = body.encode()
        elif not isinstance(body, bytes):
            body = json.dumps(body, ensure_ascii=False).encode()
        headers = {name.lower(): value for name, value in self.headers.items()}
        return Answer(status=self.status, headers=headers, body=body)


@dataclass(frozen=True, kw_only=True)
class SignIn:
    """What an identity provider has said of somebody, and what it has to come to.

    With `refused` that is `SignInRefused` of this code. `provider` is the name of the one that
    says it, where a connector has several, and `settings` take the place of the example's.
    """

    attributes: Mapping[str, tuple[str, ...]]
    unilogins: tuple[str, ...] = ()
    level: Level = Level.ONE_FACTOR
    refused: str = ""
    context: str = ""
    issuer: str = "https://provider.example"
    subject: str = "made-up-subject-4711"
    provider: str = ""
    settings: Settings | None = None

    def make_answer(self) -> IdentityAnswer:
        return IdentityAnswer(
            issuer=self.issuer,
            subject=self.subject,
            attributes=self.attributes,
            context=self.context,
        )


@dataclass(frozen=True, kw_only=True)
class Example:
    """What the kit needs to try a connector: put one as `EXAMPLE` into its `example.py`.

    Each source is asked by those of `people` who have one of its roles. `words` are searched for.
    `targets` are opened by the launchers of these names; without one, a link that is shown is.
    `same_words` are the Danish texts that are rightly the same in English, such as a product's
    name. `sign_ins` are answers of its identity providers.
    """

    settings: Settings
    answers: tuple[Recorded, ...]
    people: tuple[Person, ...] = (DORTE,)
    words: str = "svømning"
    targets: Mapping[str, str] = field(default_factory=dict)
    system: str = "Systemet"
    municipality: Municipality = LINDESOE
    now: datetime = MORNING
    same_words: frozenset[str] = frozenset()
    sign_ins: tuple[SignIn, ...] = ()

    @property
    def week(self) -> IsoWeek:
        return IsoWeek.of(self.now.date())

    @property
    def period(self) -> Period:
        """The week of `now`."""
        days = self.week.days
        return Period(first=days[0], last=days[-1])

    def list_sign_ins(self, provider: str) -> tuple[SignIn, ...]:
        """The answers of one identity provider."""
        return tuple(one for one in self.sign_ins if one.provider in {"", provider})
