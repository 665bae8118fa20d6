"""From the events of systems to what pages show, each for those whom its system names."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from core.access.keys import split_key
from core.connectors.entries.audiences import KnownReaders, read_known
from core.connectors.tiles.drawing import Drawing
from core.days import end_of, last_day_of, start_of
from indgang_sdk.calendar import Event


@dataclass(frozen=True, kw_only=True)
class ShownEvent:
    """An event as pages show it; moments are Danish time, and whole days end at midnight."""

    title: str
    begins_at: datetime
    ends_at: datetime
    all_day: bool
    place: str
    description: str
    link: dict[str, str] | None
    system: str
    # Who sees it, and where it stands: municipality, institutions and groups as in keys.
    keys: frozenset[str]
    units: frozenset[str]
    institutions: tuple[str, ...]

    @property
    def first_day(self) -> date:
        return self.begins_at.date()

    @property
    def last_day(self) -> date:
        """The last day on which it happens."""
        return max(last_day_of(self.ends_at), self.first_day)

    @property
    def order(self) -> tuple[datetime, str]:
        """By which events are sorted."""
        return self.begins_at, self.title


def draw_events(
    events: Iterable[Event], drawing: Drawing, *, keys: Collection[str]
) -> list[ShownEvent]:
    """The events that holders of some keys may see, each once; whoever holds none gets none."""
    some = _join_alike(events)
    institutions = [place.key for place in drawing.reach.institutions]
    known = read_known((one for event in some for one in event.readers), institutions=institutions)
    held = frozenset(keys)
    return [
        _draw_event(event, drawing, known)
        for event in some
        if not held.isdisjoint(known.list_keys(event.readers))
    ]


def _join_alike(events: Iterable[Event]) -> list[Event]:
    """What stands in the calendars of several classes is one event for all of them."""
    joined: dict[Any, Event] = {}
    for event in events:
        mark = replace(event, readers=())
        before = joined[mark].readers if mark in joined else ()
        joined[mark] = replace(event, readers=(*before, *event.readers))
    return list(joined.values())


def _draw_event(event: Event, drawing: Drawing, known: KnownReaders) -> ShownEvent:
    starts, ends = event.starts_at, event.ends_at
    if isinstance(starts, datetime) and isinstance(ends, datetime):
        all_day = False
        begins_at, ends_at = timezone.localtime(starts), timezone.localtime(ends)
    else:
        all_day = True
        begins_at, ends_at = start_of(_day_of(starts)), end_of(_day_of(ends))
    keys = frozenset(known.list_keys(event.readers))
    names = {place.key: place.name for place in drawing.reach.institutions}
    places = sorted(set(_list_institutions(event, known)))
    return ShownEvent(
        title=event.title,
        begins_at=begins_at,
        ends_at=max(begins_at, ends_at),
        all_day=all_day,
        place=event.place,
        description=event.description,
        link=drawing.draw_link(event.link),
        system=drawing.reach.connection.title,
        keys=keys,
        units=_list_units(keys, places, drawing),
        institutions=tuple(names[key] for key in places),
    )


def _list_institutions(event: Event, known: KnownReaders) -> Iterator[str]:
    for one in event.readers:
        if not one.person and known.list_keys([one]):
            yield one.institution


def _list_units(
    keys: Iterable[str], institutions: Iterable[str], drawing: Drawing
) -> frozenset[str]:
    of_keys = {unit for unit, holder in map(split_key, keys) if holder}
    above = {drawing.reach.connection.municipality.code} if of_keys else set()
    return frozenset({*of_keys, *institutions, *above})


def _day_of(moment: datetime | date) -> date:
    return timezone.localtime(moment).date() if isinstance(moment, datetime) else moment
