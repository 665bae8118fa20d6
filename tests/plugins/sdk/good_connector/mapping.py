"""From what the library answers to what the portal shows."""

from indgang_sdk.calendar import Event
from indgang_sdk.links import Link
from indgang_sdk.people import Readers, Role, Viewer
from indgang_sdk.search import IndexEntry, IndexPage, SearchHit
from indgang_sdk.texts import Text
from indgang_sdk.tiles import LONGEST_TEXT, MOST_PARTS, Item, Tile
from indgang_sdk.week import Task, Week

from .payloads import Book, Guides, Loan, Loans, Reading


def make_tile(loans: Loans, viewer: Viewer) -> Tile:
    parts = [_make_item(loan, viewer) for loan in loans.loans]
    return Tile(
        parts=tuple(parts[:MOST_PARTS]),
        empty=Text(da="Ingen bøger er lånt.", en="No books are on loan."),
        link=Link(launcher="book", words=Text(da="Vis alle lån", en="Show all loans")),
    )


def make_week(loans: Loans, viewer: Viewer) -> Week:
    return Week(
        tasks=tuple(
            Task(child=viewer.find_child(loan.child), title=loan.title, due=loan.due, is_done=False)
            for loan in loans.loans
        )
    )


def make_hit(book: Book) -> SearchHit:
    return SearchHit(
        title=book.title, text=book.shelf, link=Link(launcher="book", target=book.number)
    )


def make_page(guides: Guides, institutions: tuple[str, ...]) -> IndexPage:
    readers = tuple(Readers(institution=one, role=Role.STAFF) for one in institutions)
    entries = [
        IndexEntry(
            key=guide.number,
            title=guide.title,
            link=Link(launcher="book", target=guide.number),
            readers=readers,
            dated_at=guide.changed_at,
        )
        for guide in guides.guides
    ]
    return IndexPage(entries=tuple(entries), cursor=guides.next, is_last=not guides.next)


def make_event(reading: Reading, institution: str) -> Event:
    return Event(
        key=reading.title,
        title=reading.title,
        starts_at=reading.starts_at,
        ends_at=reading.ends_at,
        readers=(Readers(institution=institution, group=reading.group, role=Role.PUPIL),),
    )


def _make_item(loan: Loan, viewer: Viewer) -> Item:
    return Item(
        title=loan.title[:LONGEST_TEXT],
        when=loan.due,
        child=viewer.find_child(loan.child),
        link=Link(launcher="book", target=loan.number),
    )
