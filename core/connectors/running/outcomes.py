"""What becomes of a call: an answer, or a failure with a name."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any


class FailureKind(StrEnum):
    """Why there is no answer; the first six say something of the system, the others do not."""

    UNAVAILABLE = "unavailable"
    TIMED_OUT = "timed_out"
    REFUSED = "refused"
    # This one question, such as about one child; the portal itself is let in.
    FORBIDDEN = "forbidden"
    UNEXPECTED = "unexpected"
    CRASHED = "crashed"
    BUSY = "busy"
    RESTING = "resting"
    NOT_ASKED = "not_asked"
    NOT_DECLARED = "not_declared"


@dataclass(frozen=True, kw_only=True)
class Answered:
    """What the connector answered, and when it was fetched."""

    value: Any = field(repr=False)
    fetched_at: datetime
    took: timedelta = timedelta()
    # What must not happen and did, for administrators.
    alarms: tuple[str, ...] = ()
    # What could not be read beside the answer, each by its kind and reason.
    troubles: tuple[tuple[FailureKind, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Failed:
    """No answer; `reason` is for administrators and names nobody."""

    kind: FailureKind
    reason: str = ""
    retry_after: timedelta | None = None
    took: timedelta = timedelta()


Outcome = Answered | Failed
