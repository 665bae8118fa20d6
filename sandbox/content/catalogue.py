"""All of the demo's content for a day: dates filled in, moments of publication found."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Generic, TypeVar

from sandbox.content import (
    documents_klitnaes,
    documents_lindesoe,
    hidden,
    news_daycare,
    news_lindesoe,
    news_schools,
    pages_daycare,
    pages_lindesoe,
    pages_schools,
)
from sandbox.content.dates import SchoolDates, find_school_year
from sandbox.content.files.office import write_docx, write_odt
from sandbox.content.files.pdf import write_pdf
from sandbox.content.legal import list_legal_pages
from sandbox.content.records import Document, News, Page
from sandbox.content.texts import Block, read_blocks

_NEWS = (*news_lindesoe.NEWS, *news_schools.NEWS, *news_daycare.NEWS, *hidden.NEWS)
_PAGES = (
    *pages_lindesoe.PAGES,
    *pages_schools.PAGES,
    *pages_daycare.PAGES,
    *hidden.PAGES,
)
_DOCUMENTS = (*documents_lindesoe.DOCUMENTS, *documents_klitnaes.DOCUMENTS)
_WRITERS = {"pdf": write_pdf, "docx": write_docx, "odt": write_odt}

Text = TypeVar("Text", News, Page, Document)


@dataclass(frozen=True, kw_only=True)
class Dated(Generic[Text]):
    """A text with its dates filled in, and the Danish local time at which it was published."""

    text: Text
    published_at: datetime


def list_news(*, today: date) -> list[Dated[News]]:
    """All news, the oldest first, drafts and scheduled ones too."""
    return sorted((_fill(item, today) for item in _NEWS), key=lambda item: item.published_at)


def list_pages(*, today: date) -> list[Dated[Page]]:
    """All pages, those above before those below."""
    return [_fill(item, today) for item in (*_PAGES, *list_legal_pages())]


def list_documents(*, today: date) -> list[Dated[Document]]:
    """All documents, in the order in which they stand in their folders."""
    return [_fill(item, today) for item in _DOCUMENTS]


def write_file(document: Document) -> bytes:
    """The bytes of a document whose dates are filled in."""
    blocks = [Block("paragraph", (document.text,)), *read_blocks(document.body)]
    return _WRITERS[document.kind](document.title, blocks)


def _fill(item: Text, today: date) -> Dated[Text]:
    published_at = item.published.resolve(today=today)
    dates = SchoolDates(today=today, year=find_school_year(published_at.date()))
    filled = replace(
        item,
        title=dates.fill(item.title),
        text=dates.fill(item.text),
        body=dates.fill(item.body),
    )
    return Dated(text=filled, published_at=published_at)
