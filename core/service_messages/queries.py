"""Which messages stand on top of a viewer's pages."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import get_language

from core.access.models import PersonKey
from core.access.viewer import Viewer
from core.people.models import Institution, Municipality
from core.service_messages.models import ServiceMessage

# Every page asks, and nearly always there is none: a process reads them this seldom, so that a
# message comes and goes at most this late. What a page says of its moments is exact.
KEPT_FOR = timedelta(seconds=30)


@dataclass(frozen=True, kw_only=True)
class Message:
    """A message that is not over; `unit` is the key's part that its readers hold, "" for all."""

    text: str
    english: str
    unit: str
    place: str
    begins_at: datetime
    ends_at: datetime


# When messages were read last, and which; not in the cache, which would copy them each time.
_kept: list[tuple[datetime, list[Message]]] = []


def list_messages_for(viewer: Viewer, *, code: str | None) -> tuple[str, ...]:
    """What stands on top of a viewer's page, the widest first, in the active language.

    `code` is that of the page's municipality: who is not signed in reads its messages there.
    Costs no query while there is no message.
    """
    current = [
        item for item in _read_messages(viewer.now) if item.begins_at <= viewer.now < item.ends_at
    ]
    if not current:
        return ()
    units = _list_units(viewer, current) if viewer.person_id else {code}
    return tuple(_write(item) for item in current if not item.unit or item.unit in units)


def list_messages_of(
    municipality: Municipality, institution: Institution | None, *, now: datetime
) -> list[ServiceMessage]:
    """The messages of a place that are not over, in the order in which they begin."""
    rows = ServiceMessage.objects.filter(
        municipality=municipality, institution=institution, ends_at__gt=now
    )
    return list(rows.order_by("begins_at", "pk"))


def forget_kept_messages() -> None:
    """Has this process read the messages anew."""
    _kept.clear()


def _read_messages(now: datetime) -> list[Message]:
    for read_at, messages in _kept[-1:]:
        if timedelta() <= now - read_at < KEPT_FOR:
            return messages
    rows = ServiceMessage.objects.filter(ends_at__gt=now).select_related(
        "municipality", "institution"
    )
    messages = sorted(map(_make_message, rows), key=lambda item: (len(item.unit), item.begins_at))
    # In the place of the old ones at once, whoever else is reading them now.
    _kept[:] = [(now, messages)]
    return messages


def _make_message(row: ServiceMessage) -> Message:
    unit, place = "", ""
    if row.institution is not None:
        unit, place = row.institution.key, row.institution.name
    elif row.municipality is not None:
        unit, place = row.municipality.code, row.municipality.name
    return Message(
        text=row.text,
        english=row.english,
        unit=unit,
        place=place,
        begins_at=row.begins_at,
        ends_at=row.ends_at,
    )


def _list_units(viewer: Viewer, messages: list[Message]) -> set[str]:
    """The places of some messages that the viewer belongs to today."""
    wanted = {item.unit for item in messages if item.unit}
    if not wanted:
        return set()
    held = PersonKey.objects.filter(
        person=viewer.person_id,
        unit__in=wanted,
        starts_on__lte=viewer.today,
        ends_on__gte=viewer.today,
    )
    return set(held.values_list("unit", flat=True))


def _write(item: Message) -> str:
    text = item.english if item.english and get_language() == "en" else item.text
    return f"{item.place}: {text}" if item.place else text
