"""Who is signed in at the provider itself, and where that person went from here."""

import secrets
import threading
import time
from dataclasses import dataclass, field, replace

from sandbox.servers.exchange import Question
from sandbox.servers.unilogin.directory import Account
from sandbox.servers.unilogin.levels import Level
from sandbox.servers.unilogin.shelves import Shelf

COOKIE = "proeve_unilogin"
_HOURS = 8


@dataclass(frozen=True, kw_only=True)
class OidcVisit:
    """A client that knows the session, by the address it is sent back to."""

    redirect_uri: str
    issuer: str


@dataclass(frozen=True, kw_only=True)
class SamlVisit:
    """A requester that knows the session, by the address of its metadata."""

    entity_id: str
    issuer: str


Visit = OidcVisit | SamlVisit


@dataclass(frozen=True, kw_only=True)
class Session:
    """One sign-in; `sid` names it towards those who were told, and is not the cookie."""

    account: Account
    level: Level
    signed_in_at: float
    sid: str = field(default_factory=lambda: secrets.token_hex(16))
    visits: list[Visit] = field(default_factory=list)

    def add_visit(self, visit: Visit) -> None:
        if visit not in self.visits:
            self.visits.append(visit)


class Sessions:
    """The sessions that go on, found by cookie or by `sid`."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._by_cookie: Shelf[str] = Shelf(seconds=_HOURS * 3600)
        self._by_sid: Shelf[Session] = Shelf(seconds=_HOURS * 3600)

    def find(self, question: Question) -> Session | None:
        """The session of whoever asks."""
        sid = self._by_cookie.find(question.find_cookie(COOKIE))
        return self._by_sid.find(sid) if sid else None

    def find_by_sid(self, sid: str) -> Session | None:
        return self._by_sid.find(sid)

    def begin(self, question: Question, account: Account, level: Level) -> tuple[Session, str]:
        """A new sign-in, with the cookie for it; one of the same person goes on under its name."""
        session = Session(account=account, level=level, signed_in_at=time.time())
        with self._lock:
            before = self.find(question)
            self._by_cookie.take(question.find_cookie(COOKIE))
            if before is not None and before.account == account:
                session = replace(session, sid=before.sid, visits=before.visits)
            elif before is not None:
                self._by_sid.take(before.sid)
            self._by_sid.keep(session, key=session.sid)
            key = self._by_cookie.keep(session.sid)
        return session, f"{COOKIE}={key}; Path=/; HttpOnly; SameSite=Lax"

    def end(self, session: Session) -> None:
        """Nobody is signed in by this session any more."""
        self._by_sid.take(session.sid)


END_COOKIE = f"{COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"
