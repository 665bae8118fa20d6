"""Keeps secrets and people out of what is written down about a call."""

from collections.abc import Iterable

from core.privacy.blanking import blank_personal_text

BLANK = "[…]"
LONGEST = 300
# Shorter ones would blank syllables of ordinary words.
SHORTEST = 3


class Blanker:
    """Replaces known values in texts, the longest first, and whatever looks personal."""

    def __init__(self, values: Iterable[str]) -> None:
        known = {value for value in values if len(value) >= SHORTEST}
        self._values = sorted(known, key=len, reverse=True)

    def blank(self, text: object) -> str:
        """The text without them, and not longer than a line in a log should be."""
        written = str(text)
        for value in self._values:
            written = written.replace(value, BLANK)
        return blank_personal_text(written)[:LONGEST]

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"
