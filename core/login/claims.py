"""What an identity provider, or a password, has proved."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class VerifiedClaim:
    """Somebody proved to own a UNI-Login id; who checked it has done all checking."""

    unilogin: str
    method: str
