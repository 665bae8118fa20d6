"""What the log says of a change of rights is read back as it was meant, and nothing else is."""

from datetime import date

import pytest

from core.access.models import FOREVER, Right
from core.audit.operations import LONGEST_REASON
from core.people.right_changes import (
    APPROVAL,
    LONGEST_REASON_OF_CHANGE,
    RightChange,
    read_approval_choice,
    read_right_change,
    write_given,
    write_taken,
)
from core.privacy.blanking import blank_personal_text

DAY = date(2027, 7, 31)
LONGEST = "x" * LONGEST_REASON_OF_CHANGE


@pytest.mark.parametrize("right", Right)
@pytest.mark.parametrize("reason", ["Aftalt", "given edit: x", "to\nlinjer: ja", LONGEST])
def test_what_is_written_is_read_back_and_has_room(right, reason):
    for ends_on in (DAY, FOREVER):
        text = write_given(right, ends_on=ends_on, reason=reason)
        assert read_right_change(text) == RightChange(right=right, ends_on=ends_on, reason=reason)
        assert blank_personal_text(text) == text
        assert len(text) <= LONGEST_REASON
    text = write_taken(right, reason=reason)
    assert read_right_change(text) == RightChange(right=right, ends_on=None, reason=reason)
    assert len(text) <= LONGEST_REASON


@pytest.mark.parametrize(
    "text", ["", "Aftalt", "given x: Aftalt", "Leads the institution, by the roster", "given edit"]
)
def test_other_lines_tell_of_no_change(text):
    assert read_right_change(text) is None
    assert read_approval_choice(text) is None


def test_the_choice_of_approval_is_read_back():
    assert {read_approval_choice(words) for words in APPROVAL.values()} == {True, False}
