"""Sign-ins that have begun: what the browser keeps of them until the provider has answered.

It lies encrypted in a cookie, so that whoever only asks stores nothing here, and so that an
answer is taken from no other browser. The number that the provider hands back is sealed: what
nobody here has asked is known as such without looking anything up.
"""

import json
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

from core.connectors.vault import SecretLost, decrypt, encrypt
from core.login.refusals import Reason, Rejected
from indgang_sdk.levels import Level

LASTS = timedelta(minutes=10)
# Several windows may be open at the sign-in at once; a cookie holds 4 kB.
MOST_AT_ONCE = 4
LONGEST_NEXT = 500
_RANDOM, _TIME, _SEAL = 32, 10, 32


@dataclass(frozen=True, kw_only=True)
class BegunSignIn:
    """A question to a provider, by its number, and what is to happen when it is answered.

    `person_id` is of somebody who is signed in and has to prove it again; None of all others.
    """

    number: str
    provider: str
    next: str
    level: Level = Level.ONE_FACTOR
    is_forced: bool = False
    is_own_device: bool = False
    person_id: int | None = None
    nonce: str = ""
    verifier: str = ""


def begin(*, provider: str, now: datetime, **said: Any) -> BegunSignIn:
    """A new question to a provider, with secrets of its own."""
    return BegunSignIn(
        number=make_number(provider, now=now),
        provider=provider,
        nonce=secrets.token_hex(16),
        # RFC 7636: 43 signs at least.
        verifier=secrets.token_urlsafe(48),
        **said,
    )


def check_number(number: str, *, provider: str, now: datetime) -> None:
    """Raises `Rejected` for a number that was not made for this provider a short time ago."""
    plain = number.removeprefix("_")
    told, seal = plain[: _RANDOM + _TIME], plain[_RANDOM + _TIME :]
    if not constant_time_compare(seal, _seal(provider, told)):
        raise Rejected(Reason.NOT_ASKED_FOR)
    if now >= read_asked_at(number) + LASTS:
        raise Rejected(Reason.TOO_LATE, "asked too long ago")


def read_asked_at(number: str) -> datetime:
    """When the question of a number that was checked was asked, to the second."""
    told = number.removeprefix("_")[_RANDOM : _RANDOM + _TIME]
    return datetime.fromtimestamp(int(told, 16), tz=UTC)


def keep_begun(request: HttpRequest, response: HttpResponse, begun: BegunSignIn) -> None:
    """Has the browser keep a question, beside those it has already."""
    begun = replace(begun, next=begun.next[:LONGEST_NEXT])
    _write(response, [*_read(request), begun][-MOST_AT_ONCE:])


def take_begun(request: HttpRequest, number: str, *, provider: str) -> BegunSignIn:
    """The question of a number, if it was this browser that asked; raises `Rejected` if not."""
    for begun in _read(request):
        if constant_time_compare(begun.number, number) and begun.provider == provider:
            return begun
    raise Rejected(Reason.OTHER_BROWSER)


def forget_begun(request: HttpRequest, response: HttpResponse, number: str) -> None:
    """Has the browser forget a question that was answered."""
    kept = _read(request)
    left = [begun for begun in kept if begun.number != number]
    if len(left) != len(kept):
        _write(response, left)


def make_number(provider: str, *, now: datetime) -> str:
    """A number for a question to a provider, which `check_number` knows again."""
    told = secrets.token_hex(_RANDOM // 2) + f"{int(now.timestamp()):0{_TIME}x}"
    # A number in XML begins with a letter or an underscore.
    return f"_{told}{_seal(provider, told)}"


def _seal(provider: str, told: str) -> str:
    sealed = salted_hmac("core.login.begun", f"{provider}\n{told}", algorithm="sha256")
    return sealed.hexdigest()[:_SEAL]


def _read(request: HttpRequest) -> list[BegunSignIn]:
    cookie = request.COOKIES.get(settings.SIGN_IN_COOKIE_NAME, "")
    try:
        rows = json.loads(decrypt(cookie, within=LASTS)) if cookie else []
    except SecretLost:
        return []
    return [BegunSignIn(**{**row, "level": Level(row["level"])}) for row in rows]


def _write(response: HttpResponse, begun: Iterable[BegunSignIn]) -> None:
    rows = [asdict(item) for item in begun]
    if not rows:
        # Deleted as it was set: some browsers keep a secure cookie otherwise.
        response.set_cookie(
            settings.SIGN_IN_COOKIE_NAME,
            "",
            max_age=0,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        return
    response.set_cookie(
        settings.SIGN_IN_COOKIE_NAME,
        encrypt(json.dumps(rows)),
        max_age=LASTS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
