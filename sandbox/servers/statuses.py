"""Systems that say how things stand for a child, in a small protocol of their own.

`POST /status {"children": [...]}` with the key as a bearer token answers a line for each child
that is known, in Danish or English; `POST /launches` answers where a form with a code is sent.
Nothing can be reported through it: people do that in the system itself.
"""

from abc import abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Any

from sandbox.servers.exchange import Question, Rejection, Reply, Sample, System, reply_json
from sandbox.servers.pages import answer_page
from sandbox.servers.people import People, Somebody
from sandbox.servers.school_week import SchoolWeek
from sandbox.servers.tickets import CodeDesk, Visit, read_text, require_key

MOST_CHILDREN = 50


@dataclass(frozen=True, kw_only=True)
class Status:
    """How things stand, and the words of the way in; each in Danish and English."""

    words: tuple[str, str]
    mark: str = ""
    link: tuple[str, str] = ("", "")
    target: str = ""


class StatusSystem(System):
    """The protocol; a subclass knows how things stand."""

    speaks = "status"

    def __init__(self, people: People, clock: Callable[[], date]) -> None:
        self.keys: Mapping[str, str] = {"key": f"{self.name}-noegle"}
        self.people, self.clock = people, clock
        self.codes = CodeDesk()

    @abstractmethod
    def find_status(self, child: Somebody, week: SchoolWeek) -> Status | None:
        """How things stand for a child; nothing where the system does not have the child."""

    def answer(self, question: Question) -> Reply:
        match question.method, question.path:
            case "POST", "/status":
                require_key(question, self.keys["key"])
                return reply_json(self._answer_status(question))
            case "POST", "/launches":
                require_key(question, self.keys["key"])
                return self._answer_launch(question)
            case ("GET", _) | ("POST", "/enter"):
                return answer_page(self, question, people=self.people, codes=self.codes)
        raise Rejection(HTTPStatus.NOT_FOUND, "there is no such address")

    def list_samples(self) -> list[Sample]:
        week = SchoolWeek(today=self.clock())
        found = ((each, self.find_status(each, week)) for each in self.people.list_children()[:40])
        return [
            Sample(about=child.first_name, words=status.words[0])
            for child, status in found
            if status is not None
        ][:4]

    def _answer_status(self, question: Question) -> dict[str, Any]:
        asked = question.read_json().get("children")
        if not isinstance(asked, list) or len(asked) > MOST_CHILDREN:
            raise Rejection(HTTPStatus.BAD_REQUEST, "children is a list of at most 50 ids")
        children = self.people.find_children(each for each in asked if isinstance(each, str))
        week = SchoolWeek(today=self.clock())
        if question.lies:
            children = [*children, self._find_stranger(children, week)]
        rows = [self._make_row(child, week, question.is_english) for child in children]
        return {"day": week.today.isoformat(), "children": [row for row in rows if row]}

    def _find_stranger(self, children: list[Somebody], week: SchoolWeek) -> Somebody:
        others = (each for each in self.people.list_children() if each not in children)
        return next(each for each in others if self.find_status(each, week) is not None)

    def _make_row(self, child: Somebody, week: SchoolWeek, english: bool) -> dict[str, Any] | None:
        status = self.find_status(child, week)
        if status is None:
            return None
        return {
            "child": child.unilogin,
            "words": status.words[english],
            "mark": status.mark,
            "link": {"target": status.target, "words": status.link[english]}
            if status.target
            else None,
        }

    def _answer_launch(self, question: Question) -> Reply:
        body = question.read_json()
        person, child = read_text(body, "person"), read_text(body, "child")
        if self.people.find(person) is None:
            raise Rejection(HTTPStatus.FORBIDDEN, "nobody here has this id")
        visit = Visit(person=person, child=child, target=read_text(body, "target"))
        return self.codes.give_destination(question, visit)
