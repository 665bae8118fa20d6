"""What a hit shows of its text, and which words are marked in it."""

import pytest

from search.analysis import list_query_words
from search.snippets import LENGTH, make_snippet, mark_words


def marked(query, text):
    return [piece.text for piece in mark_words(text, list_query_words(query)) if piece.marked]


def shown(query, text):
    return "".join(piece.text for piece in make_snippet(text, list_query_words(query)))


def test_pieces_are_the_text_and_nothing_else():
    text = "Lus på 1. årgang: Kæm <b>alle</b>"
    pieces = mark_words(text, list_query_words("lus"))
    assert "".join(piece.text for piece in pieces) == text


@pytest.mark.parametrize(
    ("query", "text", "words"),
    [
        ("ringetid", "Skolens ringetider", ["ringetider"]),
        ("3b", "Møde i 3.B og 3.C", ["3.B"]),
        ("laereplan", "Vores læreplan", ["læreplan"]),
        ("lus kæm", "Lus: Kæm håret", ["Lus", "Kæm"]),
        ("gum", "Gummistøvler", ["Gummistøvler"]),
        ("gu", "Gummistøvler", []),
    ],
)
def test_words_are_marked_as_they_are_found(query, text, words):
    assert marked(query, text) == words


def test_only_the_last_word_of_a_query_is_a_beginning():
    assert marked("gum fest", "Gummistøvler til festen") == ["festen"]


def test_a_short_text_is_shown_whole():
    assert shown("lus", "Kæm for lus i weekenden") == "Kæm for lus i weekenden"


def test_a_long_text_is_shown_around_the_first_word_found():
    text = "Begyndelsen. " * 30 + "Så kommer svømning til sidst. " + "Slutning. " * 30
    piece = shown("svømning", text)
    assert piece.startswith("…")
    assert piece.endswith("…")
    assert "svømning" in piece
    assert len(piece) < LENGTH + 10


def test_a_text_without_the_words_is_shown_from_its_beginning():
    assert shown("lus", "Ord. " * 100).startswith("Ord.")


def test_a_word_without_end_is_cut():
    assert len(shown("lus", "a" * 5_000)) < LENGTH + 10


def test_no_text_gives_no_piece():
    assert make_snippet("", list_query_words("lus")) == []
