"""What becomes of the recorded answers."""

from dataclasses import is_dataclass
from typing import Any

from indgang_sdk.errors import ConnectorError, NotDeclared
from indgang_sdk.links import Link
from indgang_sdk.testing import faults
from indgang_sdk.testing.checks.asking import run_asking
from indgang_sdk.testing.offers import Offer
from indgang_sdk.testing.people import NOBODY
from indgang_sdk.testing.playing import StillAsking
from indgang_sdk.testing.results import describe, find_about, find_mismatch, find_strings, walk
from indgang_sdk.testing.running import Run
from indgang_sdk.testing.subject import Subject
from indgang_sdk.testing.verdicts import Failed, NotApplicable
from indgang_sdk.tiles import LONGEST_TEXT, MOST_PARTS, Tile

# Fields that people read; the others are ids, states and the like, which a connector may refuse.
PROSE = ["title", "detail", "text", "description", "place", "subject", "room", "teacher", "author"]
MARKUP = " <script>alert(1)</script> & Søn"


def check_answer(subject: Subject, offer: Offer) -> None:
    """The right type all through, within its limits, about the viewer's own children."""
    for person in subject.find_people(offer):
        run = subject.run(offer, person)
        _require_result(run)
        if mismatch := find_mismatch(run.result, offer.kind.answers):
            raise Failed(mismatch)
        require_limits(run.result)
        _require_own_children(run)
        _require_launchers(subject, run)


def check_empty(subject: Subject, offer: Offer) -> None:
    """With nothing in its lists, a tile has either parts or words of its own."""
    for run in run_asking(subject, offer):
        if not isinstance(run.result, Tile):
            raise NotApplicable("only tiles have words for nothing")
        empty = subject.run(
            offer, run.person, answers=[faults.shrink(one) for one in subject.recorded]
        )
        if isinstance(empty.result, Tile) and not empty.result.parts and not empty.result.empty:
            raise Failed("with nothing to show, the tile has no words: set Tile.empty")


def check_unchanged(subject: Subject, offer: Offer) -> None:
    """Where the system gives a tag, the next question names it, and 304 is as good an answer."""
    for run in run_asking(subject, offer):
        if run.person is not NOBODY:
            raise NotApplicable("what is about a person is never kept")
        tags = {one.make_answer().headers.get("etag") for one in run.played} - {None}
        if not tags:
            raise NotApplicable("the answers of the example have no ETag")
        again = subject.run(offer, run.person, kept=run.memory)
        named = {value for request in again.requests for value in request.headers.values()}
        if not tags <= named:
            raise Failed("it asks for the whole again: name the ETag in If-None-Match")
        if describe(again.result, again.viewer) != describe(run.result, run.viewer):
            raise Failed("when nothing has changed, it answers something else than before")


def check_markup(subject: Subject, offer: Offer) -> None:
    """Markup in what the system wrote is neither trusted nor escaped: the portal does that."""
    for run in run_asking(subject, offer):
        shown = find_written(subject, run)
        if not shown:
            continue
        marked = [faults.add_to(one, shown, MARKUP) for one in subject.recorded]
        changed = subject.run(offer, run.person, answers=marked)
        _require_plain(changed)


def find_written(subject: Subject, run: Run) -> set[str]:
    """What the system wrote for people to read and the connector shows as it came."""
    written = {
        one
        for recorded in subject.recorded
        for one in walk(faults.read_value(recorded))
        if isinstance(one, str) and len(one) > 1
    }
    shown = (
        getattr(one, name, None) for one in walk(run.result) if is_dataclass(one) for name in PROSE
    )
    return {one for one in shown if isinstance(one, str)} & written


def require_limits(result: Any) -> None:
    """Not more parts, nor longer texts, than a tile may have."""
    for tile in (one for one in walk(result) if isinstance(one, Tile)):
        if len(tile.parts) > MOST_PARTS:
            raise Failed(f"the tile has {len(tile.parts)} parts; {MOST_PARTS} is the most")
        longest = max(
            (len(one) for one in walk(tile) if isinstance(one, str)),
            default=0,
        )
        if longest > LONGEST_TEXT:
            raise Failed(f"a text of the tile has {longest} letters; {LONGEST_TEXT} is the most")


def _require_result(run: Run) -> None:
    if isinstance(run.error, NotDeclared):
        raise NotApplicable("it reads what it does not declare; see declared_fields")
    if run.unknown:
        request = run.unknown[0]
        raise Failed(f"the example has no answer for {request.method} {request.address}")
    if isinstance(run.error, StillAsking):
        raise Failed("it asks without end")
    if isinstance(run.error, ConnectorError):
        raise Failed(f"the recorded answers end in {type(run.error).__name__}: {run.error}")
    if run.error is not None:
        raise Failed(f"it raises {type(run.error).__name__}: {run.error}") from run.error


def _require_own_children(run: Run) -> None:
    own = {id(child) for child in run.viewer.children}
    if any(id(child) not in own for _, child in find_about(run.result)):
        raise Failed("an answer names a child that is not one of viewer.children: use find_child")


def _require_launchers(subject: Subject, run: Run) -> None:
    launchers = {one.source.name for one in subject.offers if one.kind.hook == "launchers"}
    for link in (one for one in walk(run.result) if isinstance(one, Link)):
        if link.launcher not in launchers:
            raise Failed(f"a link names the launcher {link.launcher!r}, and there is none")


def _require_plain(run: Run) -> None:
    if run.error is not None:
        raise Failed(f"HTML in a text makes it raise {type(run.error).__name__}")
    for text in find_strings(run.result):
        if hasattr(text, "__html__"):
            raise Failed("a text says that it is safe HTML: hand in plain text")
        if "&lt;script" in text or "&amp;lt;" in text:
            raise Failed("a text is escaped already: the portal escapes what it shows")
