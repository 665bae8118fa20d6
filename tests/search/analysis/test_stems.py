"""The forms of a word meet, and different words do not."""

import pytest

from search.analysis.folding import fold
from search.analysis.stems import ENGLISH, find_derived, find_stem, is_stop_word, read_base_words


def stem(word: str) -> str:
    return find_stem(fold(word))


@pytest.mark.parametrize(
    "forms",
    [
        "ringetid ringetider ringetiden ringetiderne",
        "forælder forælderen forældre forældrene",
        "fest festen fester festerne",
        "bog bogen bøger bøgerne",
        "barn barnet børn børnene",
        "uge ugen uger ugerne",
        "syg sygt syge",
        "lydbog lydbøger lydbogen lydbøgerne",
        "skole skolen skoler skolernes",
        "hånd hænder hånden",
    ],
)
def test_forms_of_a_word_share_their_stem(forms: str) -> None:
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    "words", ["lus lys", "skole skab", "barn barnepige", "bus buste", "ferie fere"]
)
def test_different_words_have_different_stems(words: str) -> None:
    assert len({stem(word) for word in words.split()}) == 2


@pytest.mark.parametrize(
    ("noun", "verb"),
    [("svømning", "svømme"), ("tilmelding", "tilmelde"), ("alarmering", "alarmere")],
)
def test_what_is_made_of_a_verb_is_found_by_it(noun: str, verb: str) -> None:
    assert find_derived(fold(noun)) == stem(verb)


@pytest.mark.parametrize("word", ["ting", "skole", "ring", "pakke"])
def test_what_only_looks_like_it_is_not(word: str) -> None:
    assert find_derived(word) == ""


def test_english_words_have_english_stems() -> None:
    assert find_stem("lessons", ENGLISH) == find_stem("lesson", ENGLISH)


def test_words_that_say_nothing_are_known() -> None:
    assert is_stop_word(fold("hvornår"))
    assert not is_stop_word("ferie")


def test_our_own_words_are_many_and_folded() -> None:
    words = read_base_words()
    assert len(words) > 3_000
    assert all(word == fold(word) for word in words)
