"""From the system's answers to what the portal shows: pure functions.

What is about a child whom nobody asked about is dropped, and the rest is shown.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from indgang_sdk.calendar import Event, Lesson
from indgang_sdk.errors import WrongPerson
from indgang_sdk.links import Destination, Link
from indgang_sdk.people import Child, Group, Viewer
from indgang_sdk.search import IndexEntry, IndexPage, SearchHit
from indgang_sdk.texts import Text
from indgang_sdk.tiles import MOST_PARTS, Card, Item, NextEvent, Number, Part, Tile
from indgang_sdk.week import Task, Week, WeekLetter, WeekPlanItem
from plugins.open_json.payloads import (
    CardPayload,
    DestinationPayload,
    EntriesPayload,
    EntryPayload,
    EventPayload,
    EventsPayload,
    HitPayload,
    HitsPayload,
    ItemPayload,
    LessonPayload,
    LetterPayload,
    LinkPayload,
    NextEventPayload,
    NumberPayload,
    PartPayload,
    PlanItemPayload,
    TaskPayload,
    TilePayload,
    WeekPayload,
    WordsPayload,
)

LAUNCHER = "open"
DENMARK = ZoneInfo("Europe/Copenhagen")
NOTHING = Text(da="Der er ikke noget nyt.", en="There is nothing new.")
P = TypeVar("P")
R = TypeVar("R")


class Mapper:
    """Maps answers to one viewer; `alarm` is told of children who were not asked about."""

    def __init__(self, viewer: Viewer, alarm: Callable[[str], None]) -> None:
        self._viewer, self._alarm = viewer, alarm

    def map_tile(self, tile: TilePayload) -> Tile:
        return Tile(
            parts=self._map_known(tile.parts, self._map_part)[:MOST_PARTS],
            empty=map_words(tile.empty) or NOTHING,
            link=self._map_tile_link(tile.link),
        )

    def map_week(self, week: WeekPayload) -> Week:
        return Week(
            letters=self._map_known(week.letters, self._map_letter),
            items=self._map_known(week.items, self._map_plan_item),
            tasks=self._map_known(week.tasks, self._map_task),
            lessons=self._map_known(week.lessons, self._map_lesson),
        )

    def map_events(self, page: EventsPayload) -> tuple[Event | Lesson, ...]:
        return (
            *self._map_known(page.events, self._map_event),
            *self._map_known(page.lessons, self._map_lesson),
        )

    def map_hits(self, found: HitsPayload) -> tuple[SearchHit, ...]:
        return self._map_known(found.hits, self._map_hit)

    def _map_known(self, rows: Iterable[P], map_one: Callable[[P], R]) -> tuple[R, ...]:
        known, strangers = [], 0
        for row in rows:
            try:
                known.append(map_one(row))
            except WrongPerson:
                strangers += 1
        if strangers:
            self._alarm(f"{strangers} of an answer's parts are about a child nobody asked about")
        return tuple(known)

    def _map_tile_link(self, link: LinkPayload | None) -> Link | None:
        links = self._map_known([link] if link else [], self._map_link)
        return links[0] if links else None

    def _map_part(self, part: PartPayload) -> Part:
        match part:
            case ItemPayload():
                return self._map_item(part)
            case NumberPayload():
                return Number(
                    value=part.value,
                    title=part.title,
                    detail=part.detail,
                    mark=part.mark,
                    link=self._map_link(part.link),
                    child=self._map_child(part.child),
                )
            case NextEventPayload():
                return NextEvent(
                    title=part.title,
                    when=map_moment(part.when),
                    until=map_until(part.until),
                    place=part.place,
                    link=self._map_link(part.link),
                    child=self._map_child(part.child),
                )
            case CardPayload():
                return Card(
                    title=part.title,
                    text=part.text,
                    mark=part.mark,
                    link=self._map_link(part.link),
                    child=self._map_child(part.child),
                )

    def _map_item(self, part: ItemPayload) -> Item:
        return Item(
            title=part.title,
            detail=part.detail,
            when=map_moment(part.when) if part.when else None,
            until=map_until(part.until),
            mark=part.mark,
            link=self._map_link(part.link),
            child=self._map_child(part.child),
        )

    def _map_letter(self, letter: LetterPayload) -> WeekLetter:
        return WeekLetter(
            child=self._viewer.find_child(letter.child),
            group=letter.group,
            html=letter.html,
            title=letter.title,
            link=self._map_link(letter.link),
        )

    def _map_plan_item(self, item: PlanItemPayload) -> WeekPlanItem:
        return WeekPlanItem(
            child=self._viewer.find_child(item.child),
            day=item.day,
            title=item.title,
            kind=item.kind,
            subject=item.subject,
            group=item.group,
            html=item.html,
            author=item.author,
            link=self._map_link(item.link),
        )

    def _map_task(self, task: TaskPayload) -> Task:
        return Task(
            child=self._viewer.find_child(task.child),
            title=task.title,
            due=map_moment(task.due),
            is_done=task.is_done,
            kind=task.kind,
            subject=task.subject,
            group=task.group,
            link=self._map_link(task.link),
        )

    def _map_lesson(self, lesson: LessonPayload) -> Lesson:
        return Lesson(
            starts_at=lesson.starts_at.astimezone(DENMARK),
            ends_at=lesson.ends_at.astimezone(DENMARK),
            subject=lesson.subject,
            group=Group(
                name=lesson.group.name,
                institution=lesson.group.institution,
                number=lesson.group.number,
            ),
            room=lesson.room,
            teacher=lesson.teacher,
            state=lesson.state,
            child=self._map_child(lesson.child),
        )

    def _map_event(self, event: EventPayload) -> Event:
        return Event(
            key=event.key,
            title=event.title,
            starts_at=map_moment(event.starts_at),
            ends_at=map_moment(event.ends_at),
            readers=tuple(each.make_readers() for each in event.readers),
            place=event.place,
            description=event.description,
            link=self._map_link(event.link),
        )

    def _map_hit(self, hit: HitPayload) -> SearchHit:
        return SearchHit(
            title=hit.title,
            link=self._make_link(hit.link),
            text=hit.text,
            dated_at=map_until(hit.dated_at),
            child=self._map_child(hit.child),
        )

    def _map_link(self, link: LinkPayload | None) -> Link | None:
        return self._make_link(link) if link else None

    def _make_link(self, link: LinkPayload) -> Link:
        return Link(
            launcher=LAUNCHER,
            target=link.target,
            child=self._map_child(link.child),
            words=map_words(link.words),
        )

    def _map_child(self, child_id: str | None) -> Child | None:
        return self._viewer.find_child(child_id) if child_id else None


def map_entries(page: EntriesPayload) -> IndexPage:
    """Entries are about nobody, so their links are too."""
    return IndexPage(
        entries=tuple(map_entry(entry) for entry in page.entries),
        gone=page.gone,
        cursor=page.cursor,
        is_last=page.is_last,
        is_whole=page.is_whole,
    )


def map_entry(entry: EntryPayload) -> IndexEntry:
    return IndexEntry(
        key=entry.key,
        title=entry.title,
        link=Link(launcher=LAUNCHER, target=entry.link.target, words=map_words(entry.link.words)),
        readers=tuple(each.make_readers() for each in entry.readers),
        dated_at=entry.dated_at,
        text=entry.text,
        kind=entry.kind,
        language=entry.language,
    )


def map_destination(destination: DestinationPayload) -> Destination:
    return Destination(address=destination.address, fields=dict(destination.fields))


def map_words(words: WordsPayload | None) -> Text | None:
    return Text(da=words.da, en=words.en) if words else None


def map_moment(when: datetime | date) -> datetime | date:
    """A moment in Danish time; a day stays a day."""
    return when.astimezone(DENMARK) if isinstance(when, datetime) else when


def map_until(when: datetime | None) -> datetime | None:
    return when.astimezone(DENMARK) if when else None
