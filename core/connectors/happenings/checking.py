"""Makes sure that events and lessons are what the contract says."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from core.connectors.answers import (
    check_link,
    check_moment,
    check_readers,
    check_texts,
    check_when,
    collect,
    drop_strangers,
    note_troubles,
    require,
)
from indgang_sdk.calendar import Event, Lesson
from indgang_sdk.connectors import Context
from indgang_sdk.errors import ConnectorError

MOST_READERS = 400
MOST_LESSONS = 2_000
# A month of somebody who works with many classes.
MOST_HAPPENINGS = 8_000
LONGEST_DESCRIPTION = 2_000


@dataclass(frozen=True, kw_only=True)
class Happenings:
    """What an event source knows: lessons by child, and events by the readers that they name."""

    lessons: tuple[Lesson, ...]
    events: tuple[Event, ...]
    troubles: tuple[ConnectorError, ...] = ()


def check_happenings(value: Any, context: Context[Any]) -> Happenings:
    """Lessons and events; raises `UnexpectedAnswer` for an event that is for nobody."""
    found = collect(value, (Lesson, Event, ConnectorError), most=MOST_HAPPENINGS)
    events = tuple(_check_event(item) for item in found if isinstance(item, Event))
    lessons = [item for item in found if isinstance(item, Lesson)]
    troubles = [item for item in found if isinstance(item, ConnectorError)]
    return Happenings(
        lessons=check_lessons(lessons, context, most=MOST_HAPPENINGS),
        events=events,
        troubles=note_troubles(troubles, context, source="period"),
    )


def check_lessons(
    values: Any, context: Context[Any], *, most: int = MOST_LESSONS
) -> tuple[Lesson, ...]:
    """The lessons without those of strangers."""
    lessons: tuple[Lesson, ...] = collect(values, Lesson, most=most)
    for lesson in lessons:
        check_texts(lesson)
        for name, moment in (("starts_at", lesson.starts_at), ("ends_at", lesson.ends_at)):
            check_moment(require(moment, datetime), name=name)
    return drop_strangers(lessons, context, child_of=lambda lesson: lesson.child)


def _check_event(event: Event) -> Event:
    """The event with its readers as they were checked, since they are gone through again."""
    check_texts(event, longest=LONGEST_DESCRIPTION)
    for name, moment in (("starts_at", event.starts_at), ("ends_at", event.ends_at)):
        check_when(moment, name=name)
    check_link(event.link)
    return replace(event, readers=check_readers(event.readers, most=MOST_READERS))
