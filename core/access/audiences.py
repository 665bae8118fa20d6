"""Audiences: an OR of keys, as a sorted tuple without repeats."""

import hashlib
from collections.abc import Iterable

from core.access.keys import PUBLIC, InvalidKey, check_key

Audience = tuple[str, ...]

# All institutions of the largest municipality, one by one, for three kinds of people, and more.
MOST_KEYS = 2_000


class InvalidAudience(ValueError):
    """The keys make no audience: none at all, too many, or one that is no key."""


def make_audience(keys: Iterable[str]) -> Audience:
    """The audience of those who hold at least one of the keys.

    `public` swallows all other keys. Raises `InvalidAudience` when there is no key, more than
    2,000, or a text that is not a key.
    """
    if isinstance(keys, str):
        raise InvalidAudience("an audience is a list of keys, not a text")
    try:
        audience = tuple(sorted({check_key(key) for key in keys}))
    except (InvalidKey, TypeError) as error:
        raise InvalidAudience(str(error)) from error
    if not audience:
        raise InvalidAudience("an audience needs at least one key")
    if len(audience) > MOST_KEYS:
        raise InvalidAudience(f"an audience has at most {MOST_KEYS} keys, not {len(audience)}")
    return (PUBLIC,) if PUBLIC in audience else audience


def digest_audience(audience: Audience) -> str:
    """The same 32 characters for equal audiences, by which leaves share a scope."""
    return hashlib.sha256("\n".join(audience).encode()).hexdigest()[:32]
