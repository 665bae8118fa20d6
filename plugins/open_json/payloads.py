"""What the system answers, as `openapi.yaml` describes it; unknown fields are left out."""

import re
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)

from indgang_sdk.calendar import LessonState
from indgang_sdk.people import Readers, Role
from indgang_sdk.search import EntryKind
from indgang_sdk.tiles import LONGEST_TEXT, Mark
from indgang_sdk.week import PlanKind, TaskKind

FIRST_YEAR, LAST_YEAR = 1900, 2200
ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def check_year(moment: datetime | date) -> datetime | date:
    """The same if it lies in the years that people live in; time zones fail at the outermost."""
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ValueError("the year is out of reach")
    return moment


def check_text(value: Any) -> Any:
    """The same if it begins with a day; numbers would be read as seconds since 1970."""
    if not (isinstance(value, str) and ISO_DAY.match(value)):
        raise ValueError("a day or a moment is written as in ISO 8601")
    return value


Moment = Annotated[AwareDatetime, BeforeValidator(check_text), AfterValidator(check_year)]
Day = Annotated[date, BeforeValidator(check_text), AfterValidator(check_year)]
Key = Annotated[str, Field(min_length=1, max_length=200)]
Title = Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT)]
Line = Annotated[str, Field(max_length=LONGEST_TEXT)]


class Payload(BaseModel):
    """Part of an answer."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)


class WordsPayload(Payload):
    """The same words in Danish and in English."""

    da: Title
    en: Title


class LinkPayload(Payload):
    """A way in: the launch gets `target` and `child` back as they are."""

    target: str = Field(default="", max_length=200)
    child: str | None = None
    words: WordsPayload | None = None


class ItemPayload(Payload):
    """A line of a list."""

    kind: Literal["item"]
    title: Title
    detail: Line = ""
    when: Moment | Day | None = None
    until: Moment | None = None
    mark: Mark = Mark.NONE
    link: LinkPayload | None = None
    child: str | None = None


class NumberPayload(Payload):
    """A number and what it counts."""

    kind: Literal["number"]
    value: int
    title: Title
    detail: Line = ""
    mark: Mark = Mark.NONE
    link: LinkPayload | None = None
    child: str | None = None


class NextEventPayload(Payload):
    """What comes next."""

    kind: Literal["next_event"]
    title: Title
    when: Moment | Day
    until: Moment | None = None
    place: Line = ""
    link: LinkPayload | None = None
    child: str | None = None


class CardPayload(Payload):
    """A few sentences with a heading."""

    kind: Literal["card"]
    title: Title
    text: Line = ""
    mark: Mark = Mark.NONE
    link: LinkPayload | None = None
    child: str | None = None


PartPayload = Annotated[
    ItemPayload | NumberPayload | NextEventPayload | CardPayload, Field(discriminator="kind")
]


# What an answer is about has no default: another system's JSON must not look like an empty list.
class Personal(Payload):
    """An answer to one person, whose UNI-Login id it says again."""

    viewer: Key


class TilePayload(Personal):
    """What a tile shows."""

    parts: tuple[PartPayload, ...] = Field(max_length=200)
    empty: WordsPayload | None = None
    link: LinkPayload | None = None


class GroupPayload(Payload):
    """A class, room or other group of an institution."""

    name: Title
    institution: Key
    number: str = ""


class LessonPayload(Payload):
    """A lesson of a group, in the timetable of a child if it names one."""

    starts_at: Moment
    ends_at: Moment
    subject: Title
    group: GroupPayload
    room: str = ""
    teacher: str = ""
    state: LessonState = LessonState.NORMAL
    child: str | None = None


class LetterPayload(Payload):
    """A letter about the week; its HTML is cleaned by the portal."""

    child: Key
    group: Title
    html: str
    title: str = ""
    link: LinkPayload | None = None


class PlanItemPayload(Payload):
    """One thing on one day of a child's week; its HTML is cleaned by the portal."""

    child: Key
    day: Day
    title: Title
    kind: PlanKind = PlanKind.COMMENT
    subject: str = ""
    group: str = ""
    html: str = ""
    author: str = ""
    link: LinkPayload | None = None


class TaskPayload(Payload):
    """Something that a child has to do."""

    child: Key
    title: Title
    due: Moment | Day
    is_done: bool
    kind: TaskKind = TaskKind.HOMEWORK
    subject: str = ""
    group: str = ""
    link: LinkPayload | None = None


class WeekPayload(Personal):
    """What is known of a week, which is named again."""

    week: Key
    letters: tuple[LetterPayload, ...] = ()
    items: tuple[PlanItemPayload, ...] = ()
    tasks: tuple[TaskPayload, ...] = ()
    lessons: tuple[LessonPayload, ...] = ()


class ReadersPayload(Payload):
    """Some of those whom something is for: one person, or a role in an institution or a group."""

    institution: str = ""
    group: str = ""
    role: Role | None = None
    person: str = ""

    @model_validator(mode="after")
    def check_readers(self) -> "ReadersPayload":
        """Refuses readers that the contract refuses."""
        self.make_readers()
        return self

    def make_readers(self) -> Readers:
        return Readers(
            institution=self.institution, group=self.group, role=self.role, person=self.person
        )


class EventPayload(Payload):
    """Something that happens, for those whom it names; with dates it lasts whole days."""

    key: Key
    title: Title
    starts_at: Moment | Day
    ends_at: Moment | Day
    readers: tuple[ReadersPayload, ...] = Field(min_length=1)
    place: str = ""
    description: str = ""
    link: LinkPayload | None = None


class EventsPayload(Personal):
    """A page of events and lessons."""

    events: tuple[EventPayload, ...]
    lessons: tuple[LessonPayload, ...] = ()
    cursor: str = ""


class EntryPayload(Payload):
    """Something about nobody that the portal keeps in its index."""

    key: Key
    title: Title
    link: LinkPayload
    readers: tuple[ReadersPayload, ...] = Field(min_length=1)
    dated_at: Moment
    text: str = ""
    kind: EntryKind = EntryKind.PAGE
    language: Literal["da", "en"] = "da"


class EntriesPayload(Payload):
    """A page of entries, and the keys of those that are gone."""

    entries: tuple[EntryPayload, ...]
    gone: tuple[str, ...] = ()
    cursor: str = ""
    is_last: bool = True
    is_whole: bool = False


class HitPayload(Payload):
    """Something that was found."""

    title: Title
    link: LinkPayload
    text: str = ""
    dated_at: Moment | None = None
    child: str | None = None


class HitsPayload(Personal):
    """What was found, the best first."""

    hits: tuple[HitPayload, ...] = Field(max_length=200)


class QueryPayload(Payload):
    """The words that somebody searches with."""

    query: str


class LaunchPayload(Payload):
    """What somebody wants to open."""

    launcher: str
    target: str = ""
    child: str | None = None


class DestinationPayload(Payload):
    """Where a launch leads: an address, or one that a form with `fields` is sent to."""

    address: str
    fields: dict[str, str] = Field(default={}, repr=False)


class HealthPayload(Payload):
    """That the system answers, and a few words about it."""

    words: WordsPayload
