"""From what stands in feeds to what the portal shows: pure functions."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from indgang_sdk.calendar import Event, Lesson, LessonState
from indgang_sdk.errors import ConnectorError
from indgang_sdk.people import Child, Group, Institution, Readers, Role, Viewer
from indgang_sdk.texts import Text
from plugins.calendar.payloads import Entry
from plugins.calendar.settings import ClassFeed

# By these categories schools say that somebody else teaches.
SUBSTITUTES = frozenset({"vikar", "substitute"})
READING_ROLES = (Role.PUPIL, Role.GUARDIAN, Role.STAFF)
NAMELESS = Text(da="Uden titel", en="Without a title")
CANCELLED = Text(da="Aflyst", en="Cancelled")


@dataclass(frozen=True, kw_only=True)
class Timetable:
    """The feed of a group that somebody belongs to: a child, or without one the viewer."""

    group: Group
    address: str
    child: Child | None = None


@dataclass(frozen=True, kw_only=True)
class Read:
    """What stands in a timetable, or the trouble with which it could not be read."""

    timetable: Timetable
    entries: Sequence[Entry] = ()
    trouble: ConnectorError | None = None


def list_timetables(
    viewer: Viewer, feeds: Iterable[ClassFeed], institutions: Iterable[Institution]
) -> list[Timetable]:
    """The timetables of each child in order, then those of who works with other groups.

    Only of the institutions that the feeds are for: other schools have classes of the same name.
    """
    addresses = {
        (institution.number, _fold(feed.class_name)): feed.address
        for institution in institutions
        for feed in feeds
    }

    def find(groups: Iterable[Group], child: Child | None = None) -> list[Timetable]:
        keys = {group: (group.institution, _fold(group.name)) for group in groups}
        return [
            Timetable(group=group, address=addresses[key], child=child)
            for group, key in keys.items()
            if key in addresses
        ]

    found = [each for child in viewer.children for each in find(child.groups, child)]
    if Role.STAFF not in viewer.roles:
        return found
    # Parents who work here belong to their children's groups as parents.
    childrens = {timetable.group for timetable in found}
    return found + find(group for group in viewer.groups if group not in childrens)


def map_timetable(read: Read, language: str) -> Iterator[Event | Lesson]:
    """The lessons of a group; what lasts whole days is an event for it."""
    group = read.timetable.group
    readers = tuple(
        Readers(institution=group.institution, group=group.name, role=role)
        for role in READING_ROLES
    )
    for entry in read.entries:
        lesson = map_lesson(entry, read.timetable, language)
        yield lesson or map_event(entry, readers, language)


def map_lesson(entry: Entry, timetable: Timetable, language: str) -> Lesson | None:
    """The lesson that an entry is; None for one that lasts whole days."""
    if not (isinstance(entry.starts_at, datetime) and isinstance(entry.ends_at, datetime)):
        return None
    return Lesson(
        starts_at=entry.starts_at,
        ends_at=entry.ends_at,
        subject=entry.title or NAMELESS.in_language(language),
        group=timetable.group,
        room=entry.place,
        teacher=entry.contact,
        state=find_state(entry),
        child=timetable.child,
    )


def find_state(entry: Entry) -> LessonState:
    if entry.is_cancelled:
        return LessonState.CANCELLED
    if any(_fold(category) in SUBSTITUTES for category in entry.categories):
        return LessonState.SUBSTITUTE
    return LessonState.NORMAL


def map_event(entry: Entry, readers: tuple[Readers, ...], language: str) -> Event:
    """The event that an entry is; its title says so when it is cancelled."""
    title = entry.title or NAMELESS.in_language(language)
    return Event(
        key=entry.key,
        title=f"{CANCELLED.in_language(language)}: {title}" if entry.is_cancelled else title,
        starts_at=entry.starts_at,
        ends_at=entry.ends_at,
        readers=readers,
        place=entry.place,
        description=entry.description,
    )


def name_readers(institutions: Iterable[Institution]) -> tuple[Readers, ...]:
    """Everybody at some institutions: pupils, guardians and staff."""
    return tuple(
        Readers(institution=institution.number, role=role)
        for institution in institutions
        for role in READING_ROLES
    )


def _fold(name: str) -> str:
    """A name as it is compared: people write `3.b`, `3.B ` and `3. B`."""
    return "".join(name.split()).casefold()
