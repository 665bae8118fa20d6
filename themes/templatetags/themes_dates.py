"""Dates, times, numbers and sizes as people write them, in the language of the page."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import template
from django.utils import formats, timezone, translation
from django.utils.dateformat import format as format_date
from django.utils.html import format_html

register = template.Library()

# Day and month names come from Django's own catalogue; only the order and small words are ours.
_PATTERNS = {
    "da": {
        "day": r"l \d\e\n j. F",
        "day_and_year": r"l \d\e\n j. F Y",
        "short": "j.n.Y",
        "day_of_month": "j.",
        "day_of_year": "j.n.",
        "time": r"\k\l. G.i",
        "span_end": "G.i",
        "span": "{}-{}",
        "each_day": "hver dag {}",
        "week": "uge {}",
        "today": "i dag {}",
        "yesterday": "i går {}",
        "tomorrow": "i morgen",
        "weekday": "l",
    },
    "en": {
        "day": "l j F",
        "day_and_year": "l j F Y",
        "short": "j M Y",
        "day_of_month": "j",
        "day_of_year": "j M",
        "time": "G:i",
        "span_end": "G:i",
        "span": "{}–{}",
        "each_day": "every day {}",
        "week": "week {}",
        "today": "today at {}",
        "yesterday": "yesterday at {}",
        "tomorrow": "tomorrow",
        "weekday": "l",
    },
}
_SIZE_UNITS = ("KB", "MB", "GB", "TB")
_SIZE_STEP = 1024
_DAYS_OF_WEEK = 7
_WHOLE_FROM = 9.95


def _pattern(name: str) -> str:
    language = (translation.get_language() or "en").partition("-")[0]
    return _PATTERNS.get(language, _PATTERNS["en"])[name]


def _format(value: Any, name: str) -> str:
    """Empty text for what is no date, so that a missing date leaves a gap and not an error."""
    if not isinstance(value, dt.date | dt.time):
        return ""
    if name in ("time", "span_end") and not isinstance(value, dt.datetime | dt.time):
        return ""
    return format_date(value, _pattern(name))


def _to_local(value: dt.datetime) -> dt.datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value


def _as_day(value: Any) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return _to_local(value).date()
    return value if isinstance(value, dt.date) else None


@register.filter(expects_localtime=True)
def day_and_date(value: Any) -> str:
    """`mandag den 4. januar`, `Monday 4 January`."""
    return _format(value, "day")


@register.filter(expects_localtime=True)
def day_and_year(value: Any) -> str:
    """`mandag den 4. januar 2027`, `Monday 4 January 2027`."""
    return _format(value, "day_and_year")


@register.filter(expects_localtime=True)
def short_date(value: Any) -> str:
    """`4.1.2027`, `4 Jan 2027`."""
    return _format(value, "short")


@register.filter
def days_span(first: Any, last: Any) -> str:
    """`12.`, `12.-16.`, `21.12.-1.1.`; `12–16`, `21 Dec–1 Jan`: days below a month's name."""
    if first == last:
        return _format(first, "day_of_month")
    same_month = (first.year, first.month) == (last.year, last.month)
    name = "day_of_month" if same_month else "day_of_year"
    return _pattern("span").format(_format(first, name), _format(last, name))


@register.filter(expects_localtime=True)
def clock_time(value: Any) -> str:
    """`kl. 7.42`, `7:42`; takes a datetime or a time."""
    return _format(value, "time")


@register.filter(expects_localtime=True)
def time_span(start: Any, end: Any) -> str:
    """`kl. 8.15-9.45`, `8:15–9:45`."""
    last = _to_local(end) if isinstance(end, dt.datetime) else end
    first, second = _format(start, "time"), _format(last, "span_end")
    return _pattern("span").format(first, second) if first and second else first


@register.simple_tag
def days_and_hours(
    first: Any,
    last: Any,
    begins: Any,
    ends: Any,
    *,
    with_year: bool = False,
    each_day: bool = False,
) -> str:
    """`mandag den 4. januar kl. 9.00-14.00`, `mandag den 4. januar – onsdag den 6. januar`.

    With hours and several days, `mandag den 4. januar kl. 9.00 – onsdag den 6. januar kl. 14.00`,
    or `mandag den 4. januar – onsdag den 6. januar, hver dag kl. 9.00-14.00`. Hours never break
    in two.
    """
    name = "day_and_year" if with_year else "day"
    begin, end = (_to_local(at) if isinstance(at, dt.datetime) else at for at in (begins, ends))
    if last is None or last == first:
        return _join_hours(_format(first, name), time_span(begin, end))
    if each_day:
        hours = _pattern("each_day").format(time_span(begin, end))
        days = f"{_format(first, name)} – {_format(last, name)}"
        return format_html('{}, <span class="hours">{}</span>', days, hours)
    first_words = _join_hours(_format(first, name), clock_time(begin))
    last_words = _join_hours(_format(last, name), clock_time(end) if begin else "")
    return format_html("{} – {}", first_words, last_words)


def _join_hours(day: str, hours: str) -> str:
    return format_html('{} <span class="hours">{}</span>', day, hours) if hours else day


@register.filter(expects_localtime=True)
def week_number(value: Any) -> str:
    """`uge 49`, `week 49`: the ISO week, which is the Danish one."""
    day = _as_day(value)
    return _pattern("week").format(day.isocalendar().week) if day else ""


@register.filter(expects_localtime=True)
def when_published(value: Any, today: Any = None) -> str:
    """`i dag kl. 7.42`, `i går kl. 7.42`, `mandag den 4. januar`, with the year if another one.

    `today` is the day of the reader (a date or datetime); without it only the date is written.
    """
    day, now = _as_day(value), _as_day(today)
    if day is None or now is None:
        return _format(value, "day")
    near = {0: "today", 1: "yesterday"}.get((now - day).days)
    if near and isinstance(value, dt.datetime):
        return _pattern(near).format(_format(value, "time"))
    return _format(value, "day" if day.year == now.year else "day_and_year")


def _write_hours(begin: dt.datetime, until: Any) -> str:
    """Hours in a column, without the word that goes before them in a sentence."""
    end = _format(_to_local(until), "span_end") if isinstance(until, dt.datetime) else ""
    first = _format(begin, "span_end")
    return _pattern("span").format(first, end) if end else first


@register.simple_tag
def near_moment(when: Any, until: Any, today: Any) -> str:
    """`8.15-9.45` on the reader's own day, `i morgen`, `torsdag kl. 8.15`, and else `26.11.`."""
    day, now = _as_day(when), _as_day(today)
    if day is None or now is None:
        return ""
    begin = _to_local(when) if isinstance(when, dt.datetime) else None
    hours = time_span(begin, until)
    distance = (day - now).days
    if distance == 0 and begin is not None:
        return _write_hours(begin, until)
    if distance == 1:
        name = _pattern("tomorrow")
    elif 0 <= distance < _DAYS_OF_WEEK:
        name = _format(day, "weekday").lower()
    else:
        name = _format(day, "day_of_year")
    return f"{name} {hours}" if hours else name


@register.filter
def grouped_number(value: Any) -> str:
    """`8.214` and `7,5` in Danish, `8,214` and `7.5` in English."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return ""
    return str(formats.number_format(value, use_l10n=True, force_grouping=True))


@register.filter
def file_size(value: Any) -> str:
    """`48 MB`, `7,5 MB`: bytes in steps of 1024, one decimal below ten, never less than 1 KB."""
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        return ""
    size, unit = max(value / _SIZE_STEP, 1), 0
    while round(size) >= _SIZE_STEP and unit < len(_SIZE_UNITS) - 1:
        size, unit = size / _SIZE_STEP, unit + 1
    rounded = round(size, 1) if size < _WHOLE_FROM and unit else round(size)
    whole = int(rounded) if rounded == int(rounded) else rounded
    return f"{grouped_number(whole)} {_SIZE_UNITS[unit]}"
