"""What an identity provider, or a password, has proved."""

from dataclasses import dataclass, field
from datetime import datetime

from indgang_sdk.levels import Level


@dataclass(frozen=True, kw_only=True)
class VerifiedClaim:
    """Somebody proved to own a UNI-Login id; who checked it has done all checking.

    `method` is the provider's key, or how else it was proved. `issuer`, `subject` and
    `provider_session` are the provider's own names for itself, the person and its session.
    `authenticated_at` is when the person was authenticated; None means now.
    """

    unilogin: str
    method: str
    level: Level = Level.ONE_FACTOR
    authenticated_at: datetime | None = None
    issuer: str = ""
    subject: str = field(default="", repr=False)
    provider_session: str = field(default="", repr=False)
    # What the provider wants to see when it is told of a sign-out.
    logout_hint: str = field(default="", repr=False)
