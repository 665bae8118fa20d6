"""Secrets and people in whatever spelling a connector writes them down."""

import json
from base64 import b64encode, urlsafe_b64encode
from html import escape
from urllib.parse import quote, quote_plus

import pytest

from core.connectors.running.blanking import BLANK, LONGEST, Blanker

SECRET = "nøgle/4711+?&%<hest>"
PEOPLE = ("bo000001", "Bo Ærø Prøve", "Bo")


@pytest.fixture
def blanker():
    return Blanker(personal=PEOPLE, secrets=[SECRET])


def test_what_is_no_secret_and_nobody_stays(blanker):
    text = "the system answered 503 about books, bones and Bodil"
    assert blanker.blank(text) == text
    assert Blanker().blank(text) == text


@pytest.mark.parametrize(
    "spelling",
    [
        SECRET,
        quote(SECRET),
        quote(SECRET, safe=""),
        quote(SECRET, safe="").lower(),
        quote_plus(SECRET),
        json.dumps(SECRET)[1:-1],
        escape(SECRET),
    ],
)
def test_CON_16_a_secret_is_blanked_in_each_spelling(blanker, spelling):
    assert blanker.blank(f"tried x={spelling}&y") == f"tried x={BLANK}&y"


@pytest.mark.parametrize("encode", [b64encode, urlsafe_b64encode])
@pytest.mark.parametrize("user", ["", "a", "ab", "abc"])
@pytest.mark.parametrize("after", ["", "x", "xy"])
def test_CON_16_a_secret_is_blanked_within_base64(blanker, encode, user, after):
    written = encode(f"{user}{SECRET}{after}".encode()).decode()
    blanked = blanker.blank(f"Basic {written}")
    assert BLANK in blanked
    # What is left are its ends, of which three bytes cannot be read.
    assert len(blanked.removeprefix("Basic ").replace(BLANK, "")) <= 16
    assert SECRET[3:-3] not in blanked


@pytest.mark.parametrize(
    ("written", "blanked"),
    [
        ("BO000001 is unknown", f"{BLANK} is unknown"),
        ("user_Bo000001x", f"user_{BLANK}x"),
        ("no pupil Bo.", f"no pupil {BLANK}."),
        ("/pupils/bo/loans", f"/pupils/{BLANK}/loans"),
        ("name=Bo%20%C3%86r%C3%B8%20Pr%C3%B8ve", f"name={BLANK}"),
        ("PRØVE is unknown", f"{BLANK} is unknown"),
        ("Prøve is unknown", f"{BLANK} is unknown"),
        ("books for Bo", f"books for {BLANK}"),
    ],
)
def test_people_are_blanked_in_each_spelling(blanker, written, blanked):
    assert blanker.blank(written) == blanked


def test_a_text_is_no_longer_than_a_line(blanker):
    assert len(blanker.blank("x" * 1000)) == LONGEST


def test_it_shows_nothing_of_what_it_knows(blanker):
    assert repr(blanker) == "<Blanker>"
