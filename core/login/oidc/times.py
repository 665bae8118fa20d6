"""Moments in tokens, which are seconds since 1970, and what is checked of all of them."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from core.login.refusals import Reason, Rejected

SKEW = timedelta(seconds=60)
# From when a token is issued to when it is here: it comes by itself, at once.
LONGEST_WAY = timedelta(minutes=10)


def read_moment(claims: Mapping[str, Any], name: str) -> datetime | None:
    """The moment that a claim names, None without the claim; raises `Rejected` for another thing.

    Nothing else may be there in place of a number: not a text, and not true, which Python counts
    as 1.
    """
    value = claims.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Rejected(Reason.NO_TIMES, f"{name} is no number")
    try:
        return datetime.fromtimestamp(value, tz=UTC)
    except (OverflowError, OSError, ValueError):
        raise Rejected(Reason.NO_TIMES, f"{name} is no moment") from None


def require_moment(claims: Mapping[str, Any], name: str) -> datetime:
    """The moment that a claim names; raises `Rejected` without one."""
    moment = read_moment(claims, name)
    if moment is None:
        raise Rejected(Reason.NO_TIMES, f"no {name}")
    return moment


def check_begun(claims: Mapping[str, Any], *, now: datetime) -> datetime:
    """When a token was issued; raises `Rejected` unless that was just now, and it counts by now."""
    issued = require_moment(claims, "iat")
    begins = read_moment(claims, "nbf")
    if now < issued - SKEW or (begins is not None and now < begins - SKEW):
        raise Rejected(Reason.TOO_EARLY)
    if now > issued + LONGEST_WAY + SKEW:
        raise Rejected(Reason.TOO_LATE, "issued long ago")
    return issued
