"""Tells those who look after connected systems that one has not answered for days."""

from datetime import datetime

import structlog
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.access.models import Right
from core.access.queries import rights_in_force
from core.connectors.models import Connection, FailingSource
from core.connectors.running.silences import list_silent
from core.people.kinds import InstitutionKind
from core.people.models import Institution
from core.tasks.outbox import queue_mail

log = structlog.get_logger(__name__)


def tell_administrators(*, now: datetime) -> int:
    """Promises one mail to each for every connection of which something is silent for days.

    Told once of what fails then: again only of what has begun to fail after that. Returns how
    many connections somebody is told of.
    """
    silent = list_silent(now=now).filter(
        told_at=None, connection__is_on=True, connection__is_paused=False
    )
    since: dict[int, datetime] = {}
    for row in silent:
        since.setdefault(row.connection_id, row.failing_since)
    rows = Connection.objects.select_related("municipality").order_by("pk").in_bulk(since)
    return sum(_try_to_tell(rows[pk], since=since[pk], now=now) for pk in since)


def _try_to_tell(connection: Connection, *, since: datetime, now: datetime) -> bool:
    """Whether somebody is told; what goes wrong for one municipality keeps no other's back."""
    try:
        with transaction.atomic():
            mails = _tell(connection, since=since, now=now)
            if mails:
                FailingSource.objects.filter(connection=connection).update(told_at=now)
    except Exception as error:  # noqa: BLE001 - whatever it is, the others are told
        log.error(
            "nobody could be told of a silent system",
            connection_id=connection.pk,
            error=type(error).__name__,
        )
        return False
    if not mails:
        log.warning("there is nobody to tell of a silent system", connection_id=connection.pk)
    return mails > 0


def _tell(connection: Connection, *, since: datetime, now: datetime) -> int:
    """How many are told."""
    offices = Institution.objects.filter(
        municipality=connection.municipality, kind=InstitutionKind.ADMINISTRATION, parent=None
    )
    held = rights_in_force([Right.CONNECT]).filter(institution__in=offices)
    rights = list(held.select_related("person", "institution").order_by("person", "institution"))
    for right in rights:
        path = reverse("office_connection", args=[right.institution.key, connection.pk])
        with override(right.person.language):
            queue_mail(
                occasion=f"connection-silent:{connection.pk}:{since:%Y%m%d%H%M}",
                municipality_code=connection.municipality.code,
                subject=_("%(system)s has not answered as it should for three days")
                % {"system": connection.title},
                body=_(
                    "%(system)s has not answered as it should since %(day)s. Until it does, people "
                    "see a single line in place of its boxes.\n\nSee what went wrong: %(url)s"
                )
                % {
                    "system": connection.title,
                    "day": timezone.localdate(since).strftime("%-d.%-m.%Y"),
                    "url": f"{settings.WAGTAILADMIN_BASE_URL}{path}",
                },
                person_id=right.person_id,
                now=now,
            )
    return len(rights)
