"""What the log says of a change of rights: words that people read, and that are read back here."""

import re
from dataclasses import dataclass
from datetime import date

from core.access.models import FOREVER, Right
from core.audit.operations import LONGEST_REASON

# The longest of what stands before the reason: "given municipality through 2027-07-31: ".
LONGEST_REASON_OF_CHANGE = LONGEST_REASON - 40

APPROVAL = {True: "approval wanted", False: "approval not wanted"}

_CHANGE = re.compile(
    rf"(?P<deed>given|taken) (?P<right>{'|'.join(Right.values)})"
    r"(?: through (?P<day>\d{4}-\d{2}-\d{2}))?: (?P<reason>.*)",
    re.DOTALL,
)


@dataclass(frozen=True, kw_only=True)
class RightChange:
    """A right given through a day, which may be for ever, or taken; and why."""

    right: Right
    ends_on: date | None
    reason: str

    @property
    def is_given(self) -> bool:
        return self.ends_on is not None


def write_given(right: Right, *, ends_on: date, reason: str) -> str:
    """What the log keeps of a right that was given, or that ends otherwise from now on."""
    through = "" if ends_on == FOREVER else f" through {ends_on.isoformat()}"
    return f"given {right.value}{through}: {reason}"


def write_taken(right: Right, *, reason: str) -> str:
    """What the log keeps of a right that was taken."""
    return f"taken {right.value}: {reason}"


def read_right_change(text: str) -> RightChange | None:
    """The change that a line of the log tells of; none for lines from before they told."""
    found = _CHANGE.fullmatch(text)
    if found is None:
        return None
    ends_on = date.fromisoformat(found["day"]) if found["day"] else FOREVER
    return RightChange(
        right=Right(found["right"]),
        ends_on=ends_on if found["deed"] == "given" else None,
        reason=found["reason"],
    )


def read_approval_choice(text: str) -> bool | None:
    """Whether approval was chosen or given up, by a line of the log; none if it does not say."""
    return next((wanted for wanted, words in APPROVAL.items() if text == words), None)
