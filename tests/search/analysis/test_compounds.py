"""Compounds are taken apart at words that people know, and other words are left whole."""

import pytest

from search.analysis.compounds import split_compound, split_whole
from search.analysis.folding import fold
from search.analysis.lexicon import Lexicon, build_lexicon, read_lexicon
from search.analysis.near import count_mistakes, find_near

OWN = Lexicon()


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("svømmedag", "svømme dag"),
        ("alarmeringsliste", "alarmering liste"),
        ("mobiltelefoner", "mobil telefoner"),
        ("mobilskab", "mobil skab"),
        ("gangetabel", "gang tabel"),
        ("medicinskema", "medicin skema"),
    ],
)
def test_compounds_are_split_with_their_links(word: str, parts: str) -> None:
    assert split_compound(fold(word), OWN) == tuple(map(fold, parts.split()))


def test_a_compound_of_compounds_is_split_to_the_end() -> None:
    parts = split_whole(fold("skolehjemsamtale"), OWN)
    assert parts == ("skole", "hjem", "samtale")


@pytest.mark.parametrize("word", ["lus", "skole", "xyzzyq", "3b", "aaaaaaaaaaaaaaaa", ""])
def test_other_words_are_left_whole(word: str) -> None:
    assert split_compound(word, OWN) == ()


def test_words_of_public_texts_are_learnt_when_they_stand_in_two() -> None:
    texts = [(["vejrtegn"], [], ["om", "zebrafinker"]), ([], [], ["flere", "zebrafinker"])]
    once, twice = build_lexicon(1, texts[:1]), build_lexicon(2, texts)
    assert split_compound("zebrafinkersang", once) == ()
    assert split_compound("zebrafinkersang", twice) == ("zebrafinker", "sang")


def test_a_lexicon_is_read_as_it_was_written() -> None:
    built = build_lexicon(0, [(["lus"], [], ["kaem", "lus"]), (["fest"], [], [])])
    read = read_lexicon(7, built.write())
    assert (read.version, read.entries, read.lengths) == (7, 2, built.lengths)
    assert dict(read.frequencies) == {"fest": 1, "kaem": 1, "lus": 1}


def test_rare_words_tell_more_than_frequent_ones() -> None:
    lexicon = build_lexicon(1, [(["lus"], [], []), (["lus", "fest"], [], [])])
    assert lexicon.weigh("fest") > lexicon.weigh("lus")


@pytest.mark.parametrize(
    ("written", "meant"),
    [("mobbning", "mobning"), ("lejerskole", "lejrskole"), ("tilsynsraport", "tilsynsrapport")],
)
def test_mistakes_are_mended_to_known_words(written: str, meant: str) -> None:
    assert meant in find_near(written, OWN)


@pytest.mark.parametrize("word", ["lus", "12345", "qqqqqqqqqq"])
def test_what_is_near_nothing_stays(word: str) -> None:
    assert find_near(word, OWN) == ()


@pytest.mark.parametrize(
    ("one", "other", "mistakes"),
    [
        ("abc", "abc", 0),
        ("abcd", "abdc", 1),
        ("abc", "abcd", 1),
        ("abc", "xbc", 1),
        ("ab", "xy", 2),
    ],
)
def test_mistakes_are_counted(one: str, other: str, mistakes: int) -> None:
    assert count_mistakes(one, other, most=2) == mistakes


def test_more_mistakes_than_asked_for_are_not_counted_on() -> None:
    assert count_mistakes("abcdefgh", "stuvwxyz", most=2) == 3
