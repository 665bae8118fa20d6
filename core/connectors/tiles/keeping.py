"""Answers kept for the person they were asked for: in the cache only, and gone at sign-out.

All of a session lie under one name, so that none is left behind when that goes.
"""

import threading
import time
from collections.abc import Iterable
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.contrib.auth.signals import user_logged_out
from django.core.cache import cache
from django.dispatch import receiver

# Whatever a source says, nobody reads what is older.
LONGEST = timedelta(minutes=30)
# Boxes of a page are asked for at the same time, and none is to be lost to another.
_lock = threading.Lock()


def name_answer(parts: Iterable[object]) -> str:
    """The name of an answer among those of a session: of all that it depends on."""
    return sha256(repr(tuple(parts)).encode()).hexdigest()


def find_kept(session_key: str, name: str) -> Any:
    """An answer that is still kept for a session; None otherwise."""
    return _read(session_key).get(name, (None, 0))[0]


def keep(session_key: str, name: str, answer: Any, *, max_age: timedelta) -> None:
    """Keeps an answer for a session, at most as long as its source allows."""
    seconds = min(max_age, LONGEST).total_seconds()
    if seconds <= 0:
        return
    with _lock:
        kept = _read(session_key) | {name: (answer, time.time() + seconds)}
        cache.set(_name_kept(session_key), kept, timeout=LONGEST.total_seconds())
    # Asked behind it: who signs out between the two says so first.
    if cache.get(_name_end(session_key)):
        cache.delete(_name_kept(session_key))


def forget_session(session_key: str) -> None:
    """Drops everything that was kept for a session, and what is still being asked for."""
    cache.set(_name_end(session_key), True, timeout=LONGEST.total_seconds())
    cache.delete(_name_kept(session_key))


@receiver(user_logged_out)
def forget_at_sign_out(request: Any, **_: Any) -> None:
    """Sent before the session is flushed, so its key is still that of what was kept."""
    if request is not None and request.session.session_key:
        forget_session(request.session.session_key)


def _read(session_key: str) -> dict[str, tuple[Any, float]]:
    """What is kept for a session and not too old, each with its end."""
    now, kept = time.time(), cache.get(_name_kept(session_key)) or {}
    return {name: (answer, ends) for name, (answer, ends) in kept.items() if now < ends}


def _name_kept(session_key: str) -> str:
    return f"tiles:{sha256(session_key.encode()).hexdigest()}"


def _name_end(session_key: str) -> str:
    return f"tiles-ended:{sha256(session_key.encode()).hexdigest()}"
