"""What engines hold of an entry."""

from search.analysis.lexicon import Lexicon
from search.analysis.texts import MOST_COUNTED, MOST_WORDS, analyse

OWN = Lexicon()


def look(title="", headings="", text="", language="da"):
    return analyse(title, headings, text, language=language, lexicon=OWN)


def counted(found):
    lengths, *lines = found.counts.splitlines()
    return lengths, dict(line.split(" ") for line in lines)


def test_tokens_are_counted_where_they_stand():
    lengths, counts = counted(look("Lus i 3.B", "Lus igen", "Kæm for lus, lus og lus"))
    assert lengths == "3,2,6"
    assert counts["lus"] == "113000"
    assert counts["3b"] == "100000"


def test_the_words_of_a_compound_are_counted_as_parts():
    _, counts = counted(look("Mobilskab"))
    assert (counts["mobil"], counts["skab"]) == ("000100", "000100")


def test_what_begins_otherwise_than_its_stem_is_there_as_written():
    assert {"bog", "boeger"} <= set(look("Bøger").title)


def test_title_tokens_are_those_of_the_title_alone():
    found = look("Lus", text="Fest")
    assert "fest" not in found.title
    assert {"lus", "fest"} <= set(found.words)


def test_english_texts_have_english_stems_and_no_parts():
    assert set(look("School lessons", language="en").title) == {"school", "lesson"}


def test_what_comes_very_often_or_very_late_is_not_counted_on():
    _, counts = counted(look(text="lus " * (MOST_COUNTED + 5)))
    assert counts["lus"] == "00z000"
    assert "fest" not in look(text="lus " * MOST_WORDS + "fest").words
