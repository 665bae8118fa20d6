"""Remembers for some minutes whom a system refuses, so that it is not asked again and again."""

from collections.abc import Collection
from datetime import timedelta
from hashlib import sha256

from django.core.cache import cache

from core.connectors.configuration.reaches import Reach
from core.connectors.running.contexts import name_version

KEPT = timedelta(minutes=10)


def is_refused(reach: Reach, source: str, personal: Collection[str]) -> bool:
    """Whether a source has just refused a question about these people, with these settings."""
    return bool(personal) and cache.get(_name(reach, source, personal)) is not None


def note_refusal(reach: Reach, source: str, personal: Collection[str]) -> None:
    """Says that a source has refused a question about these people."""
    cache.set(_name(reach, source, personal), True, timeout=KEPT.total_seconds())


def _name(reach: Reach, source: str, personal: Collection[str]) -> str:
    told = repr((name_version(reach), source, sorted(personal)))
    return f"refused:{sha256(told.encode()).hexdigest()}"
