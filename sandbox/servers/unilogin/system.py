"""The whole provider: its addresses, and its own front page with what can be set wrong."""

import time
from collections.abc import Callable
from datetime import date
from http import HTTPStatus
from pathlib import Path

from sandbox.roster.cast import CAST
from sandbox.servers.exchange import Question, Rejection, Reply, Sample, System, reply_json
from sandbox.servers.pages import reply_style
from sandbox.servers.people import People
from sandbox.servers.unilogin import choosing, farewell
from sandbox.servers.unilogin.choosing import Chooser
from sandbox.servers.unilogin.clients import CLIENT_ID, CLIENT_SECRET, Client
from sandbox.servers.unilogin.clock import Clock
from sandbox.servers.unilogin.directory import Directory
from sandbox.servers.unilogin.drawing import FILES, reply_file
from sandbox.servers.unilogin.farewell import Farewell
from sandbox.servers.unilogin.front import FrontPage
from sandbox.servers.unilogin.keys import KeyRing
from sandbox.servers.unilogin.oidc import REALM, OpenIdConnect
from sandbox.servers.unilogin.saml import METADATA, Saml
from sandbox.servers.unilogin.saml_answers import Answers, Envelope
from sandbox.servers.unilogin.saml_redirects import make_address
from sandbox.servers.unilogin.saml_requesters import Requesters, UnknownRequester
from sandbox.servers.unilogin.sessions import SamlVisit, Session, Sessions
from sandbox.servers.unilogin.tokens import TokenWriter
from sandbox.servers.unilogin.words import TITLE


class Unilogin(System):
    """Signs made-up people in, by both protocols, with one session of its own."""

    name, title, municipalities = "unilogin", TITLE, ("998", "999")
    speaks = "OIDC, SAML"

    def __init__(self, people: People, clock: Callable[[], date]) -> None:
        self.keys = {
            "client_id": CLIENT_ID,
            "client_secret": CLIENT_SECRET,
            "issuer": REALM,
            "metadata": METADATA,
        }
        self._directory, self._sessions = Directory(clock), Sessions()
        self._ring, self._clock = KeyRing(), Clock()
        self._client, self._requesters = Client(), Requesters()
        self._answers = Answers(self._clock)
        tokens = TokenWriter(self._ring, self._clock)
        self._chooser = Chooser(self._directory, self._sessions)
        self._farewell = Farewell(
            sessions=self._sessions,
            client=self._client,
            tokens=tokens,
            find_logout=self._find_logout,
        )
        self._oidc = OpenIdConnect(
            directory=self._directory,
            sessions=self._sessions,
            keys=self._ring,
            client=self._client,
            tokens=tokens,
            chooser=self._chooser,
            farewell=self._farewell,
        )
        self._saml = Saml(
            directory=self._directory,
            sessions=self._sessions,
            keys=self._ring,
            answers=self._answers,
            requesters=self._requesters,
            chooser=self._chooser,
            farewell=self._farewell,
        )
        self._front = FrontPage(sessions=self._sessions, keys=self._ring, clock=self._clock)
        self._pages = self._list_pages()

    def keep_in(self, folder: Path) -> None:
        self._ring.keep_in(folder)

    def reset(self) -> None:
        self._clock.put(0)
        self._client.reset()

    def list_samples(self) -> list[Sample]:
        accounts = ((each, self._directory.find(each.unilogin)) for each in CAST.values())
        return [
            Sample(
                about=member.shown_name,
                words=", ".join([account.actor, *account.institutions]),
            )
            for member, account in accounts
        ]

    def answer(self, question: Question) -> Reply:
        if question.path.startswith(f"{REALM}/"):
            return self._oidc.answer(question)
        if question.path.startswith("/saml/"):
            return self._saml.answer(question)
        answer = self._pages.get((question.method, question.path))
        if answer is None:
            raise Rejection(HTTPStatus.NOT_FOUND, "there is no such address")
        return answer(question)

    def _list_pages(self) -> dict[tuple[str, str], Callable[[Question], Reply]]:
        """What is answered at which address outside the protocols."""
        return {
            ("GET", "/"): self._front.draw,
            ("POST", "/settings"): self._front.set,
            ("POST", choosing.PATH): self._chooser.choose,
            ("GET", farewell.PATH): self._farewell.ask,
            ("POST", farewell.PATH): self._farewell.answer_form,
            ("GET", "/client"): self._answer_client,
            ("PUT", "/client"): self._answer_client,
            ("GET", "/page.css"): lambda _: reply_style(),
            **{("GET", path): _answer_file for path in FILES},
        }

    def _answer_client(self, question: Question) -> Reply:
        if question.method == "PUT":
            self._client.put_addresses(question.read_json())
        return reply_json(self._client.addresses.to_json())

    def _find_logout(self, visit: SamlVisit, session: Session, relay_state: str) -> str:
        """The address that tells a requester that somebody signs out; "" where there is none."""
        try:
            requester = self._requesters.find(visit.entity_id)
        except UnknownRequester:
            return ""
        if not requester.logout:
            return ""
        envelope = Envelope(
            issuer=visit.issuer, destination=requester.logout, in_response_to="", now=time.time()
        )
        message = self._answers.write_logout_request(envelope, session, visit.entity_id)
        key = self._ring.current
        return make_address(
            requester.logout, "SAMLRequest", message, key=key, relay_state=relay_state
        )


def _answer_file(question: Question) -> Reply:
    return reply_file(question.path)
