"""Danish words: what must give one spelling, and what must not."""

import pytest

from search.analysis.folding import LONGEST_WORD, fold, iterate_words, list_folded


@pytest.mark.parametrize("written", ["3.b", "3B", "3 b", "3. B", "03.b"])
def test_a_class_is_one_word_however_it_is_written(written: str) -> None:
    assert list_folded(f"Forældre i {written} mødes")[2] == "3b"


@pytest.mark.parametrize("written", ["3 børn", "0. klasse", "13.10"])
def test_a_number_before_a_word_or_a_number_is_no_class(written: str) -> None:
    assert len(list_folded(written)) == 2


@pytest.mark.parametrize(
    ("danish", "typed"),
    [
        ("læreplan", "laereplan"),
        ("Søborg", "Soeborg"),
        ("åbningstider", "aabningstider"),
        ("pa\u030a", "på"),
        ("idé", "ide"),
        ("förskola", "forskola".replace("fo", "foe", 1)),
    ],
)
def test_danish_letters_are_found_as_typed_without_them(danish: str, typed: str) -> None:
    assert fold(danish) == fold(typed)


def test_different_words_stay_different() -> None:
    assert fold("lus") != fold("lys")
    assert list_folded("3.b") != list_folded("3.c")


def test_signs_of_a_query_language_are_no_words() -> None:
    assert list_folded('"lus" OR (title:*) -- ^_%') == ["lus", "or", "title"]


def test_a_word_has_a_longest_length() -> None:
    assert list_folded("å" * 500) == ["a" * LONGEST_WORD]


def test_nothing_gives_nothing() -> None:
    assert list_folded(" \x00 – ") == []


def test_words_stand_where_they_stand_in_the_text() -> None:
    text = "Kæm i 3. B!"
    assert [text[word.start : word.end] for word in iterate_words(text)] == ["Kæm", "i", "3. B"]
