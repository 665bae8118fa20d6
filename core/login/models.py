"""Sessions, and the attempts to sign in that are counted."""

from datetime import datetime

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models

from core.compiled_queries import CompiledQuery

# Every request asks for its session.
_with_person: "CompiledQuery[Session]" = CompiledQuery(
    lambda key, now: Session.objects.select_related("person").filter(
        session_key=key, expire_date__gt=now
    )
)


class SessionManager(BaseSessionManager["Session"]):
    """Finds sessions with their person in one query."""

    def find_with_person(self, session_key: str, *, now: datetime) -> "Session | None":
        """The session with its person in `person`, unless it has run out."""
        return next(iter(_with_person.ask(key=session_key, now=now)), None)


class Session(AbstractBaseSession):
    """A browser that is signed in, with the person who signed in."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="sessions"
    )

    objects = SessionManager()  # type: ignore[misc]

    @classmethod
    def get_session_store_class(cls) -> type:
        from core.login.sessions import SessionStore  # noqa: PLC0415 - it imports this module

        return SessionStore


class SignInAttempt(models.Model):
    """A failed attempt, counted by account and by address; neither is stored readable."""

    at = models.DateTimeField(db_index=True)
    bucket = models.CharField(max_length=64, db_index=True)

    def __str__(self) -> str:
        return f"attempt at {self.at:%H:%M:%S}"
