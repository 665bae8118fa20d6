"""Signing somebody in at a level of assurance, as if an identity provider had vouched for it."""

from datetime import timedelta

from django.utils import timezone

from core.login.models import Session
from core.login.operations import LEVEL_LASTS
from indgang_sdk.levels import Level


def sign_in_at(client, person, *, level=Level.ONE_FACTOR, lasts=LEVEL_LASTS):
    """The client, in which the person is signed in; the level ages out after `lasts`."""
    client.force_login(person)
    give_level(client, level, lasts=lasts)
    return client


def give_level(client, level, *, lasts: timedelta = LEVEL_LASTS):
    """Has who is signed in already confirmed who they are, from now on.

    The session itself outlasts the level, as it does on somebody's own device.
    """
    now = timezone.now()
    rows = Session.objects.filter(session_key=client.session.session_key)
    ends = {"level_until": now + lasts, "expire_date": now + timedelta(hours=12)}
    assert rows.update(level=level, **ends) == 1
