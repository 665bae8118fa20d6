"""Refuses feeds that would take long to read, before any library is given them.

A rule such as "every second since 1970" is a line of text and hours of work. So each rule is
weighed first by the steps that it takes to walk from its start to the days that are asked for.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from indgang_sdk.calendar import Period
from indgang_sdk.errors import UnexpectedAnswer

LARGEST = 1_000_000
MOST_LINES = 50_000
MOST_COMPONENTS = 3_000
# About a second's work on a small machine, in steps of a day; the others as they compare to it.
MOST_WORK = 250_000
STEP_WORK = {"DAILY": 1, "WEEKLY": 1, "MONTHLY": 2, "YEARLY": 30}
OCCURRENCE_WORK = 25
DATE_WORK = 5
LINE_WORK = 4
PARAMETER_WORK = 3
VALUE_WORK = 1
LAST_YEAR = 9_999
STEPS_A_YEAR = {"DAILY": 366, "WEEKLY": 53, "MONTHLY": 12, "YEARLY": 1}
DAYS_A_STEP = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 28, "YEARLY": 365}
# How often a weekday comes in a step where the rule does not say which one is meant.
WEEKDAYS_A_STEP = {"DAILY": 1, "WEEKLY": 1, "MONTHLY": 5, "YEARLY": 53}
PLAIN_PARTS = {"FREQ", "INTERVAL", "UNTIL", "COUNT", "WKST"}
OTHER_PARTS = {"BYDAY", "BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS"}
# Both as the library has them, so that no line is one for us and another for it.
FOLD = re.compile(r"(?:(?<!\n)\r\n|(?<![\r\n])\n)(?:\r?\n)*[ \t]")
NEW_LINE = re.compile(r"\r?\n")
YEAR = re.compile(r":(\d{4})\d{4}(T\d{6}Z?)?$")
NUMBER = re.compile(r"[0-9]{1,5}")
EACH_MONTH = re.compile(r"(0?[1-9]|1[0-2])(,(0?[1-9]|1[0-2]))*")
EACH_MONTHS_DAY = re.compile(r"[+-]?(0?[1-9]|1[0-9]|2[0-8])(,[+-]?(0?[1-9]|1[0-9]|2[0-8]))*")
EACH_MONTHS_WEEKDAY = re.compile(r"[+-]?[1-4]?(MO|TU|WE|TH|FR|SA|SU)(,[+-]?[1-4]?[A-Z]{2})*")


@dataclass(kw_only=True)
class _Component:
    """What of a component decides how long it takes to write it out."""

    name: str
    start: str = ""
    rules: list[str] = field(default_factory=list)
    dates: int = 0


def check_bounds(feed: bytes, period: Period) -> None:
    """Raises `UnexpectedAnswer` for what is no whole calendar, or takes too long to write out."""
    if len(feed) > LARGEST:
        raise UnexpectedAnswer("the feed is too large")
    lines = _list_lines(feed)
    if len(lines) > MOST_LINES:
        raise UnexpectedAnswer("the feed is too large")
    # Before anything is written out, each piece of a line is read by itself.
    work = (
        len(lines) * LINE_WORK + feed.count(b";") * PARAMETER_WORK + feed.count(b",") * VALUE_WORK
    )
    for number, component in enumerate(_list_components(lines)):
        work += component.dates * DATE_WORK + sum(
            weigh_rule(rule, start=component.start, period=period) for rule in component.rules
        )
        if number >= MOST_COMPONENTS or work > MOST_WORK:
            raise UnexpectedAnswer("the feed takes too long to be written out")


def weigh_rule(rule: str, *, start: str, period: Period) -> int:
    """How much work a rule is in a period; raises `UnexpectedAnswer` for what is no rule."""
    pairs = [part.partition("=")[::2] for part in rule.upper().split(";") if part]
    parts = dict(pairs)
    frequency, interval = parts.get("FREQ", ""), parts.get("INTERVAL", "1")
    is_known = frequency in STEPS_A_YEAR and parts.keys() <= PLAIN_PARTS | OTHER_PARTS
    is_number = NUMBER.fullmatch(interval) is not None and int(interval) > 0
    if not (is_known and is_number and len(parts) == len(pairs)):
        raise UnexpectedAnswer("the feed repeats something in a way that calendars do not")
    year = YEAR.search(start)
    # One that may never happen is looked for until the calendar ends.
    until = period.last.year + 1 if _happens(parts, frequency, int(interval)) else LAST_YEAR
    years = max(until - (int(year[1]) if year else 1), 1)
    steps = years * STEPS_A_YEAR[frequency] // int(interval) + 1
    found = _count_most(parts, frequency, int(interval), period)
    return steps * STEP_WORK[frequency] + found * OCCURRENCE_WORK


def _count_most(parts: dict[str, str], frequency: str, interval: int, period: Period) -> int:
    """How often a rule comes true in a period at most: once a day, as it names no hours."""
    if parts.get("UNTIL", "9")[:8] < f"{period.first:%Y%m%d}":
        return 0
    days = (period.last - period.first).days + 1
    times = days // (DAYS_A_STEP[frequency] * interval) + 1
    for name in parts.keys() & OTHER_PARTS - {"BYDAY"}:
        times *= parts[name].count(",") + 1
    if "BYDAY" in parts:
        weekdays = parts["BYDAY"].split(",")
        plain = sum(not any(letter.isdecimal() for letter in each) for each in weekdays)
        times *= plain * WEEKDAYS_A_STEP[frequency] + len(weekdays) - plain
    return min(times, days)


def _happens(parts: dict[str, str], frequency: str, interval: int) -> bool:
    """Whether a rule is certain to come true again and again; others may be, and weigh more."""
    conditions = parts.keys() - PLAIN_PARTS
    if not conditions:
        return True
    if conditions == {"BYDAY"} and frequency == "WEEKLY":
        return EACH_MONTHS_WEEKDAY.fullmatch(parts["BYDAY"]) is not None
    if interval > 1 or conditions >= {"BYDAY", "BYMONTHDAY"}:
        return False
    known = {
        "BYMONTH": EACH_MONTH,
        "BYDAY": EACH_MONTHS_WEEKDAY,
        "BYMONTHDAY": EACH_MONTHS_DAY,
    }
    return all(name in known and known[name].fullmatch(parts[name]) for name in conditions)


def _list_lines(feed: bytes) -> list[str]:
    return NEW_LINE.split(FOLD.sub("", feed.decode("utf-8-sig", "replace")))


def _list_components(lines: Iterable[str]) -> Iterator[_Component]:
    """Each component at its end; raises `UnexpectedAnswer` where one does not end."""
    open_ones: list[_Component] = []
    calendars = 0
    for line in lines:
        name, value = re.split("[;:]", line, maxsplit=1)[0].upper(), line.rpartition(":")[2]
        if name == "BEGIN":
            calendars += not open_ones
            open_ones.append(_Component(name=value.strip().upper()))
        elif name == "END":
            if not open_ones or open_ones[-1].name != value.strip().upper():
                raise UnexpectedAnswer("what was answered is not a whole calendar")
            yield open_ones.pop()
        elif line.strip() and not open_ones:
            raise UnexpectedAnswer("what was answered is not a whole calendar")
        elif open_ones:
            _note(open_ones, name, line, value)
    if open_ones or not calendars:
        raise UnexpectedAnswer("what was answered is not a whole calendar")


def _note(open_ones: list[_Component], name: str, line: str, value: str) -> None:
    if open_ones[0].name != "VCALENDAR":
        raise UnexpectedAnswer("what was answered is not a whole calendar")
    if name == "DTSTART":
        open_ones[-1].start = line.strip()
    elif name in {"RRULE", "EXRULE"}:
        # What stands before the first colon has no place there, and is refused with the rest.
        open_ones[-1].rules.append(line[len(name) + 1 :].strip())
    elif name in {"RDATE", "EXDATE"}:
        open_ones[-1].dates += value.count(",") + 1
