"""What a reader sees of a page: its words, without marks, styles and scripts."""

from difflib import unified_diff
from html.parser import HTMLParser

UNSEEN = frozenset({"head", "script", "style", "svg", "template"})


def read_visible(html: str) -> list[str]:
    """The visible texts of a page in order, each without surplus spaces."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.texts


def compare_visible(one: str, other: str) -> list[str]:
    """The texts that only one of two pages has, marked `-` and `+`; none when they agree."""
    lines = unified_diff(read_visible(one), read_visible(other), lineterm="", n=0)
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.hidden += tag in UNSEEN

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in UNSEEN and self.hidden > 0

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        """An element that closes itself hides nothing."""

    def handle_data(self, data: str) -> None:
        text = " ".join(data.split())
        if text and not self.hidden:
            self.texts.append(text)
