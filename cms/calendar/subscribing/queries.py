"""Reading the addresses of somebody's calendar, and what one of them answers with."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from cms.calendar.queries import OccurrenceRow, occurrences_visible_to
from cms.calendar.subscribing.operations import digest_of
from cms.models import CalendarAddress
from cms.queries import visible_to
from cms.shell import Surroundings
from core.access.keys import PUBLIC, split_key
from core.access.models import ScopeKey
from core.access.viewer import Viewer
from core.people.families import keys_through
from core.people.kinds import InstitutionKind

BACK, AHEAD = timedelta(days=90), timedelta(days=400)
MOST = 5_000
_CODE_LENGTH = len("998")
_COLUMNS = (
    *("pk", "translation_key", "eventpage__repeats", "last_published_at", "go_live_at"),
    "live_revision_id",
)
_NEVER = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One time of an event as calendar programs get it.

    `uid` stays when the event is moved or renamed; of a repeated one, and of one with the same
    hours on several days, each day has its own.
    """

    uid: str
    row: OccurrenceRow
    url: str
    changed_at: datetime
    sequence: int


@dataclass(frozen=True, kw_only=True)
class Feed:
    """A calendar's events, and the classes or rooms that name it where it is a child's."""

    places: tuple[str, ...]
    entries: tuple[Entry, ...]


def find_address(secret: str) -> CalendarAddress | None:
    """The address with a secret, with its person, while it and the person are in force."""
    in_force = CalendarAddress.objects.filter(revoked_at=None, person__is_active=True)
    return in_force.filter(digest=digest_of(secret)).select_related("person").first()


def list_addresses(person_id: int) -> dict[int | None, CalendarAddress]:
    """A person's addresses by the child's id, None for the one of all."""
    rows = CalendarAddress.objects.filter(person_id=person_id, revoked_at=None)
    return {row.child_id: row for row in rows}


def read_feed(address: CalendarAddress, *, now: datetime) -> Feed | None:
    """What an address answers at a moment; None where the person has no right to it any more.

    It costs the same few queries however much happens.
    """
    viewer = Viewer(person_id=address.person_id, now=now)
    homes = Surroundings(viewer, page=None).homes
    if address.child_id is None:
        own = {row.municipality_code for row in homes}
        return _make_feed(viewer, Q(), codes=own) if own else None
    keys = keys_through(address.child_id, guardian_id=address.person_id, on=viewer.today)
    if not keys:
        return None
    units = {split_key(key)[0] for key in keys}
    codes = {unit for unit in units if len(unit) == _CODE_LENGTH and unit.isdecimal()}
    groups = tuple(row.title for row in homes if row.kind == "group" and row.home_unit in units)
    return _make_feed(viewer, _of_child(keys, units), codes=codes, places=groups)


def _of_child(keys: frozenset[str], units: set[str]) -> Q:
    """Events for guardians of a child, and of those for everybody the ones at the child's places.

    What the person sees for other reasons, a sibling or own work, is not among them.
    """

    def carries_any(wanted: Iterable[str]) -> Exists:
        return Exists(ScopeKey.objects.filter(scope=OuterRef("scope"), key__in=wanted))

    at_place = Q(institution__key__in=units) | Q(
        institution__kind=InstitutionKind.ADMINISTRATION, municipality__code__in=units
    )
    return Q(carries_any(keys)) | (Q(carries_any([PUBLIC])) & at_place)


def _make_feed(viewer: Viewer, among: Q, *, codes: set[str], places: tuple[str, ...] = ()) -> Feed:
    rows = occurrences_visible_to(
        viewer,
        start=viewer.now - BACK,
        end=viewer.now + AHEAD,
        municipalities=codes,
        most=MOST,
    )
    seen = visible_to(viewer).filter(among, pk__in={row.page_id for row in rows})
    named = {page.pk: page for page in seen.values_list(*_COLUMNS, named=True)}
    entries = [
        _make_entry(day, named[row.page_id], is_one_of_many=row.is_each_day)
        for row in rows
        if row.page_id in named
        for day in _list_days(row)
    ]
    # Repetitions may overlap; a name stands once in a calendar.
    by_name = {entry.uid: entry for entry in entries}
    return Feed(places=places, entries=tuple(by_name.values()))


def _list_days(row: OccurrenceRow) -> Iterator[OccurrenceRow]:
    """What happens at the same hours of several days, day by day: programs know no other way."""
    if not row.is_each_day:
        yield row
        return
    for number in range((row.last_day - row.first_day).days + 1):
        day = row.first_day + timedelta(days=number)
        begins, ends = (
            datetime.combine(day, moment.timetz()) for moment in (row.begins_at, row.ends_at)
        )
        yield replace(row, begins_at=begins, ends_at=ends)


def _make_entry(row: OccurrenceRow, page: Any, *, is_one_of_many: bool) -> Entry:
    is_one_of_many = is_one_of_many or bool(page.eventpage__repeats)
    return Entry(
        uid=_make_uid(page.translation_key, row, is_one_of_many=is_one_of_many),
        row=row,
        # The lasting address: a calendar may be read long after the page has moved.
        url=settings.WAGTAILADMIN_BASE_URL + reverse("page", args=[row.page_id]),
        changed_at=page.last_published_at or page.go_live_at or _NEVER,
        # Versions are numbered in the order in which they are saved.
        sequence=page.live_revision_id or 0,
    )


def _make_uid(key: UUID, row: OccurrenceRow, *, is_one_of_many: bool) -> str:
    return f"{key}-{row.first_day:%Y%m%d}" if is_one_of_many else str(key)
