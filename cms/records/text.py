"""A page's text as paragraphs without their looks."""

from collections.abc import Iterator
from html.parser import HTMLParser

from django.utils.translation import gettext as _

from cms.blocks.holes import is_static
from cms.form_pages.questions import list_questions
from cms.models import BasePage, EventPage, FormPage
from cms.records.facts import Paragraph

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "summary", "caption"})
BREAKS = frozenset(
    {"p", "div", "section", "figure", "figcaption", "blockquote", "table", "tr", "ul"}
)
# A break that was meant, unlike those in how the HTML is written.
LINE = "\x00"
CELLS = frozenset({"td", "th"})


def read_text(page: BasePage) -> tuple[Paragraph, ...]:
    """The words of the page itself; lists that are each reader's own are not among them."""
    paragraphs = [Paragraph(kind="paragraph", text=page.summary)] if page.summary else []
    paragraphs += [Paragraph(kind="paragraph", text=text) for text in _list_details(page)]
    for child in getattr(page, "body", None) or ():
        if is_static(child.block):
            paragraphs += read_html(str(child.render()))
    if isinstance(page, FormPage):
        questions = list_questions(page.questions)
        paragraphs += [Paragraph(kind="item", text=str(item.label)) for item in questions]
    return tuple(paragraphs)


def read_html(html: str) -> list[Paragraph]:
    """The paragraphs of what is shown."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end()
    return reader.paragraphs


def _list_details(page: BasePage) -> Iterator[str]:
    if not isinstance(page, EventPage):
        return
    days = [day.isoformat() for day in (page.starts_on, page.ends_on) if day]
    times = [f"{time:%H.%M}" if time else "" for time in (page.starts_at, page.ends_at)]
    if len(set(days)) > 1 and page.hours_each_day:
        times = [_("every day %(hours)s") % {"hours": "–".join(filter(None, times))}]
    elif len(set(days)) > 1:
        # Each time belongs to the day that it stands beside.
        days, times = [f"{day} {time}".strip() for day, time in zip(days, times, strict=True)], []
    parts = ["–".join(dict.fromkeys(days)), "–".join(filter(None, times)), page.location]
    yield ", ".join(filter(None, parts))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.paragraphs: list[Paragraph] = []
        self._words: list[str] = []
        self._kind = "paragraph"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in HEADINGS or tag in BREAKS or tag == "li":
            self.end()
            self._kind = "heading" if tag in HEADINGS else "item" if tag == "li" else self._kind
        elif tag in CELLS and self._words:
            self._words.append(" | ")
        elif tag == "br":
            self._words.append(LINE)
        elif tag == "img" and (alt := dict(attrs).get("alt")):
            self.end()
            self.paragraphs.append(Paragraph(kind="picture", text=alt))

    def handle_endtag(self, tag: str) -> None:
        if tag in HEADINGS or tag in BREAKS or tag == "li":
            self.end()

    def handle_data(self, data: str) -> None:
        self._words.append(data)

    def end(self) -> None:
        """Closes the paragraph that is being read."""
        lines = (" ".join(line.split()) for line in "".join(self._words).split(LINE))
        text = "\n".join(line for line in lines if line)
        if text:
            self.paragraphs.append(Paragraph(kind=self._kind, text=text))
        self._words, self._kind = [], "paragraph"
