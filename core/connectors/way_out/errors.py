"""Failures whose difference matters inside the way out."""

from indgang_sdk.errors import Unavailable


class ConnectionFailed(Unavailable):
    """The connection was not made or broke: the same question may do better a moment later."""
