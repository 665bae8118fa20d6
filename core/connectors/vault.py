"""Secrets of connections: encrypted where they are stored, under keys that can be changed."""

from base64 import urlsafe_b64encode
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

_read: dict[tuple[str, int], MultiFernet] = {}


class SecretLost(Exception):
    """A secret was encrypted with a key that is not there any more: it has to be typed anew."""


def encrypt(secret: str) -> str:
    """The secret as it is stored, under the first key."""
    return _read_keys().encrypt(secret.encode()).decode()


def decrypt(stored: str, *, within: timedelta | None = None) -> str:
    """The secret again; raises `SecretLost` when no key fits, or it is older than `within`."""
    ttl = None if within is None else int(within.total_seconds())
    try:
        return _read_keys().decrypt(stored.encode(), ttl=ttl).decode()
    except InvalidToken:
        raise SecretLost from None


def rotate(stored: str) -> str:
    """The same secret under the first key; raises `SecretLost` when no key fits."""
    try:
        return _read_keys().rotate(stored.encode()).decode()
    except InvalidToken:
        raise SecretLost from None


def make_key() -> str:
    """A new key, as a line for the file of keys."""
    return Fernet.generate_key().decode()


def _read_keys() -> MultiFernet:
    """The keys of the file, read anew when it has changed, so that no restart is needed."""
    path = settings.CONNECTOR_KEYS_PATH
    if path is None:
        return _keep(("", 0), [_derive_key()])
    changed = Path(path).stat().st_mtime_ns
    known = _read.get((str(path), changed))
    if known is not None:
        return known
    lines = Path(path).read_text(encoding="ascii").split()
    _read.clear()
    return _keep((str(path), changed), lines)


def _keep(name: tuple[str, int], keys: list[str]) -> MultiFernet:
    if name not in _read:
        try:
            _read[name] = MultiFernet([Fernet(key) for key in keys])
        except ValueError:
            raise ImproperlyConfigured(
                "INDGANG_CONNECTOR_KEYS_PATH: each line must be a key, the newest first. "
                "`manage.py connector_keys new` makes one."
            ) from None
    return _read[name]


def _derive_key() -> str:
    """Without a file the secret key serves: it cannot be changed without typing secrets anew."""
    return urlsafe_b64encode(sha256(f"connectors:{settings.SECRET_KEY}".encode()).digest()).decode()
