"""Tells those who look after connected systems that one has not answered for days."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.access.models import Right
from core.access.queries import rights_in_force
from core.connectors.models import Circuit, Connection
from core.connectors.tiles.words import QUIET_AFTER
from core.people.kinds import InstitutionKind
from core.people.models import Institution
from core.tasks.outbox import queue_mail


def tell_administrators(*, now: datetime) -> int:
    """Promises one mail to each for every connection that has been failing for three days.

    Told once: again only after the connection has worked in between. Returns how many
    connections somebody is told of.
    """
    silent = Circuit.objects.filter(failing_since__lte=now - QUIET_AFTER, told_at=None)
    found = list(silent.select_related("connection__municipality").order_by("pk"))
    for circuit in found:
        _tell(circuit.connection, since=circuit.failing_since or now, now=now)
    Circuit.objects.filter(pk__in=[circuit.pk for circuit in found]).update(told_at=now)
    return len(found)


def _tell(connection: Connection, *, since: datetime, now: datetime) -> None:
    offices = Institution.objects.filter(
        municipality=connection.municipality, kind=InstitutionKind.ADMINISTRATION, parent=None
    )
    rights = rights_in_force([Right.CONNECT]).filter(institution__in=offices)
    for right in rights.select_related("person", "institution").order_by("person", "institution"):
        path = reverse("office_connection", args=[right.institution.key, connection.pk])
        with override(right.person.language):
            queue_mail(
                occasion=f"connection-silent:{connection.pk}:{since:%Y%m%d%H%M}",
                municipality_code=connection.municipality.code,
                subject=_("%(system)s has not answered for three days")
                % {"system": connection.title},
                body=_(
                    "%(system)s has not answered as it should since %(day)s. Until it does, people "
                    "read one quiet line in place of its boxes.\n\nSee what went wrong: %(url)s"
                )
                % {
                    "system": connection.title,
                    "day": timezone.localdate(since).strftime("%-d.%-m.%Y"),
                    "url": f"{settings.WAGTAILADMIN_BASE_URL}{path}",
                },
                person_id=right.person_id,
                now=now,
            )
