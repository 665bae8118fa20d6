"""What a check can come to."""

from dataclasses import dataclass
from enum import StrEnum


class Failed(AssertionError):
    """A check that the connector does not pass; the message says what to change."""


class NotApplicable(Exception):
    """A check that has nothing to look at here; the message says why."""


class State(StrEnum):
    PASSED = "passed"
    FAILED = "failed"
    TO_DO = "to do"
    EXEMPT = "exempt"
    NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of one check of one source, or of the connector as a whole."""

    check: str
    state: State
    offer: str = ""
    reason: str = ""

    @property
    def name(self) -> str:
        return f"{self.check}-{self.offer}" if self.offer else self.check
