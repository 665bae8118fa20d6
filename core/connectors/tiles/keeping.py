"""Answers kept for the person they were asked for: in the cache only, and gone at sign-out."""

from collections.abc import Iterable
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.contrib.auth.signals import user_logged_out
from django.core.cache import cache
from django.dispatch import receiver

# Whatever a source says, nobody reads what is older.
LONGEST = timedelta(minutes=30)


def name_answer(session_key: str, parts: Iterable[object]) -> str:
    """The name of an answer in the cache: of one session, and of all that it depends on."""
    told = sha256(repr((session_key, *parts)).encode()).hexdigest()
    return f"tile:{told}"


def find_kept(name: str) -> Any:
    """An answer that is still kept; None otherwise."""
    return cache.get(name)


def keep(session_key: str, name: str, answer: Any, *, max_age: timedelta) -> None:
    """Keeps an answer for a session, at most as long as its source allows."""
    seconds = min(max_age, LONGEST).total_seconds()
    if seconds <= 0:
        return
    cache.set(name, answer, timeout=seconds)
    index = _name_index(session_key)
    cache.set(index, {*(cache.get(index) or ()), name}, timeout=LONGEST.total_seconds())


def forget_session(session_key: str) -> None:
    """Drops everything that was kept for a session."""
    index = _name_index(session_key)
    cache.delete_many([*(cache.get(index) or ()), index])


@receiver(user_logged_out)
def forget_at_sign_out(request: Any, **_: Any) -> None:
    """Sent before the session is flushed, so its key is still that of what was kept."""
    if request is not None and request.session.session_key:
        forget_session(request.session.session_key)


def _name_index(session_key: str) -> str:
    return f"tiles:{sha256(session_key.encode()).hexdigest()}"
