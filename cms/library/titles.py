"""Titles that people read, made from the names of files."""

import re

LONGEST = 255
# Between two numbers a hyphen stays, as in dates and school years.
_BESIDE_WORD = re.compile(r"(?<!\d)-|-(?!\d)")
_BESIDE_NUMBER = re.compile(r"(?<=[^\W\d])-(?=\d)|(?<=\d)-(?=[^\W\d])")
# With so many hyphens and no other space they stand for spaces; »skole-hjem-samtale« has two.
_HYPHENS_OF_A_SENTENCE = 3


def make_title(filename: str) -> str:
    """As »Ordensregler 2026 v2« of »ordensregler_2026-v2.pdf«; dates keep their hyphens."""
    words = filename.rsplit(".", 1)[0]
    has_spaces = " " in words or "_" in words
    if not has_spaces and len(_BESIDE_WORD.findall(words)) >= _HYPHENS_OF_A_SENTENCE:
        words = _BESIDE_WORD.sub(" ", words)
    title = " ".join(_BESIDE_NUMBER.sub(" ", words).replace("_", " ").split())
    return (title[:1].upper() + title[1:])[:LONGEST] or filename[:LONGEST]
