"""One request to sign somebody in, whichever protocol it came by."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from sandbox.servers.exchange import Question, Reply
from sandbox.servers.unilogin.levels import Level
from sandbox.servers.unilogin.sessions import Session


class Refusal(StrEnum):
    """Why nobody was signed in, as OpenID Connect says it."""

    CANCELLED = "access_denied"
    NOBODY_THERE = "login_required"


@dataclass(frozen=True, kw_only=True)
class SignInRequest:
    """What is asked for, and how it is answered.

    `answer` gets the session and the question that led to it, `refuse` the reason. `age` is how
    many seconds ago the sign-in may lie; `is_silent` says that no page may be shown.
    """

    origin: str
    answer: Callable[[Session, Question], Reply]
    refuse: Callable[[Refusal], Reply]
    level: Level | None = None
    is_forced: bool = False
    is_silent: bool = False
    age: int | None = None

    def is_met_by(self, session: Session) -> bool:
        """Whether the session will do, so that nothing is asked."""
        if self.is_forced or not session.level.meets(self.level):
            return False
        return self.age is None or time.time() - session.signed_in_at <= self.age
