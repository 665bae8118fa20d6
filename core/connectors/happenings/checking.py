"""Makes sure that events and lessons are what the contract says."""

from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, datetime
from typing import Any

from core.connectors.answers import (
    check_day_or_moment,
    check_link,
    check_texts,
    collect,
    drop_strangers,
    note_troubles,
    require,
)
from indgang_sdk.calendar import Event, Lesson
from indgang_sdk.connectors import Context
from indgang_sdk.errors import ConnectorError, UnexpectedAnswer
from indgang_sdk.people import Readers

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
    events = tuple(item for item in found if isinstance(item, Event))
    for event in events:
        _check_event(event)
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
        for moment in (lesson.starts_at, lesson.ends_at):
            _check_when(require(moment, datetime), what="a lesson")
    return drop_strangers(lessons, context, child_of=lambda lesson: lesson.child)


def _check_event(event: Event) -> None:
    check_texts(event, longest=LONGEST_DESCRIPTION)
    if not collect(event.readers, Readers, most=MOST_READERS):
        raise UnexpectedAnswer("an event names no readers")
    for moment in (event.starts_at, event.ends_at):
        _check_when(moment, what="an event")
    check_link(event.link)


def _check_when(moment: Any, *, what: str) -> None:
    check_day_or_moment(moment, name=what)
    # The first and the last year end where clocks of other time zones cannot be set.
    if not MINYEAR < moment.year < MAXYEAR:
        raise UnexpectedAnswer(f"{what} lies beyond all calendars")
