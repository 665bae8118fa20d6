"""What stands in a feed, with everything that repeats written out for some days.

The libraries are imported when a feed is read: the portal starts without them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from indgang_sdk.calendar import Period
from indgang_sdk.errors import NotAllowed, UnexpectedAnswer
from plugins.calendar.bounds import check_bounds

DENMARK = ZoneInfo("Europe/Copenhagen")
MOST_DAYS = 400
MOST_ENTRIES = 2_000
LONGEST_TEXT = 400
TIMES = ("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "STATUS")
REPEATING = {"RRULE", "RDATE", "RECURRENCE-ID"}
LONGEST_REPEATED = timedelta(days=62)
ONE_DAY = timedelta(days=1)
YEARS_OF_A_CENTURY = 100
CENTURY = timedelta(days=36_525)


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One event of a feed on one day, its moments in Danish time.

    One that lasts whole days has dates, the last one included.
    """

    key: str
    title: str
    starts_at: datetime | date
    ends_at: datetime | date
    place: str = ""
    contact: str = ""
    description: str = ""
    categories: tuple[str, ...] = ()
    is_cancelled: bool = False

    @property
    def is_whole_days(self) -> bool:
        return not isinstance(self.starts_at, datetime)


def list_entries(feed: bytes, period: Period) -> list[Entry]:
    """What stands in a feed in a period, in order; raises `UnexpectedAnswer` for a broken one."""
    if (period.last - period.first).days >= MOST_DAYS:
        raise NotAllowed(f"a feed is read for {MOST_DAYS} days at most")
    check_bounds(feed, period)
    try:
        entries = [_read_entry(component) for component in _expand(feed, period)]
    except UnexpectedAnswer:
        raise
    # The libraries raise whatever their insides do when they are fed nonsense.
    except Exception as error:  # noqa: BLE001
        raise UnexpectedAnswer(f"the feed cannot be read: {type(error).__name__}") from None
    found = [entry for entry in entries if _is_in(entry, period)]
    if len(found) > MOST_ENTRIES:
        raise UnexpectedAnswer(f"the feed has more than {MOST_ENTRIES} events in these days")
    return sorted(found, key=_find_order)


def _expand(feed: bytes, period: Period) -> Iterable[Any]:
    import recurring_ical_events  # noqa: PLC0415 - see above
    from icalendar import Calendar  # noqa: PLC0415 - see above

    calendar = Calendar.from_ical(feed)
    components: Iterable[Any] = calendar.walk("VEVENT")
    for component in components:
        _require_times(component)
        if not REPEATING & component.keys():
            _bring_near(component, period)
        # Thousands of them would overlap on every day.
        if REPEATING & component.keys() and abs(component.duration) > LONGEST_REPEATED:
            raise UnexpectedAnswer("the feed repeats something that lasts for months")
    first = datetime.combine(period.first, time(), tzinfo=DENMARK)
    end = datetime.combine(period.last + ONE_DAY, time(), tzinfo=DENMARK)
    return recurring_ical_events.of(calendar).between(first, end)


def _bring_near(component: Any, period: Period) -> None:
    """Shortens what lasts for centuries, as some write what has no end: libraries cannot count it.

    It begins and ends as far outside the period as it did, and lasts throughout it if it did.
    """
    if "DURATION" in component:
        component["DURATION"].dt = min(component["DURATION"].dt, CENTURY)
    if "DTSTART" not in component or "DTEND" not in component:
        return
    start, end = component["DTSTART"], component["DTEND"]
    if end.dt.year - start.dt.year > YEARS_OF_A_CENTURY:
        years = range(
            period.first.year - YEARS_OF_A_CENTURY, period.last.year + YEARS_OF_A_CENTURY + 1
        )
        start.dt = _set_year(start.dt, years, month=1, day=1)
        end.dt = _set_year(end.dt, years, month=12, day=31)


def _set_year(moment: date, years: range, *, month: int, day: int) -> date:
    """A moment in the nearest of some years."""
    if moment.year in years:
        return moment
    return moment.replace(year=min(max(moment.year, years[0]), years[-1]), month=month, day=day)


def _require_times(component: Any) -> None:
    """Raises for a line that the library leaves out, if a lesson would come or go with it."""
    left_out = (words.upper() for name, words in component.errors if name is None)
    if any(name in words for words in left_out for name in TIMES):
        raise UnexpectedAnswer("the feed has times that cannot be read")


def _read_entry(component: Any) -> Entry:
    starts_at, ends_at = component["DTSTART"].dt, component["DTEND"].dt
    if isinstance(starts_at, datetime):
        starts_at, ends_at = _set_clock(starts_at), _set_clock(ends_at)
    else:
        # In a feed the end is the day after the last one.
        ends_at = max(starts_at, ends_at - ONE_DAY)
    return Entry(
        key=f"{str(component.get('UID', ''))[:200]} {starts_at.isoformat()}",
        title=_read_text(component, "SUMMARY"),
        starts_at=starts_at,
        ends_at=ends_at,
        place=_read_text(component, "LOCATION"),
        contact=_read_text(component, "CONTACT"),
        description=_read_text(component, "DESCRIPTION"),
        categories=tuple(_list_categories(component)),
        is_cancelled=str(component.get("STATUS", "")).upper() == "CANCELLED",
    )


def _set_clock(moment: datetime) -> datetime:
    """A moment in Danish time; one that names no time zone is meant as the clock on the wall."""
    if moment.tzinfo is None:
        return moment.replace(tzinfo=DENMARK)
    return moment.astimezone(DENMARK)


def _read_text(component: Any, name: str) -> str:
    """A text on one line, and not longer than what has room; the first where there are more."""
    value = component.get(name, "")
    text = " ".join(str(value[0] if isinstance(value, list) else value).split())
    return text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]}…"


def _list_categories(component: Any) -> Iterable[str]:
    value = component.get("CATEGORIES", [])
    for each in value if isinstance(value, list) else [value]:
        yield from (str(category) for category in each.cats)


def _is_in(entry: Entry, period: Period) -> bool:
    """Whether an entry touches the period; one that ends as it begins does not."""
    if not isinstance(entry.starts_at, datetime):
        return entry.starts_at <= period.last and entry.ends_at >= period.first
    first = datetime.combine(period.first, time(), tzinfo=DENMARK)
    end = datetime.combine(period.last + ONE_DAY, time(), tzinfo=DENMARK)
    assert isinstance(entry.ends_at, datetime)  # noqa: S101 - as the start is
    return entry.starts_at < end and (entry.ends_at > first or entry.starts_at >= first)


def _find_order(entry: Entry) -> tuple[datetime, str]:
    """By time, what lasts the whole day first."""
    if isinstance(entry.starts_at, datetime):
        return entry.starts_at, entry.title
    return datetime.combine(entry.starts_at, time(), tzinfo=DENMARK), entry.title
