"""Why somebody was not signed in: a code for the log and the person, never what was answered."""

from enum import StrEnum
from secrets import choice

# Read aloud on the telephone, so without letters and digits that sound or look alike.
_LETTERS = "ACDEFHJKLMNPRTUVWXY34679"


class Reason(StrEnum):
    """Why an answer of an identity provider, or a person, was refused."""

    # What came is not an answer at all.
    TOO_LARGE = "too_large"
    TOO_OFTEN = "too_often"
    UNREADABLE = "unreadable"
    DOCUMENT_TYPE = "document_type"
    MISSHAPEN = "misshapen"
    WEAK_ALGORITHM = "weak_algorithm"
    CANNOT_DECRYPT = "cannot_decrypt"
    NOT_ENCRYPTED = "not_encrypted"
    # Nobody who is trusted has signed it.
    NO_SIGNATURE = "no_signature"
    BAD_SIGNATURE = "bad_signature"
    UNKNOWN_KEY = "unknown_key"
    # It is not for us, not for this, or not for now.
    WRONG_ISSUER = "wrong_issuer"
    WRONG_AUDIENCE = "wrong_audience"
    WRONG_DESTINATION = "wrong_destination"
    WRONG_RECIPIENT = "wrong_recipient"
    WRONG_CONFIRMATION = "wrong_confirmation"
    NOT_ASKED_FOR = "not_asked_for"
    OTHER_BROWSER = "other_browser"
    TOO_LATE = "too_late"
    TOO_EARLY = "too_early"
    TOO_LONG = "too_long"
    NO_TIMES = "no_times"
    USED_BEFORE = "used_before"
    WRONG_NONCE = "wrong_nonce"
    NO_SUBJECT = "no_subject"
    DUPLICATE_ATTRIBUTE = "duplicate_attribute"
    NOT_SUCCESSFUL = "not_successful"
    CANCELLED = "cancelled"
    # The provider or our side of it.
    NOT_SET_UP = "not_set_up"
    PROVIDER_DOWN = "provider_down"
    PROVIDER_ERROR = "provider_error"
    CONNECTOR_FAILED = "connector_failed"
    # The answer is right, and still nobody is signed in.
    UNKNOWN_PERSON = "unknown_person"
    NOT_VOUCHED_FOR = "not_vouched_for"
    IDENTITY_CHANGED = "identity_changed"
    OTHER_PERSON = "other_person"
    LEVEL_TOO_LOW = "level_too_low"
    OF_CONNECTOR = "of_connector"


class Rejected(Exception):
    """An answer was refused; `detail` is more for the log, in fixed words of ours."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{reason.value}: {detail}" if detail else reason.value)
        self.reason = reason
        self.detail = detail


def make_reference() -> str:
    """A number by which somebody finds a refusal in the log, such as `K4F-7HA-X3M`."""
    parts = ("".join(choice(_LETTERS) for _ in range(3)) for _ in range(3))
    return "-".join(parts)
