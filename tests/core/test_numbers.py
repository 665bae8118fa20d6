"""Numbers of rows as they are sent: only what a database can have is one."""

import pytest

from core.numbers import MOST_DIGITS, read_id


@pytest.mark.parametrize(("text", "number"), [("1", 1), ("007", 7), ("9" * 18, 10**18 - 1)])
def test_plain_digits_are_a_number(text, number):
    assert read_id(text) == number


@pytest.mark.parametrize(
    "text",
    ["", "0", "-1", "+1", " 1", "1 ", "1\n", "1_0", "1.0", "1e3", "x", "²", "٣", "१", "1\x00",
     "\x001", "\ud83d", "9" * (MOST_DIGITS + 1), "9" * 5_000],
)  # fmt: skip
def test_whatever_else_is_sent_is_none(text):
    assert read_id(text) is None
