"""Signing out: of the provider, and of everybody who was told that somebody is signed in."""

import contextlib
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from html import escape
from http import HTTPStatus
from urllib.parse import urlencode

from sandbox.servers.exchange import Question, Reply
from sandbox.servers.unilogin.clients import Client
from sandbox.servers.unilogin.drawing import draw_page
from sandbox.servers.unilogin.fetching import NotFetched, find_origin, post_form, split_local
from sandbox.servers.unilogin.sessions import (
    END_COOKIE,
    OidcVisit,
    SamlVisit,
    Session,
    Sessions,
    Visit,
)
from sandbox.servers.unilogin.shelves import Shelf
from sandbox.servers.unilogin.tokens import TokenWriter
from sandbox.servers.unilogin.words import Speaker

PATH = "/log-ud"
_SECONDS = 300
# The address that tells a requester, with what it is to bring back; "" where it cannot be told.
FindLogout = Callable[[SamlVisit, Session, str], str]


@dataclass(frozen=True, kw_only=True)
class Leaving:
    """A sign-out that goes from one requester to the next, and where it ends."""

    session: Session
    left: tuple[SamlVisit, ...]
    address: str
    frames: tuple[str, ...]


class Farewell:
    """Ends sessions, and says so to everybody."""

    def __init__(
        self,
        *,
        sessions: Sessions,
        client: Client,
        tokens: TokenWriter,
        find_logout: FindLogout,
    ) -> None:
        self._sessions, self._client, self._tokens = sessions, client, tokens
        self._find_logout = find_logout
        self._leaving: Shelf[Leaving] = Shelf(seconds=_SECONDS)

    def ask(self, question: Question, address: str = "") -> Reply:
        """The page with the button, which leads on to an address if there is one."""
        speaker, session = Speaker(question), self._sessions.find(question)
        if session is None:
            body = f"<p>{speaker.say('nobody')}</p>"
        else:
            words = speaker.say("log_out_question", who=session.account.unilogin)
            body = (
                f'<p>{escape(words)}</p><form method="post" action="{PATH}">'
                f'<input type="hidden" name="lang" value="{speaker.language}">'
                f'<input type="hidden" name="address" value="{escape(address)}">'
                f'<button class="main">{speaker.say("log_out")}</button></form>'
            )
        # The form leads to requesters that are told by redirect, and to the address.
        origins = {_find_visit_origin(visit) for visit in (session.visits if session else ())}
        origins |= {find_origin(address)} if address else set()
        heading = speaker.say("log_out_heading")
        return draw_page(speaker, heading=heading, body=body, origins=tuple(sorted(origins)))

    def answer_form(self, question: Question) -> Reply:
        """Ends the session of whoever pressed the button."""
        address = question.read_form().get("address", "")
        address = address if split_local(address) else ""
        return self.leave(question, self._sessions.find(question), address=address)

    def leave(
        self,
        question: Question,
        session: Session | None,
        *,
        address: str = "",
        told: Iterable[Visit] = (),
        told_origin: str = "",
    ) -> Reply:
        """Ends a session, tells who is not told yet, and goes to an address or says it is done.

        `told_origin` is where a client is that knows, as the wish is its own.
        """
        if session is None:
            return _end(question, address=address, frames=())
        is_own = self._sessions.find(question) is session
        self._sessions.end(session)
        visits = [visit for visit in session.visits if visit not in told]
        clients = [
            visit
            for visit in visits
            if isinstance(visit, OidcVisit) and find_origin(visit.redirect_uri) != told_origin
        ]
        self._tell_behind(session, clients)
        leaving = Leaving(
            session=session,
            left=tuple(visit for visit in visits if isinstance(visit, SamlVisit)),
            address=address,
            frames=self._list_frames(session, clients),
        )
        reply = self._go_to_next(question, leaving)
        return replace(reply, cookies=(END_COOKIE,)) if is_own else reply

    def go_on(self, question: Question, key: str) -> Reply:
        """Goes on when a requester has answered that it knows."""
        leaving = self._leaving.take(key)
        if leaving is None:
            return _end(question, address="", frames=())
        return self._go_to_next(question, leaving)

    def _go_to_next(self, question: Question, leaving: Leaving) -> Reply:
        while leaving.left:
            visit, left = leaving.left[0], leaving.left[1:]
            leaving = replace(leaving, left=left)
            key = self._leaving.keep(leaving)
            address = self._find_logout(visit, leaving.session, key)
            if address:
                return _go(address)
        return _end(question, address=leaving.address, frames=leaving.frames)

    def _tell_behind(self, session: Session, clients: list[OidcVisit]) -> None:
        """Sends the tokens from threads of their own: nobody waits for who does not answer."""
        path = self._client.addresses.backchannel_logout
        told: dict[str, str] = {}
        for visit in clients:
            told[self._client.find_address(visit.redirect_uri, path)] = visit.issuer
        for address, issuer in told.items():
            if address:
                token = self._tokens.write_logout_token(session, issuer)
                arguments = (address, token)
                threading.Thread(target=_send_token, args=arguments, daemon=True).start()

    def _list_frames(self, session: Session, clients: list[OidcVisit]) -> tuple[str, ...]:
        path = self._client.addresses.frontchannel_logout
        found = {
            self._client.find_address(visit.redirect_uri, path): visit.issuer for visit in clients
        }
        return tuple(
            f"{address}?{urlencode({'iss': issuer, 'sid': session.sid})}"
            for address, issuer in found.items()
            if address
        )


def _send_token(address: str, token: str) -> None:
    with contextlib.suppress(NotFetched):
        post_form(address, {"logout_token": token})


def _find_visit_origin(visit: Visit) -> str:
    return find_origin(visit.redirect_uri if isinstance(visit, OidcVisit) else visit.entity_id)


def _go(address: str) -> Reply:
    headers = {"Location": address, "Cache-Control": "no-store"}
    return Reply(status=HTTPStatus.SEE_OTHER, headers=headers)


def _end(question: Question, *, address: str, frames: tuple[str, ...]) -> Reply:
    if address:
        return _go(address)
    speaker = Speaker(question)
    shown = "".join(
        f'<iframe class="hidden-frame" src="{escape(frame)}" title="" aria-hidden="true" '
        'tabindex="-1"></iframe>'
        for frame in frames
    )
    return draw_page(
        speaker,
        heading=speaker.say("logged_out"),
        body=f"<p>{speaker.say('close')}</p>{shown}",
        frames=tuple(sorted({find_origin(frame) for frame in frames})),
    )
