"""The days on which a repeated event is left out, as people write them; no database."""

import re
from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

Span = tuple[date, date]

# More than the holidays of three school years.
LONGEST_TEXT = 400
SKIPS_HELP = _("The days on which it does not happen, such as holidays: 24.12.2026, 12.-16.10.2026")
_PARTS = re.compile(r"[,;\n]")
_DASH = re.compile(r"\s*[-–]\s*")
# A first day may leave to the last one what both have: 12.-16.10.2026.
_FIRST = re.compile(r"[0-9]{1,2}\.(?:[0-9]{1,2}\.?(?:[0-9]{4})?)?")
_LAST = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}")
_NUMBER = re.compile(r"[0-9]+")


def read_skips(text: str) -> tuple[list[Span], list[str]]:
    """The spans of days in `24.12.2026, 12.-16.10.2026`, and the parts that are none."""
    spans, wrong = [], []
    for part in filter(None, (part.strip() for part in _PARTS.split(text))):
        span = _read_span(part)
        if span is None:
            wrong.append(part)
        else:
            spans.append(span)
    return spans, wrong


def is_skipped(day: date, spans: Sequence[Span]) -> bool:
    """Whether a day lies in one of the spans."""
    return any(first <= day <= last for first, last in spans)


def _read_span(part: str) -> Span | None:
    first, *rest = _DASH.split(part)
    last = rest[0] if len(rest) == 1 else first
    if len(rest) > 1 or not _FIRST.fullmatch(first) or not _LAST.fullmatch(last):
        return None
    ends = [int(number) for number in _NUMBER.findall(last)]
    begins = [int(number) for number in _NUMBER.findall(first)]
    begins += ends[len(begins) :]
    try:
        span = date(*reversed(begins)), date(*reversed(ends))
    except ValueError:
        return None
    return span if span[0] <= span[1] else None
