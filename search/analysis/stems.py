"""What the forms of one word have in common, in Danish and English, and words that say nothing."""

from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from search.analysis.folding import fold

DANISH, ENGLISH = "da", "en"
# Endings of Danish words, which snowball leaves where the word is short: ugen, uger, sygt.
_ENDINGS = ("ernes", "erne", "enes", "ene", "ers", "ens", "ets", "er", "en", "et", "ne")
_SHORT_ENDINGS = ("es", "e", "n", "r", "s", "t")
# The longest word whose form is looked up; of longer ones snowball finds the stem.
LONGEST_LOOKED_UP = 8
SHORTEST_STEM = 2
# "tilmelding" is "tilmelde"; with shorter stems it is mostly chance, as in "ting" and "regning".
_DERIVED = ("ning", "ing", "else")
SHORTEST_DERIVED = 4

# Questions are asked in whole sentences; these words stand in all texts, and find none.
_STOP_WORDS = {
    DANISH: (
        "af alle alt at bliver da de dem den denne der deres det dig din dine dit du efter eller "
        "en end er et for fra får før gør han har have havde hende her hos hun hvad hvem hver "
        "hvilke hvilken hvilket hvis hvor hvordan hvorfor hvornår i ikke ind jeg jer jeres kan "
        "kommer kunne man med meget men mig min mine mit må når nogen noget nogle nu og også om "
        "op os på sig sin sine sit skal som så til ud under var ved vi vil vores være"
    ),
    ENGLISH: (
        "a about am an and are as at be by can do does for from has have how i if in is it my of "
        "on or our the their there this to us was we what when where which who why will with you "
        "your"
    ),
}


@lru_cache(maxsize=100_000)
def find_stem(word: str, language: str = DANISH) -> str:
    """The stem of a folded word, which its forms share.

    >>> find_stem("skolerne"), find_stem("boegerne"), find_stem("ugen"), find_stem("sygt")
    ('skol', 'bog', 'uge', 'syg')
    """
    if language == ENGLISH:
        return str(_stemmer("english").stemWord(word))
    base = _find_base(word)
    return str(_stemmer("danish").stemWord(base))


@lru_cache(maxsize=50_000)
def find_derived(word: str) -> str:
    """The stem of the verb that a folded Danish word is made of, where one can be told; or "".

    >>> find_derived("svoemning"), find_derived("alarmering"), find_derived("ting")
    ('svoem', 'alarm', '')
    """
    for ending in _DERIVED:
        for form in (word, find_stem(word)):
            stem = form.removesuffix(ending)
            if stem != form and len(stem) >= SHORTEST_DERIVED:
                return find_stem(f"{stem}e")
    return ""


def is_stop_word(word: str) -> bool:
    """Whether a folded word says nothing of what somebody looks for."""
    return word in _stop_words()


def read_base_words() -> frozenset[str]:
    """The folded words that the project lists itself, Danish ones."""
    return _base_words()


def find_spelling(folded: str) -> str:
    """How one of the project's own words is written, with its Danish letters; "" for all others."""
    return _spellings().get(folded, "")


@cache
def _spellings() -> dict[str, str]:
    return {fold(line): line for line in _read_lines("words.txt")}


@cache
def _base_words() -> frozenset[str]:
    return frozenset(fold(line) for line in _read_lines("words.txt"))


@cache
def _irregular() -> dict[str, str]:
    pairs = (line.split() for line in _read_lines("irregular_forms.txt"))
    return {fold(form): fold(base) for form, base in pairs}


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(fold(word) for words in _STOP_WORDS.values() for word in words.split())


def _find_base(word: str) -> str:
    """The form that a dictionary has, of an irregular or a short word; else the word itself."""
    irregular = _irregular()
    if word in irregular:
        return irregular[word]
    words = _base_words()
    if word not in words and len(word) <= LONGEST_LOOKED_UP:
        for ending in (*_ENDINGS, *_SHORT_ENDINGS):
            base = word.removesuffix(ending)
            if base == word or len(base) < SHORTEST_STEM:
                continue
            if base in words:
                return base
            # bussen, lokker: the last letter is doubled before an ending.
            if len(base) > SHORTEST_STEM and base[-1] == base[-2] and base[:-1] in words:
                return base[:-1]
    return _find_compound_base(word, irregular)


def _find_compound_base(word: str, irregular: dict[str, str]) -> str:
    """`lydboeger` is `lydbog`: the last word of a compound may be irregular, too."""
    words = _base_words()
    for at in range(3, len(word) - 3):
        tail = irregular.get(word[at:])
        if tail is not None and (word[:at] in words or word[: at - 1] in words):
            return word[:at] + tail
    return word


def _read_lines(name: str) -> list[str]:
    text = files("search.analysis").joinpath("danish", name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def _stemmer(language: str) -> Any:
    from snowballstemmer import stemmer  # noqa: PLC0415 - only who searches or indexes pays for it

    return stemmer(language)
