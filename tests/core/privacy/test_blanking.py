"""What looks like a CPR number or an e-mail address is blanked: in logs, mails and reasons."""

import pytest

from core.privacy.blanking import blank_personal_text


@pytest.mark.parametrize(
    ("text", "blanked"),
    [
        ("Bo 010114-4321.", "Bo [number]."),
        ("0101144321", "[number]"),
        ("til bo+skole@post.example.dk, i dag", "til [e-mail], i dag"),
        ("010114-4321 og bo.lund@example.org", "[number] og [e-mail]"),
        ("010114-4321@example.org", "[number]@example.org"),
    ],
)
def test_numbers_and_addresses_are_blanked(text, blanked):
    assert blank_personal_text(text) == blanked


@pytest.mark.parametrize(
    "harmless", ["", "4.A, tlf. 12 34 56 78", "20261123", "job 1234567890123", "kl. 8 @ 3.B"]
)
def test_other_text_stays_as_it_is(harmless):
    assert blank_personal_text(harmless) == harmless
