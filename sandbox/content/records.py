"""What the demo's content is made of: plain records, whose texts have dates in braces."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

State = Literal["live", "draft", "expired", "scheduled"]

FAMILIES = ("pupil", "guardian")
PARENTS = ("guardian",)
_SATURDAY = 5


@dataclass(frozen=True, kw_only=True)
class Readers:
    """Those who belong to a place as one of the holders.

    `place` is an institution's key, a municipality's code, all institutions of a kind as in
    `999.daycare`, or a group as in `998101/3.B`; `public`, without holders, is everybody.
    """

    place: str
    holders: tuple[str, ...] = ()


Audience = tuple[Readers, ...]

PUBLIC: Audience = (Readers(place="public"),)


def readers(place: str, *holders: str) -> Audience:
    """Those who belong to one place as holders."""
    return (Readers(place=place, holders=holders),)


def with_staff(place: str, holders: tuple[str, ...]) -> Audience:
    """Holders of a place, and the staff of the institution that the place belongs to."""
    institution = place.partition("/")[0]
    if institution == place:
        return readers(place, *holders, "staff")
    return (*readers(place, *holders), *readers(institution, "staff"))


@dataclass(frozen=True, kw_only=True)
class Recently:
    """Published so many working days before the demo is loaded."""

    days: int
    clock: time = time(14, 10)

    def resolve(self, *, today: date) -> datetime:
        day = _find_workday(today)
        for _ in range(self.days):
            day = _find_workday(day - timedelta(days=1))
        return datetime.combine(day, self.clock)


@dataclass(frozen=True, kw_only=True)
class InSeason:
    """Published on a day of the year, the last time that this day has been."""

    month: int
    day: int
    clock: time = time(10, 30)

    def resolve(self, *, today: date) -> datetime:
        wanted = date(today.year, self.month, self.day)
        last = wanted if wanted < today else wanted.replace(year=today.year - 1)
        return datetime.combine(_find_workday(last), self.clock)


Published = Recently | InSeason


@dataclass(frozen=True, kw_only=True)
class Article:
    """What pages and news have in common.

    `audience` is None where the place's own audience is meant, `text` is what lists show, and
    `author` a name of the cast, or empty for the leader of the place.
    """

    key: str
    place: str
    title: str
    text: str
    body: str
    published: Published
    audience: Audience | None = None
    state: State = "live"
    author: str = ""


@dataclass(frozen=True, kw_only=True)
class News(Article):
    """A piece of news; it is important for so many days from the day of loading."""

    important_days: int = 0
    # Who is to confirm having read it, and by when: so many days from the day of loading.
    asked: str = ""
    confirm_days: int = 10


@dataclass(frozen=True, kw_only=True)
class Page(Article):
    """A page; `below` is the key of the page above it, empty right below the place's home."""

    published: Published = InSeason(month=8, day=5)
    below: str = ""


@dataclass(frozen=True, kw_only=True)
class Folder:
    """A folder of documents, below the place's own folder or a page or folder by its key."""

    key: str
    place: str
    title: str
    audience: Audience | None = None
    below: str = ""


@dataclass(frozen=True, kw_only=True)
class Document:
    """A file: its title and text are written into it."""

    key: str
    folder: str
    kind: Literal["pdf", "docx", "odt"]
    title: str
    text: str
    body: str
    published: Published = InSeason(month=8, day=12)


@dataclass(frozen=True, kw_only=True)
class Introduction:
    """The words of welcome on the home of a place."""

    place: str
    body: str


@dataclass(frozen=True, kw_only=True)
class LegalPages:
    """The keys of the pages at the foot of a municipality's pages."""

    municipality: str
    accessibility: str
    privacy: str
    cookies: str


def _find_workday(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - _SATURDAY + 1))
