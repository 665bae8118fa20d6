"""Asks all platforms and timetables for a week, and puts what they answer together by child."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from core.access.viewer import Viewer
from core.connectors.asked import ask_all
from core.connectors.happenings.asking import ask_what_happens
from core.connectors.happenings.checking import Happenings
from core.connectors.happenings.drawing import ShownEvent, draw_events
from core.connectors.households import Household, Member, read_household
from core.connectors.levels import Held
from core.connectors.reached import Reached, list_titles, make_question
from core.connectors.running.calls import Call
from core.connectors.running.outcomes import Answered
from core.connectors.tiles.drawing import Drawing
from core.connectors.troubles import Trouble, is_whole, list_troubles
from core.connectors.week.checking import check_week
from indgang_sdk.calendar import Event, Lesson, Period
from indgang_sdk.week import IsoWeek, Week, WeekSource

WITHIN = timedelta(seconds=5)
SCHOOL_DAYS = 5


@dataclass(kw_only=True)
class Day:
    """One day of a child: events, lessons, what the plan says, and what is to be handed in."""

    day: date
    events: list[ShownEvent] = field(default_factory=list)
    lessons: list[dict[str, Any]] = field(default_factory=list)
    items: list[dict[str, Any]] = field(default_factory=list)
    tasks: list[dict[str, Any]] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.events or self.lessons or self.items or self.tasks)


@dataclass(kw_only=True)
class ChildsWeek:
    """The week of one child."""

    child_id: int
    name: str
    letters: list[dict[str, Any]] = field(default_factory=list)
    days: dict[date, Day] = field(default_factory=dict)
    # Whether all systems for the child have answered: only then is an empty day a free one.
    is_whole: bool = True

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands on any day; there may be a letter all the same."""
        return all(day.is_empty for day in self.days.values())

    def shown_days(self) -> list[Day]:
        """Monday to Friday, and a weekend with something on it."""
        days = list(self.days.values())
        return [day for number, day in enumerate(days) if number < SCHOOL_DAYS or not day.is_empty]


@dataclass(frozen=True, kw_only=True)
class FamilyWeek:
    """The weeks of the children, and the systems that did not answer."""

    week: IsoWeek
    children: tuple[ChildsWeek, ...]
    troubles: tuple[Trouble, ...] = ()
    systems: tuple[str, ...] = ()
    paused: tuple[str, ...] = ()
    held: Held | None = None
    fetched_at: datetime | None = None


def read_week(
    viewer: Viewer, week: IsoWeek, *, language: str, child_id: int | None = None
) -> FamilyWeek:
    """The week of the viewer's children, or of one of them, by one deadline for all systems."""
    household = read_household(viewer)
    if household is None or not household.children:
        return FamilyWeek(week=week, children=())
    asked = ask_all(
        household,
        "week_sources",
        "event_sources",
        make=lambda item: _make_question(item, household, week, language),
        within=WITHIN,
        viewer=viewer,
        language=language,
    )
    chosen = [member for member in household.children if child_id in (None, member.person_id)]
    unread = [item for item, _, outcome in asked.answers if not is_whole(outcome)]
    unread += [*asked.resting, *asked.waiting]
    lacking = {place.key for item in unread for place in item.reach.institutions}
    children = {member.person_id: _begin_week(member, week, lacking=lacking) for member in chosen}
    for _, drawing, outcome in asked.answers:
        if isinstance(outcome, Answered) and isinstance(outcome.value, Happenings):
            for lesson in outcome.value.lessons:
                _add_lesson(children, lesson, drawing)
            _add_events(children, chosen, outcome.value.events, drawing)
        elif isinstance(outcome, Answered):
            _add_answer(children, outcome.value, drawing)
    for child in children.values():
        _sort(child)
    return FamilyWeek(
        week=week,
        children=tuple(children.values()),
        troubles=tuple(list_troubles(asked, language=language)),
        systems=list_titles(
            item for item, _, outcome in asked.answers if isinstance(outcome, Answered)
        ),
        paused=asked.paused,
        held=asked.held,
        fetched_at=viewer.now,
    )


def _make_question(
    reached: Reached, household: Household, week: IsoWeek, language: str
) -> tuple[Call, Drawing]:
    source = reached.source
    if isinstance(source, WeekSource):
        return make_question(
            reached,
            household,
            ask=lambda context: source.read(context, week),
            check=check_week,
            language=language,
        )
    period = Period(first=week.days[0], last=week.days[-1])
    return ask_what_happens(reached, household, period, language=language)


def _begin_week(member: Member, week: IsoWeek, *, lacking: Collection[str]) -> ChildsWeek:
    return ChildsWeek(
        child_id=member.person_id,
        name=member.first_name,
        is_whole=member.institutions.isdisjoint(lacking),
        days={day: Day(day=day) for day in week.days},
    )


def _add_answer(children: dict[int, ChildsWeek], week: Week, drawing: Drawing) -> None:
    for letter in week.letters:
        child = children.get(drawing.child_ids[letter.child])
        if child is not None:
            child.letters.append(
                {
                    "title": letter.title,
                    "group": letter.group,
                    "html": letter.html,
                    "link": drawing.draw_link(letter.link),
                    "system": drawing.reach.connection.title,
                }
            )
    for item in week.items:
        day = _find_day(children, drawing, item.child, item.day)
        if day is not None:
            day.items.append(
                {
                    "title": item.title,
                    "kind": item.kind.value,
                    "subject": item.subject,
                    "html": item.html,
                    "author": item.author,
                    "link": drawing.draw_link(item.link),
                }
            )
    for task in week.tasks:
        due = _to_local(task.due)
        day = _find_day(children, drawing, task.child, _day_of(due))
        if day is not None:
            day.tasks.append(
                {
                    "title": task.title,
                    "kind": task.kind.value,
                    "subject": task.subject,
                    "is_done": task.is_done,
                    "due": due,
                    "link": drawing.draw_link(task.link),
                }
            )
    for lesson in week.lessons:
        _add_lesson(children, lesson, drawing)


def _add_lesson(children: dict[int, ChildsWeek], lesson: Lesson, drawing: Drawing) -> None:
    starts_at = timezone.localtime(lesson.starts_at)
    day = _find_day(children, drawing, lesson.child, starts_at.date())
    if day is not None:
        day.lessons.append(
            {
                "starts_at": starts_at,
                "ends_at": timezone.localtime(lesson.ends_at),
                "subject": lesson.subject,
                "room": lesson.room,
                "teacher": lesson.teacher,
                "state": lesson.state.value,
            }
        )


def _add_events(
    children: dict[int, ChildsWeek],
    members: Iterable[Member],
    events: Iterable[Event],
    drawing: Drawing,
) -> None:
    """Each event on its days, for those children through whom somebody may see it."""
    some = list(members)
    keys = {key for member in some for key in member.keys}
    for event in draw_events(events, drawing, keys=keys):
        for member in some:
            if event.keys & member.keys:
                _add_event(children[member.person_id], event)


def _add_event(child: ChildsWeek, event: ShownEvent) -> None:
    for day in child.days.values():
        if event.first_day <= day.day <= event.last_day:
            day.events.append(event)


def _to_local(moment: datetime | date) -> datetime | date:
    return timezone.localtime(moment) if isinstance(moment, datetime) else moment


def _day_of(moment: datetime | date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _find_day(
    children: dict[int, ChildsWeek], drawing: Drawing, child: Any, day: date
) -> Day | None:
    """The day that something stands on; what is about no child stands nowhere here."""
    found = children.get(drawing.child_ids[child]) if child is not None else None
    return found.days.get(day) if found is not None else None


def _sort(child: ChildsWeek) -> None:
    for day in child.days.values():
        day.events.sort(key=lambda event: event.order)
        day.lessons.sort(key=lambda lesson: (lesson["starts_at"], lesson["subject"]))
        day.tasks.sort(key=lambda task: (task["is_done"], task["title"]))
        # Platforms put what is to be handed in into the plan as well: it is said once.
        tasks = {task["title"] for task in day.tasks}
        day.items = [item for item in day.items if item["title"] not in tasks or item["html"]]
