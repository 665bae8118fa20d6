"""What a hit shows of its text, and which words are marked in it."""

import pytest

from search.analysis.lexicon import Lexicon
from search.analysis.questions import read_question
from search.analysis.synonyms import read_synonyms
from search.snippets import LENGTH, Marker

OWN = Lexicon()
SYNONYMS = read_synonyms(["SFO = fritidshjem"])


def marker(query):
    question = read_question(query, lexicon=OWN, synonyms=SYNONYMS)
    return Marker(question=question, lexicon=OWN)


def marked(query, text):
    return [piece.text for piece in marker(query).mark(text, language="da") if piece.marked]


def shown(query, text):
    return "".join(piece.text for piece in marker(query).cut(text, language="da"))


def test_pieces_are_the_text_and_nothing_else():
    text = "Lus på 1. årgang: Kæm <b>alle</b>"
    assert "".join(piece.text for piece in marker("lus").mark(text, language="da")) == text


@pytest.mark.parametrize(
    ("query", "text", "words"),
    [
        ("ringetid", "Skolens ringetider", ["ringetider"]),
        ("3b", "Møde i 3.B og 3.C", ["3.B"]),
        ("laereplan", "Vores læreplan", ["læreplan"]),
        ("lus kæm", "Lus: Kæm håret", ["Lus", "Kæm"]),
        ("gum", "Gummistøvler", ["Gummistøvler"]),
        ("gu", "Gummistøvler", []),
        ("mobil", "Et mobilskab", ["mobilskab"]),
        ("lydbog", "Lån lydbøger", ["lydbøger"]),
        ("fritidshjem", "Vores SFO", ["SFO"]),
        ("mobbning", "Stop mobning", ["mobning"]),
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
    assert marker("lus").cut("", language="da") == []
