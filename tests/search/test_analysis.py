"""Danish words: what must give one token, and what must not."""

import pytest

from search.analysis import LONGEST_WORD, MOST_QUERY_WORDS, list_query_words, list_tokens


@pytest.mark.parametrize("written", ["3.b", "3B", "3 b", "3. B", "03.b"])
def test_a_class_is_one_token_however_it_is_written(written: str) -> None:
    assert list_tokens(f"Forældre i {written} mødes")[2] == "3b"


@pytest.mark.parametrize("written", ["3 børn", "0. klasse", "13.10"])
def test_a_number_before_a_word_or_a_number_is_no_class(written: str) -> None:
    assert len(list_tokens(written)) == 2


@pytest.mark.parametrize(
    ("danish", "typed"),
    [("læreplan", "laereplan"), ("Søborg", "Soeborg"), ("åbningstider", "aabningstider")],
)
def test_danish_letters_are_found_as_typed_without_them(danish: str, typed: str) -> None:
    assert list_tokens(danish) == list_tokens(typed)


def test_letters_with_loose_marks_are_the_same_letters() -> None:
    assert list_tokens("pa\u030a idé") == list_tokens("på ide")


@pytest.mark.parametrize(
    ("one", "other"), [("ringetid", "ringetider"), ("forælder", "forælderen"), ("fest", "festen")]
)
def test_inflections_meet(one: str, other: str) -> None:
    assert list_tokens(one) == list_tokens(other)


def test_different_words_stay_different() -> None:
    assert list_tokens("lus") != list_tokens("lys")
    assert list_tokens("3.b") != list_tokens("3.c")


def test_signs_of_a_query_language_are_no_words() -> None:
    assert list_tokens('"lus" OR (title:*) -- ^_%') == ["lus", "or", "titl"]


def test_a_query_keeps_each_word_as_typed_beside_its_token() -> None:
    assert list_query_words("Festen") == [("fest", "festen")]


def test_a_query_and_its_words_have_a_longest_length() -> None:
    words = list_query_words("å" * 500 + " b1" * 500)
    assert len(words) == MOST_QUERY_WORDS
    assert max(len(typed) for _, typed in words) == LONGEST_WORD


def test_nothing_gives_nothing() -> None:
    assert list_tokens(" \x00 – ") == []
