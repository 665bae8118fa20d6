"""A small server that shows what a connector answers to made-up people, without the portal."""

from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

from indgang_sdk.command.showing import draw_page, draw_run
from indgang_sdk.testing import faults
from indgang_sdk.testing.offers import Offer
from indgang_sdk.testing.people import Person
from indgang_sdk.testing.playing import Fault
from indgang_sdk.testing.subject import Subject, find_subject

# What can be put between the connector and its system, by the name in the address.
FAULTS: dict[str, Fault | None] = {
    "": None,
    "outage": faults.fail_at(1, faults.no_answer),
    "refused": faults.answer_at(1, faults.say_status(403)),
    "slow": faults.fail_at(1, faults.too_late),
    "malformed": faults.answer_at(1, faults.say_page),
    "types": faults.answer_at(1, faults.change_types),
    "large": faults.fail_at(1, faults.too_large),
}
SHOWN = frozenset({"tile", "search", "week", "events", "health"})


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What is chosen on the page: who looks, in which language, and what goes wrong."""

    person: int = 0
    language: str = "da"
    fault: str = ""

    @classmethod
    def read(cls, query: str, *, people: int) -> "Choice":
        """What an address asks for; what it asks for in vain is as if it did not."""
        asked = {name: values[0] for name, values in parse_qs(query).items()}
        number = asked.get("person", "0")
        return cls(
            person=int(number) if number in map(str, range(people)) else 0,
            language="en" if asked.get("language") == "en" else "da",
            fault=asked.get("fault", "") if asked.get("fault") in FAULTS else "",
        )


def serve_connector(name: str, *, port: int) -> None:
    """Shows a connector on this machine until it is stopped; raises `ImportError` without one."""
    server = make_server(find_subject(name), port=port)
    print(f"http://127.0.0.1:{server.server_port}/ shows {name}. Ctrl+C ends it.")  # noqa: T201
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()


def make_server(subject: Subject, *, port: int) -> HTTPServer:
    """The server, for this machine only."""
    if subject.example is None:
        raise ImportError("it has no example: put EXAMPLE = Example(...) into example.py")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            if parts.path != "/":
                self.send_error(404)
                return
            body = show_connector(subject, parts.query).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header(
                "Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'"
            )
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing: the terminal is for the connector's author."""

    return HTTPServer(("127.0.0.1", port), Handler)


def show_connector(subject: Subject, query: str) -> str:
    """The page for an address: everything that the chosen person is shown."""
    assert subject.example  # noqa: S101 - a server is only made with one
    people = subject.example.people
    choice = Choice.read(query, people=len(people))
    person = people[choice.person]
    shown = [
        _show_offer(subject, offer, person, choice)
        for offer in subject.offers
        if offer.kind.word in SHOWN and _is_for(offer, person)
    ]
    return draw_page(
        subject.connector,
        shown,
        language=choice.language,
        people=[one.name for one in people],
        person=choice.person,
        faults=list(FAULTS),
        fault=choice.fault,
    )


def _is_for(offer: Offer, person: Person) -> bool:
    roles = getattr(offer.source, "roles", None)
    return roles is None or bool(person.roles & roles)


def _show_offer(subject: Subject, offer: Offer, person: Person, choice: Choice) -> str:
    run = subject.run(offer, person, fault=FAULTS[choice.fault], language=choice.language)
    return draw_run(offer, run, system=subject.connector.title, language=choice.language)
