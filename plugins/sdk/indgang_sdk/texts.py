"""Words for people, in the portal's languages."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    """The same words in Danish and in English; both are needed.

    >>> Text(da="Ugeplan", en="Week plan").in_language("en")
    'Week plan'
    """

    da: str
    en: str

    def __post_init__(self) -> None:
        if not self.da.strip() or not self.en.strip():
            raise ValueError("a Text needs words in Danish and in English")

    def in_language(self, language: str) -> str:
        """The words in a language, Danish where there are none in it."""
        return self.en if language.startswith("en") else self.da


def write(words: "Text | str", language: str) -> str:
    """Words in a language; what another system has written stays as it is."""
    return words.in_language(language) if isinstance(words, Text) else words
