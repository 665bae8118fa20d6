"""Sessions, and the attempts to sign in that are counted."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import connection, models


@dataclass(frozen=True, kw_only=True)
class _SessionReader:
    """The query for a session with its person, compiled by Django once instead of each time."""

    sql: str
    converters: Any
    compiler: Any
    session_names: list[str]
    person_names: list[str]

    def build(self, row: list[Any]) -> "Session":
        values = next(iter(self.compiler.apply_converters([row], self.converters)))
        count = len(self.session_names)
        session = Session.from_db(connection.alias, self.session_names, values[:count])
        if session.person_id is not None:
            person_model: Any = Session._meta.get_field("person").related_model
            session.person = person_model.from_db(
                connection.alias, self.person_names, values[count:]
            )
        return session


@cache
def _read_once_compiled(vendor: str) -> _SessionReader:
    """Every request asks for its session, and compiling cost more than asking."""
    # One filter after the other keeps the order of the parameters.
    rows = Session.objects.select_related("person").filter(session_key="")
    rows = rows.filter(expire_date__gt=datetime.min.replace(tzinfo=UTC))
    compiler = rows.query.get_compiler(connection.alias)
    sql, _params = compiler.as_sql()
    columns = [column for column, *_rest in compiler.select]
    names = [column.target.attname for column in columns]
    count = len(compiler.klass_info["select_fields"])
    return _SessionReader(
        sql=sql,
        converters=compiler.get_converters(columns),
        compiler=compiler,
        session_names=names[:count],
        person_names=names[count:],
    )


class SessionManager(BaseSessionManager["Session"]):
    """Finds sessions with their person in one query."""

    def find_with_person(self, session_key: str, *, now: datetime) -> "Session | None":
        """The session with its person in `person`, unless it has run out."""
        reader = _read_once_compiled(connection.vendor)
        moment = connection.ops.adapt_datetimefield_value(now)
        with connection.cursor() as cursor:
            cursor.execute(reader.sql, [session_key, moment])
            row = cursor.fetchone()
        return reader.build(list(row)) if row else None


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
