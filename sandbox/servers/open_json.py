"""A learning platform that speaks open_json, as `plugins/open_json/openapi.yaml` describes it."""

from abc import abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from http import HTTPStatus
from typing import Any

from sandbox.servers.exchange import (
    Question,
    Rejection,
    Reply,
    Sample,
    System,
    reply_json,
    reply_unless_known,
)
from sandbox.servers.pages import answer_page
from sandbox.servers.people import People, Somebody
from sandbox.servers.school_week import SchoolWeek, parse_week
from sandbox.servers.tickets import CodeDesk, TokenDesk, Visit, read_text

CLIENT_ID = "indgang"
PAGE_SIZE = 2
MOST_DAYS = 400
Json = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Whom a question is about, and the week that goes on."""

    viewer: str
    roles: frozenset[str]
    children: list[Somebody]
    week: SchoolWeek


class Platform(System):
    """The protocol; a subclass has the content."""

    speaks = "open_json"

    def __init__(self, people: People, clock: Callable[[], date]) -> None:
        secret = f"{self.name}-hemmelighed"
        self.keys: Mapping[str, str] = {"client_id": CLIENT_ID, "client_secret": secret}
        self.people, self.clock = people, clock
        self.tokens = TokenDesk(client_id=CLIENT_ID, client_secret=secret)
        self.codes = CodeDesk()
        self._reading: dict[str, Callable[[Question], Json]] = {
            "/health": self._check_health,
            "/tiles/overview": lambda asked: self._make_tile(asked, self.list_overview),
            "/tiles/tasks": lambda asked: self._make_tile(asked, self.list_tasks),
            "/events": self._answer_events,
            "/entries": self._answer_entries,
        }

    # --- content ----------------------------------------------------------------------------

    @abstractmethod
    def list_overview(self, asked: Asked) -> list[Json]:
        """The parts of the tile with the most important."""

    @abstractmethod
    def list_tasks(self, asked: Asked) -> list[Json]:
        """The parts of the tile with the tasks."""

    @abstractmethod
    def make_week(self, asked: Asked, monday: date) -> Json:
        """Letters, items and tasks of a week."""

    @abstractmethod
    def list_events(self, week: SchoolWeek) -> list[Json]:
        """All events of the running weeks; who may see them stands in them."""

    @abstractmethod
    def list_entries(self, week: SchoolWeek) -> list[Json]:
        """What is about nobody and may be found by searching the portal."""

    # --- protocol ---------------------------------------------------------------------------

    def answer(self, question: Question) -> Reply:
        match question.method, question.path:
            case "POST", "/token":
                return self.tokens.give_token(question)
            case ("GET", "/" | "/page.css") | ("POST", "/enter"):
                return answer_page(self, question, people=self.people, codes=self.codes)
        self.tokens.require_token(question)
        match question.method, question.path:
            case "POST", "/search":
                return reply_json(self._answer_search(question))
            case "POST", "/launches":
                return self._answer_launch(question)
            case "GET", path:
                return reply_unless_known(reply_json(self._read(path, question)), question)
        raise Rejection(HTTPStatus.NOT_FOUND, "there is no such address")

    def list_samples(self) -> list[Sample]:
        samples = []
        for child in self.people.list_children()[:4]:
            week = SchoolWeek(today=self.clock())
            asked = Asked(viewer="", roles=frozenset(), children=[child], week=week)
            parts = [*self.list_tasks(asked), *self.list_overview(asked)]
            words = "; ".join(f"{part['title']}: {_read_words(part)}" for part in parts[:2])
            group = child.places[0].group
            samples.append(Sample(about=f"{child.first_name}, {group}", words=words or "Ingenting"))
        return samples

    def _read(self, path: str, question: Question) -> Json:
        if path in self._reading:
            return self._reading[path](question)
        if path.startswith("/week/"):
            return self._answer_week(question, path.removeprefix("/week/"))
        raise Rejection(HTTPStatus.NOT_FOUND, "there is no such address")

    def read_asked(self, question: Question) -> Asked:
        """Whom a question is about, by its headers; raises `Rejection` when it says nobody."""
        viewer = question.headers.get("indgang-viewer", "")
        if not viewer:
            raise Rejection(HTTPStatus.BAD_REQUEST, "the header Indgang-Viewer is missing")
        children = self.people.find_children(question.headers.get("indgang-children", "").split())
        if question.lies:
            children = [*children, self.people.find_stranger(children)]
        return Asked(
            viewer=viewer,
            roles=frozenset(question.headers.get("indgang-roles", "").split()),
            children=children,
            week=SchoolWeek(today=self.clock()),
        )

    def _check_health(self, question: Question) -> Json:
        return {"words": {"da": f"{self.title} svarer", "en": f"{self.title} answers"}}

    def _make_tile(self, question: Question, parts: Callable[[Asked], list[Json]]) -> Json:
        asked = self.read_asked(question)
        return {"viewer": asked.viewer, "parts": parts(asked), "link": {"target": "home"}}

    def _answer_week(self, question: Question, name: str) -> Json:
        monday = parse_week(name)
        if monday is None:
            raise Rejection(HTTPStatus.NOT_FOUND, "a week is written like 2026-W49")
        asked = self.read_asked(question)
        return {"viewer": asked.viewer, "week": name, **self.make_week(asked, monday)}

    def _answer_events(self, question: Question) -> Json:
        asked = self.read_asked(question)
        first, last = _read_day(question, "first"), _read_day(question, "last")
        if not timedelta() <= last - first <= timedelta(days=MOST_DAYS):
            raise Rejection(HTTPStatus.BAD_REQUEST, "last comes after first, within 400 days")
        mine = {(place.institution, place.group) for place in self._list_places(asked)}
        events = [
            event
            for event in self.list_events(asked.week)
            if first.isoformat() <= event["starts_at"][:10] <= last.isoformat()
            and mine & {(each["institution"], each["group"]) for each in event["readers"]}
        ]
        page, cursor = _cut_page(events, question.query.get("cursor", ""))
        return {"viewer": asked.viewer, "events": page, "lessons": [], "cursor": cursor}

    def _list_places(self, asked: Asked) -> list[Any]:
        viewer = self.people.find(asked.viewer)
        children = [place for child in asked.children for place in child.places]
        return children + (viewer.classes if viewer else [])

    def _answer_entries(self, question: Question) -> Json:
        week = SchoolWeek(today=self.clock())
        page, cursor = _cut_page(self.list_entries(week), question.query.get("cursor", ""))
        return {
            "entries": page,
            "gone": [],
            "cursor": cursor,
            "is_last": not cursor,
            "is_whole": True,
        }

    def _answer_search(self, question: Question) -> Json:
        asked = self.read_asked(question)
        words = read_text(question.read_json(), "query").lower().split()
        found = [
            {
                "title": part["title"],
                "text": _read_words(part),
                "child": part.get("child"),
                "link": part["link"],
            }
            for part in [*self.list_tasks(asked), *self.list_overview(asked)]
            if words and _has_all(words, f"{part['title']} {_read_words(part)}")
        ]
        return {"viewer": asked.viewer, "hits": found}

    def _answer_launch(self, question: Question) -> Reply:
        asked = self.read_asked(question)
        body = question.read_json()
        if self.people.find(asked.viewer) is None:
            raise Rejection(HTTPStatus.FORBIDDEN, "nobody here has this id")
        child = read_text(body, "child")
        if child and child not in {each.unilogin for each in asked.children}:
            raise Rejection(HTTPStatus.FORBIDDEN, "the child is not among Indgang-Children")
        visit = Visit(person=asked.viewer, child=child, target=read_text(body, "target"))
        return self.codes.give_destination(question, visit)


def _cut_page(rows: list[Json], cursor: str) -> tuple[list[Json], str]:
    """Some of the rows, and where the next page goes on ("" after the last)."""
    start = int(cursor) if cursor.isdecimal() and len(cursor) < 9 else 0  # noqa: PLR2004
    end = start + PAGE_SIZE
    return rows[start:end], str(end) if end < len(rows) else ""


def _read_words(part: Json) -> str:
    return str(part.get("text") or part.get("detail") or "")


def _has_all(words: list[str], text: str) -> bool:
    return all(word in text.lower() for word in words)


def _read_day(question: Question, name: str) -> date:
    try:
        return date.fromisoformat(question.query.get(name, ""))
    except ValueError:
        raise Rejection(HTTPStatus.BAD_REQUEST, f"{name} is a day such as 2026-11-23") from None
