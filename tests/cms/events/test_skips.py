"""Days that a repeated event leaves out, as people write them."""

from datetime import date

import pytest

from cms.calendar.skips import is_skipped, read_skips


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("", []),
        (" , ;", []),
        ("24.12.2026", ["2026-12-24/2026-12-24"]),
        ("12.-16.10.2026", ["2026-10-12/2026-10-16"]),
        ("28.9.-2.10.2026; 5.1.2027", ["2026-09-28/2026-10-02", "2027-01-05/2027-01-05"]),
        ("21.12.2026 – 3.1.2027,24.2.2027", ["2026-12-21/2027-01-03", "2027-02-24/2027-02-24"]),
    ],
)
def test_days_and_spans_are_read(text, spans):
    found, wrong = read_skips(text)
    assert ["/".join(day.isoformat() for day in span) for span in found] == spans
    assert not wrong


@pytest.mark.parametrize(
    "part",
    ["uge 42", "24.12", "24.12.26", "31.2.2027", "16.-12.10.2026", "20.12.-2.1.2027", "1.1.0000",
     "1.-2.-3.1.2027", "-1.1.2027", "²4.12.2026", "٢٤.12.2026", "9" * 5_000],
)  # fmt: skip
def test_what_is_no_day_is_named_and_the_rest_is_read(part):
    spans, wrong = read_skips(f"24.12.2026, {part}")
    assert spans == [(date(2026, 12, 24), date(2026, 12, 24))]
    assert wrong == [part]


def test_both_ends_of_a_span_are_in_it():
    spans, _wrong = read_skips("12.-16.10.2026")
    days = [date(2026, 10, day) for day in (11, 12, 16, 17)]
    assert [is_skipped(day, spans) for day in days] == [False, True, True, False]
