import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.utils import timezone, translation
from django.utils.html import strip_tags

from themes.templatetags import themes_dates as words

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
MONDAY = dt.datetime(2027, 1, 4, 7, 42, tzinfo=COPENHAGEN)


@pytest.mark.parametrize(
    ("filter_name", "danish", "english"),
    [
        ("day_and_date", "mandag den 4. januar", "Monday 4 January"),
        ("day_and_year", "mandag den 4. januar 2027", "Monday 4 January 2027"),
        ("short_date", "4.1.2027", "4 Jan 2027"),
        ("clock_time", "kl. 7.42", "7:42"),
        ("week_number", "uge 1", "week 1"),
    ],
)
def test_it_writes_a_moment_in_the_language_of_the_page(
    filter_name: str, danish: str, english: str
) -> None:
    write = getattr(words, filter_name)
    with translation.override("da"):
        assert write(MONDAY) == danish
    with translation.override("en-gb"):
        assert write(MONDAY) == english


def test_it_uses_english_for_a_language_it_does_not_know() -> None:
    with translation.override("fr"):
        assert words.clock_time(MONDAY) == "7:42"


def test_it_shows_the_local_day_of_a_moment_stored_in_utc() -> None:
    late = dt.datetime(2027, 1, 3, 23, 30, tzinfo=dt.UTC)
    page = Template("{% load themes_dates %}{{ at|day_and_date }} {{ at|clock_time }}")
    with translation.override("da"), timezone.override(COPENHAGEN):
        assert page.render(Context({"at": late}, use_tz=True)) == "mandag den 4. januar kl. 0.30"


def test_it_writes_a_span_of_time() -> None:
    start, end = dt.time(8, 15), dt.time(9, 45)
    with translation.override("da"):
        assert words.time_span(start, end) == "kl. 8.15-9.45"
    with translation.override("en"):
        assert words.time_span(start, end) == "8:15\N{EN DASH}9:45"


def test_it_writes_each_hour_beside_its_day() -> None:
    first, last, nine, two = dt.date(2027, 1, 4), dt.date(2027, 1, 6), dt.time(9), dt.time(14)
    with translation.override("da"):
        written = {
            strip_tags(words.days_and_hours(*span))
            for span in [
                (first, None, nine, two), (first, first, nine, two), (first, last, None, None),
                (first, last, nine, two), (first, last, nine, None),
            ]
        }  # fmt: skip
    assert written == {
        "mandag den 4. januar kl. 9.00-14.00",
        "mandag den 4. januar – onsdag den 6. januar",
        "mandag den 4. januar kl. 9.00 – onsdag den 6. januar kl. 14.00",
        "mandag den 4. januar kl. 9.00 – onsdag den 6. januar",
    }


def test_it_writes_hours_of_each_day_once() -> None:
    span = (dt.date(2027, 1, 4), dt.date(2027, 1, 6), dt.time(9), dt.time(14))
    with translation.override("da"):
        assert strip_tags(words.days_and_hours(*span, each_day=True)) == (
            "mandag den 4. januar – onsdag den 6. januar, hver dag kl. 9.00-14.00"
        )
    with translation.override("en"):
        assert strip_tags(words.days_and_hours(*span, with_year=True, each_day=True)) == (
            "Monday 4 January 2027 – Wednesday 6 January 2027, every day 9:00\N{EN DASH}14:00"
        )


def test_it_writes_days_below_the_name_of_their_month() -> None:
    first, last, year_end = dt.date(2026, 12, 21), dt.date(2026, 12, 23), dt.date(2027, 1, 1)
    with translation.override("da"):
        assert words.days_span(first, first) == "21."
        assert words.days_span(first, last) == "21.-23."
        assert words.days_span(first, year_end) == "21.12.-1.1."
    with translation.override("en"):
        assert words.days_span(first, last) == "21\N{EN DASH}23"
        assert words.days_span(first, year_end) == "21 Dec\N{EN DASH}1 Jan"


@pytest.mark.parametrize(
    ("published", "danish"),
    [
        (MONDAY, "i dag kl. 7.42"),
        (MONDAY - dt.timedelta(days=1), "i går kl. 7.42"),
        (MONDAY - dt.timedelta(days=2), "lørdag den 2. januar"),
        (MONDAY - dt.timedelta(days=5), "onsdag den 30. december 2026"),
        (MONDAY + dt.timedelta(days=1), "tirsdag den 5. januar"),
        (MONDAY.date(), "mandag den 4. januar"),
    ],
)
def test_it_says_when_a_news_item_came(published: dt.date, danish: str) -> None:
    with translation.override("da"), timezone.override(COPENHAGEN):
        assert words.when_published(published, MONDAY) == danish


@pytest.mark.parametrize("today", [None, ""])
def test_it_writes_the_date_alone_when_it_does_not_know_today(today: object) -> None:
    with translation.override("da"):
        assert words.when_published(MONDAY, today) == "mandag den 4. januar"


@pytest.mark.parametrize(
    ("number", "danish", "english"),
    [(8214, "8.214", "8,214"), (7.5, "7,5", "7.5"), (0, "0", "0"), (1234567, "1.234.567", None)],
)
def test_it_groups_numbers(number: float, danish: str, english: str | None) -> None:
    with translation.override("da"):
        assert words.grouped_number(number) == danish
    if english:
        with translation.override("en"):
            assert words.grouped_number(number) == english


@pytest.mark.parametrize(
    ("size", "danish"),
    [
        (0, "1 KB"),
        (240 * 1024, "240 KB"),
        (1024 * 1024 - 1, "1 MB"),
        (int(7.5 * 1024 * 1024), "7,5 MB"),
        (48 * 1024 * 1024, "48 MB"),
        (3 * 1024**3, "3 GB"),
    ],
)
def test_it_writes_file_sizes(size: int, danish: str) -> None:
    with translation.override("da"):
        assert words.file_size(size) == danish


@pytest.mark.parametrize(
    ("filter_name", "good"),
    [
        ("day_and_date", MONDAY),
        ("clock_time", MONDAY),
        ("week_number", MONDAY),
        ("grouped_number", 5),
        ("file_size", 5),
    ],
)
def test_it_leaves_a_gap_where_there_is_no_value(filter_name: str, good: object) -> None:
    write = getattr(words, filter_name)
    assert [write(value) for value in (None, "", "mandag")] == ["", "", ""]
    assert write(good)
