"""Titles that people read, made from the names of files."""

import re

LONGEST = 255
_DATE = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)")
_BESIDE_NUMBER = re.compile(r"(?<=\d)-|-(?=v?\d)")
# With so many hyphens and no other space they stand for spaces; »skole-hjem-samtale« has two.
_HYPHENS_OF_A_SENTENCE = 3


def make_title(filename: str) -> str:
    """As »Ordensregler 2026 v2« of »ordensregler_2026-v2.pdf«; a date keeps its hyphens."""
    stem = filename.rsplit(".", 1)[0]
    dates = iter(_DATE.findall(stem))
    words = _DATE.sub("\0", stem)
    has_spaces = " " in words or "_" in words
    if not has_spaces and words.count("-") >= _HYPHENS_OF_A_SENTENCE:
        words = words.replace("-", " ")
    words = _BESIDE_NUMBER.sub(" ", words.replace("-\0", " \0").replace("\0-", "\0 "))
    words = " ".join(words.replace("_", " ").split())
    title = re.sub("\0", lambda _match: next(dates), words)
    return (title[:1].upper() + title[1:])[:LONGEST] or filename[:LONGEST]
