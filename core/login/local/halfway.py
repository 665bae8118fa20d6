"""What a browser has proved so far: in an encrypted cookie that lives five minutes, and once."""

import json
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from secrets import token_urlsafe

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from core.connectors.vault import SecretLost, decrypt, encrypt
from core.login.used_once import use_once

COOKIE = "lokal"
PATH = "/log-ind/lokal/"
LASTS = timedelta(minutes=5)
# Reading a secret from a screen and typing it on a telephone takes its time.
SET_UP_LASTS = timedelta(minutes=20)


class Stage(StrEnum):
    """On which page the browser is."""

    SIGN_IN = "sign_in"
    SECOND_STEP = "second_step"
    SET_UP = "set_up"
    KEYS = "keys"
    STEP_UP = "step_up"


@dataclass(frozen=True, kw_only=True)
class HalfWay:
    """One page of one browser: whose account it is about, and what was asked there.

    `challenge` is what a passkey has to sign, `secret` that of an app which is being set up.
    """

    stage: Stage
    account_id: int | None = None
    challenge: str = ""
    secret: str = field(default="", repr=False)
    next_page: str = ""
    name: str = field(default_factory=token_urlsafe)
    until: float = 0.0


def keep(response: HttpResponse, state: HalfWay, *, now: datetime) -> HttpResponse:
    """Gives the browser what it brings along to the next page."""
    lasts = SET_UP_LASTS if state.stage in {Stage.SET_UP, Stage.KEYS} else LASTS
    # Loading a page again gives no more time.
    kept = replace(state, until=state.until or (now + lasts).timestamp())
    response.set_cookie(
        COOKIE,
        encrypt(json.dumps({"local": asdict(kept)})),
        max_age=int(lasts.total_seconds()),
        path=PATH,
        httponly=True,
        samesite="Strict",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def read(request: HttpRequest, stage: Stage, *, now: datetime) -> HalfWay | None:
    """What the browser brought along for a page, unless it is too late."""
    try:
        kept = json.loads(decrypt(request.COOKIES.get(COOKIE, ""), within=SET_UP_LASTS))
    except (SecretLost, ValueError):
        return None
    if not isinstance(kept, dict) or "local" not in kept:
        return None
    state = HalfWay(**kept["local"])
    if state.stage != stage or now.timestamp() >= state.until:
        return None
    return state


def use_up(state: HalfWay, *, now: datetime) -> bool:
    """Whether this is the first time that it counts; it counts no more afterwards."""
    return use_once("local", state.name, ends_at=now + SET_UP_LASTS)


def forget(response: HttpResponse) -> HttpResponse:
    """Takes it from the browser."""
    response.delete_cookie(COOKIE, path=PATH, samesite="Strict")
    return response
