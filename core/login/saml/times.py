"""Moments in SAML, which are in UTC and end in Z."""

import re
from datetime import UTC, datetime

_FORM = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d{1,9})?(Z|\+00:00)")


def read_time(text: str | None) -> datetime | None:
    """The moment; None when there is none, or none that can be read."""
    match = _FORM.fullmatch(text or "")
    if match is None:
        return None
    try:
        return datetime.fromisoformat(match[1]).replace(tzinfo=UTC)
    except ValueError:
        return None


def write_time(moment: datetime) -> str:
    """The moment as SAML writes it, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
