"""Comparing and ordering names as Danes do."""

import re

_ALIKE = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ö": "oe", "ä": "ae", "é": "e", "ü": "u"})
# After z come æ, ø and å, and what follows z in ASCII stands for them.
_AFTER_Z = str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}"})
_WORD = re.compile(r"\w+")


def fold_name(text: str) -> list[str]:
    """The words of a name in the form in which Aase and Åse are the same."""
    return _WORD.findall(text.casefold().translate(_ALIKE))


def name_matches(words: list[str], name: str) -> bool:
    """Whether each of the folded words begins a word of the name."""
    parts = fold_name(name)
    return bool(words) and all(any(part.startswith(word) for part in parts) for word in words)


def name_order(name: str) -> str:
    """What names are sorted by: æ, ø and å last, and aa as å."""
    return name.casefold().replace("aa", "å").translate(_AFTER_Z)
