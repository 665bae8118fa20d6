"""Between the plain text that people type and the blocks that it becomes."""

import re
from html import unescape
from itertools import groupby

from django.utils.html import strip_tags, urlize

LONGEST_SUMMARY = 300
_PARAGRAPHS = re.compile(r"\n\s*\n")
# The last ones are Word's, which writes a tab after them.
_BULLET = re.compile(r"^\s*(?:[-•*]\s+|[·o§\uf0b7\uf0a7]\t\s*)")
_WORD = re.compile(r"\w+")
_TAG = re.compile(r"<[^>]*>")
# How much longer a text may be with its tags than without them.
_TAGS_ASIDE = 6
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
# What this module writes, and nothing else: a text with more is for the editor.
_OURS = re.compile(r"</?(?:p|ul|li)>|<br ?/?>|<a href=\"[^\"]*\">|</a>")


def make_html(text: str) -> str:
    """Paragraphs where lines are left empty, lists where lines begin with a dash, and links."""
    parts = [part for part in _PARAGRAPHS.split(text.replace("\r\n", "\n").strip()) if part.strip()]
    return "".join(_make_part(part) for part in parts)


def read_html(html: str) -> str | None:
    """The plain text that would become this HTML, or None where it would not be the same."""
    if _OURS.sub("", html) != strip_tags(html):
        return None
    text = re.sub(r"<br ?/?>", "\n", html)
    text = re.sub(r"<li>", "- ", text)
    text = re.sub(r"</li>(?=<li>|- )", "\n", text)
    text = re.sub(r"</p>|</ul>", "\n\n", text)
    plain = unescape(strip_tags(text)).strip()
    return plain if make_html(plain) == html else None


def make_summary(text: str) -> str:
    """The first sentences, as many as lists have room for."""
    summary = ""
    for sentence in _SENTENCE.split(" ".join(text.split())):
        longer = f"{summary} {sentence}".strip()
        if len(longer) > LONGEST_SUMMARY:
            break
        summary = longer
    return summary or " ".join(text.split())[: LONGEST_SUMMARY - 1] + "…" * bool(text.strip())


def begins_with(html: str, summary: str) -> bool:
    """Whether a text begins with the words of its summary, whatever stands between them."""
    words = _WORD.findall(summary.removesuffix("…"))
    found = _WORD.findall(unescape(_TAG.sub(" ", html[: _TAGS_ASIDE * len(summary)])))
    if summary.endswith("…") and words:
        # The last word may be cut.
        words = words[:-1]
    return bool(words) and found[: len(words)] == words


def _make_part(part: str) -> str:
    lines = [line.strip() for line in part.split("\n") if line.strip()]
    runs = groupby(lines, key=lambda line: bool(_BULLET.match(line)))
    return "".join(_make_run(list(run), is_list=is_list) for is_list, run in runs)


def _make_run(lines: list[str], *, is_list: bool) -> str:
    if is_list:
        items = "".join(f"<li>{_link(_BULLET.sub('', line))}</li>" for line in lines)
        return f"<ul>{items}</ul>"
    return f"<p>{'<br/>'.join(_link(line) for line in lines)}</p>"


def _link(line: str) -> str:
    return str(urlize(line, nofollow=False, autoescape=True))
