"""Titles of documents, as people would write them, from the names of files."""

import pytest

from cms.library.titles import make_title


@pytest.mark.parametrize(
    ("filename", "title"),
    [
        ("ordensregler_2026-v2.pdf", "Ordensregler 2026 v2"),
        ("Referat  fra skolebestyrelsen.docx", "Referat fra skolebestyrelsen"),
        ("referat-2026-11-23.pdf", "Referat 2026-11-23"),
        ("kalender-2026-2027.pdf", "Kalender 2026-2027"),
        ("æbledag.pdf", "Æbledag"),
        ("IT-politik.pdf", "IT-politik"),
        ("skole-hjem-samtale.pdf", "Skole-hjem-samtale"),
        ("referat-fra-det-sidste-moede.pdf", "Referat fra det sidste moede"),
        ("uden", "Uden"),
        ("plan.v2.pdf", "Plan.v2"),
    ],
)
def test_a_title_is_made_readable(filename, title):
    assert make_title(filename) == title


def test_a_name_that_says_nothing_stays():
    assert make_title("__.pdf") == "__.pdf"
