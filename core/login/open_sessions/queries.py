"""Where a person is signed in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth import HASH_SESSION_KEY
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from core.login.browser_names import show_browser
from core.login.middleware import proves
from core.login.models import Session
from core.login.providers import list_providers
from core.people.models import Person
from indgang_sdk.texts import Text

# Ways to sign in that are the portal's own.
_OWN_WAYS = {"password", "demo", ""}


@dataclass(frozen=True, kw_only=True)
class OpenSession:
    """A browser in which a person is signed in; `handle` names it to the person alone."""

    handle: str
    browser: str
    is_own_device: bool
    way: str
    started_at: datetime | None
    seen_at: datetime | None
    is_this: bool


def list_sessions(person: Person, *, now: datetime) -> list[Session]:
    """The sessions of a person that are in force, the one used last first."""
    rows = Session.objects.filter(person=person, expire_date__gt=now)
    in_force = [row for row in rows if proves(row.get_decoded().get(HASH_SESSION_KEY), person)]
    return sorted(in_force, key=lambda row: row.seen_at or row.expire_date, reverse=True)


def describe_sessions(
    rows: Iterable[Session], *, this_key: str, language: str
) -> list[OpenSession]:
    """Sessions in words, that of the asking browser first."""
    rows = sorted(rows, key=lambda row: row.session_key != this_key)
    titles: dict[str, Text] = {}
    if any(row.provider not in _OWN_WAYS for row in rows):
        titles = {provider.key: provider.source.title for provider in list_providers()}
    return [
        OpenSession(
            handle=make_handle(row),
            browser=show_browser(row.browser),
            is_own_device=row.is_own_device,
            way=_show_way(row.provider, titles, language),
            started_at=row.started_at,
            seen_at=row.seen_at,
            is_this=row.session_key == this_key,
        )
        for row in rows
    ]


def make_handle(row: Session) -> str:
    """A name for a session by which nobody can use it."""
    return salted_hmac(__name__, row.session_key, algorithm="sha256").hexdigest()


def find_session(rows: Iterable[Session], handle: str) -> Session | None:
    """The session of a handle among some."""
    return next((row for row in rows if constant_time_compare(make_handle(row), handle)), None)


def _show_way(provider: str, titles: dict[str, Text], language: str) -> str:
    if provider in titles:
        return str(titles[provider].in_language(language))
    # A provider that has been taken away since has no title any more.
    return _("Unilogin and password of the portal") if provider in _OWN_WAYS else provider
