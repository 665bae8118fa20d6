"""The letters of the two fonts that every reader of PDF has, without a font in the file."""

from collections.abc import Iterator
from functools import cache
from itertools import groupby

REGULAR, BOLD = "Helvetica", "Helvetica-Bold"
# Stands for a letter that these fonts lack.
GAP = "?"
_FIRST_CODE = 33


def list_runs(text: str) -> Iterator[tuple[bool, bytes]]:
    """A text as pieces in one encoding each: whether it is the second one, and the codes."""
    codes = extra_codes()
    for is_extra, letters in groupby(text, lambda letter: letter in codes):
        run = "".join(letters)
        if is_extra:
            yield True, bytes(codes[letter] for letter in run)
        else:
            yield False, run.encode("cp1252", "replace")


def lacks_letters(text: str) -> bool:
    """Whether a letter of the text stands in neither encoding."""
    return any(b"?" in codes for _is_extra, codes in list_runs(text.replace("?", "")))


def measure(text: str, *, font: str) -> float:
    """How wide a text is in the size 1."""
    widths = _read_widths(font)
    return sum(widths.get(letter, widths["default"]) for letter in text) / 1000


@cache
def extra_codes() -> dict[str, int]:
    """The codes of the letters that Polish, Turkish and other names have beside the Danish."""
    letters = sorted(letter for letter in _read_widths(REGULAR) if _is_extra(letter))
    return {letter: code for code, letter in enumerate(letters, start=_FIRST_CODE)}


@cache
def extra_glyphs() -> list[str]:
    """The names of those letters in a font, in the order of their codes."""
    from pypdf._codecs.adobe_glyphs import adobe_glyphs  # noqa: PLC0415 - only who writes a PDF

    names: dict[str, list[str]] = {}
    for name, letter in adobe_glyphs.items():
        names.setdefault(letter, []).append(name)
    return [min(names[letter], key=_rank_name) for letter in extra_codes()]


def _rank_name(name: str) -> tuple[bool, int, str]:
    return name.startswith(("/uni", "/afii")), len(name), name


def _is_extra(letter: str) -> bool:
    from pypdf._codecs.adobe_glyphs import adobe_glyphs  # noqa: PLC0415 - as above

    is_known = len(letter) == 1 and letter in adobe_glyphs.values()
    return is_known and not letter.encode("cp1252", "ignore")


@cache
def _read_widths(font: str) -> dict[str, float]:
    # The measures that Adobe gives away with these fonts, which pypdf brings along.
    from pypdf._codecs.core_font_metrics import CORE_FONT_METRICS  # noqa: PLC0415 - as above

    return dict(CORE_FONT_METRICS[font].character_widths)
