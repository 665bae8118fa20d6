"""What a query asks for."""

import pytest

from search.analysis.lexicon import Lexicon
from search.analysis.questions import (
    MOST_QUERY_WORDS,
    Alternative,
    Level,
    merge_words,
    read_question,
)
from search.analysis.synonyms import InvalidSynonyms, read_own_synonyms, read_synonyms

OWN = Lexicon()
NONE = read_synonyms([])


def ask(query, synonyms=NONE):
    return read_question(query, lexicon=OWN, synonyms=synonyms)


def tokens_of(query, level, synonyms=NONE):
    return {
        one.tokens
        for word in ask(query, synonyms).words
        for one in word.alternatives
        if one.level is level and one.tokens
    }


def test_the_last_word_may_be_a_beginning():
    first, last = ask("fest gum").words
    assert Alternative(beginning="gum") in last.alternatives
    assert not any(one.beginning for one in first.alternatives)


def test_two_letters_are_no_beginning():
    assert not any(one.beginning for one in ask("gu").words[0].alternatives)


def test_words_that_say_nothing_are_left_out_of_a_sentence():
    assert [word.folded for word in ask("hvornår er der juleferie").words] == ["juleferie"]


def test_words_that_say_nothing_are_asked_for_when_there_is_nothing_else():
    assert [word.folded for word in ask("er der").words] == ["er", "der"]


def test_a_compound_is_found_by_all_of_its_words():
    assert ("mobil", "skab") in tokens_of("mobilskab", Level.PART)


def test_a_synonym_counts_in_every_form():
    synonyms = read_synonyms(["SFO = fritidshjem"])
    assert tokens_of("fritidshjemmet", Level.SYNONYM, synonyms) == {("sfo",)}
    assert tokens_of("SFO", Level.SYNONYM, synonyms) == {("fritidshjem",)}


def test_several_words_that_mean_one_thing_are_one_word():
    synonyms = read_synonyms(["0. klasse = børnehaveklasse"])
    (word,) = ask("0. klasse", synonyms).words
    own, other = word.alternatives
    assert (own.tokens, own.level) == (("0", "klas"), Level.WORD)
    assert other.level is Level.SYNONYM


def test_an_unknown_word_is_taken_for_the_nearest():
    question = ask("mobbning")
    assert question.mended == (("mobbning", "mobning"),)
    assert tokens_of("mobbning", Level.MISTAKE)
    # The control: a known word is taken as it is.
    assert ask("mobning").mended == ()


def test_one_of_several_words_may_be_missing_from_what_is_relaxed():
    groups = [[word.folded for word in words] for words in ask("lus fest lejr").relaxed]
    assert groups == [["fest", "lejr"], ["lus", "lejr"], ["lus", "fest"]]
    assert [word.folded for word in merge_words(ask("lus fest lejr").relaxed)] == [
        "lus",
        "fest",
        "lejr",
    ]


def test_a_single_simple_word_cannot_be_relaxed():
    assert ask("lus").relaxed == ()


@pytest.mark.parametrize("query", ["", " ", "--", "\x00"])
def test_nothing_asks_for_nothing(query):
    assert not ask(query)


def test_a_query_has_a_most_of_words():
    assert len(ask(" b1" * 500).words) == MOST_QUERY_WORDS


@pytest.mark.parametrize("line", ["SFO", "SFO =", "= SFO", "a b c d e = f"])
def test_a_line_that_is_no_group_is_refused(line):
    with pytest.raises(InvalidSynonyms):
        read_synonyms([line])


def test_our_own_synonyms_are_in_order():
    assert len(read_own_synonyms().groups) > 200
