"""Django's session engine on our own session rows, which know their person."""

from datetime import datetime
from typing import Any, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from core.login.models import Session

# What a session's row says of how it was begun, beside what the store keeps in it.
DESCRIPTION = (
    *("started_at", "seen_at", "browser", "is_own_device", "level", "level_until"),
    *("provider", "issuer", "subject", "provider_session", "logout_hint"),
    *("idle_seconds", "ends_at"),
)


class SessionStore(DatabaseStore):
    """Keeps sessions in the database and reads a session together with its person."""

    row: Session | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _get_session_from_db(self) -> Session | None:
        key = self.session_key or ""
        self.row = Session.objects.find_with_person(key, now=timezone.now())
        if self.row is None:
            self._session_key = None
        return self.row

    def encode(self, session_dict: dict[str, Any]) -> str:
        # Not signed, as Django's own is: who can write these rows can write the person's too.
        return str(self.serializer().dumps(session_dict).decode("latin-1"))

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        try:
            found = self.serializer().loads(str(session_data).encode("latin-1"))
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        session = cast("Session", super().create_model_instance(data))
        person_id = data.get(SESSION_KEY)
        session.person_id = int(person_id) if person_id else None
        # A new key, as after a new password, is still the same browser.
        if self.row is not None and self.row.person_id == session.person_id:
            for name in DESCRIPTION:
                setattr(session, name, getattr(self.row, name))
        return session

    def get_expiry_date(self, **named: Any) -> datetime:
        """When the session's own row ends; only its uses move that on."""
        row = self._begun
        return super().get_expiry_date(**named) if row is None else row.expire_date

    def get_expiry_age(self, **named: Any) -> int:
        """How long the browser keeps the cookie: the portal ends an idle session by itself."""
        row = self._begun
        if row is None or row.ends_at is None:
            return int(super().get_expiry_age(**named))
        return max(0, int((row.ends_at - timezone.now()).total_seconds()))

    def get_expire_at_browser_close(self) -> bool:
        """On a shared device the session is over, too, when the browser is closed."""
        row = self._begun
        return row is None or not row.is_own_device

    def describe(self, **description: Any) -> None:
        """Saves the session with how it was begun, and for how long."""
        self.save()
        row = Session.objects.select_related("person").get(session_key=self.session_key)
        for name, value in description.items():
            setattr(row, name, value)
        row.save(update_fields=list(description))
        self.row = row

    def flush(self) -> None:
        super().flush()
        self.row = None

    @property
    def _begun(self) -> Session | None:
        """The row of a session that somebody has signed in to."""
        row = self.row if self.session_key else None
        return row if row is not None and row.idle_seconds is not None else None
