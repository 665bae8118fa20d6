"""SAML 2.0 as the broker speaks it: metadata, signing in, and signing out both ways."""

import base64
import time
from collections.abc import Callable
from http import HTTPStatus

from sandbox.servers.exchange import Question, Rejection, Reply
from sandbox.servers.unilogin.choosing import Chooser
from sandbox.servers.unilogin.directory import Directory
from sandbox.servers.unilogin.drawing import draw_refusal, draw_sending
from sandbox.servers.unilogin.farewell import Farewell
from sandbox.servers.unilogin.fetching import find_origin
from sandbox.servers.unilogin.keys import KeyRing
from sandbox.servers.unilogin.levels import find_level
from sandbox.servers.unilogin.requests import Refusal, SignInRequest
from sandbox.servers.unilogin.saml_answers import Answers, Envelope
from sandbox.servers.unilogin.saml_names import (
    AUTHN_FAILED,
    DS,
    MD,
    NAMESPACES,
    NO_PASSIVE,
    PERSISTENT,
    POST,
    PROTOCOL,
    REDIRECT,
    RESPONDER,
    find_text,
    write,
)
from sandbox.servers.unilogin.saml_redirects import (
    BadMessage,
    Message,
    make_address,
    read_message,
)
from sandbox.servers.unilogin.saml_requesters import Requesters
from sandbox.servers.unilogin.sessions import SamlVisit, Session, Sessions
from sandbox.servers.unilogin.words import Speaker

METADATA, SSO, SLO = "/saml/metadata", "/saml/sso", "/saml/slo"
METADATA_TYPE = "application/samlmetadata+xml"
_CODES = {Refusal.CANCELLED: AUTHN_FAILED, Refusal.NOBODY_THERE: NO_PASSIVE}


class Saml:
    """The three addresses."""

    def __init__(
        self,
        *,
        directory: Directory,
        sessions: Sessions,
        keys: KeyRing,
        answers: Answers,
        requesters: Requesters,
        chooser: Chooser,
        farewell: Farewell,
    ) -> None:
        self._directory, self._sessions, self._keys = directory, sessions, keys
        self._answers, self._requesters = answers, requesters
        self._chooser, self._farewell = chooser, farewell

    def answer(self, question: Question) -> Reply:
        """Answers what is asked below `/saml/`; raises `Rejection`."""
        match question.method, question.path:
            case "GET", "/saml/metadata":
                content = write_metadata(question.origin, self._keys)
                return Reply(body=content, content_type=METADATA_TYPE)
            case "GET", "/saml/sso":
                return self._read_and(self._sign_in, question)
            case "GET", "/saml/slo":
                return self._read_and(self._sign_out, question)
        raise Rejection(HTTPStatus.NOT_FOUND, "there is no such address")

    def _read_and(self, do: Callable[[Question, Message], Reply], question: Question) -> Reply:
        try:
            destination = f"{question.origin}{question.path}"
            return do(question, read_message(question, self._requesters, destination=destination))
        except BadMessage as bad:
            return draw_refusal(Speaker(question), "wrong", detail=str(bad))

    def _sign_in(self, question: Question, message: Message) -> Reply:
        if message.name != "AuthnRequest":
            raise BadMessage("this is no AuthnRequest")
        return self._chooser.sign_in(question, self._make_request(question, message))

    def _make_request(self, question: Question, message: Message) -> SignInRequest:
        root, requester = message.root, message.requester
        consumer = root.get("AssertionConsumerServiceURL") or requester.consumers[0]
        if consumer not in requester.consumers or root.get("ProtocolBinding", POST) != POST:
            raise BadMessage("the address for the answer is not in the metadata")
        issuer, speaker = f"{question.origin}{METADATA}", Speaker(question)

        def send(content: bytes) -> Reply:
            fields = {"SAMLResponse": base64.b64encode(content).decode()}
            if message.relay_state:
                fields["RelayState"] = message.relay_state
            origin = find_origin(consumer)
            return draw_sending(speaker, address=consumer, fields=fields, origin=origin)

        def seal() -> Envelope:
            return Envelope(
                issuer=issuer, destination=consumer, in_response_to=message.id, now=time.time()
            )

        def answer(session: Session, asked: Question) -> Reply:
            session.add_visit(SamlVisit(entity_id=requester.entity_id, issuer=issuer))
            stranger = self._directory.find_stranger(session.account)
            also = [stranger.unilogin] if asked.lies else []
            key = self._keys.current
            return send(self._answers.write_success(seal(), session, requester, key=key, also=also))

        def refuse(reason: Refusal) -> Reply:
            codes = (RESPONDER, _CODES[reason])
            return send(self._answers.write_failure(seal(), *codes, key=self._keys.current))

        references = root.iterfind(".//saml:AuthnContextClassRef", NAMESPACES)
        return SignInRequest(
            origin=find_origin(consumer),
            answer=answer,
            refuse=refuse,
            level=find_level((each.text or "").strip() for each in references),
            is_forced=root.get("ForceAuthn") in {"true", "1"},
            is_silent=root.get("IsPassive") in {"true", "1"},
        )

    def _sign_out(self, question: Question, message: Message) -> Reply:
        match message.name:
            case "LogoutRequest":
                return self._answer_logout(question, message)
            case "LogoutResponse":
                return self._farewell.go_on(question, message.relay_state)
        raise BadMessage("this is no message about signing out")

    def _answer_logout(self, question: Question, message: Message) -> Reply:
        requester, issuer = message.requester, f"{question.origin}{METADATA}"
        if not requester.logout_answers:
            raise BadMessage("the metadata have no address for the answer")
        envelope = Envelope(
            issuer=issuer,
            destination=requester.logout_answers,
            in_response_to=message.id,
            now=time.time(),
        )
        address = make_address(
            requester.logout_answers,
            "SAMLResponse",
            self._answers.write_logout_response(envelope),
            key=self._keys.current,
            relay_state=message.relay_state,
        )
        visit = SamlVisit(entity_id=requester.entity_id, issuer=issuer)
        session = self._find_session(message, visit)
        return self._farewell.leave(question, session, address=address, told=[visit])

    def _find_session(self, message: Message, visit: SamlVisit) -> Session | None:
        """The session that a request names, if the requester was told of it and of its person."""
        session = self._sessions.find_by_sid(find_text(message.root, "samlp:SessionIndex"))
        if session is None or visit not in session.visits:
            return None
        named = find_text(message.root, "saml:NameID")
        return session if named == session.account.subject else None


def write_metadata(origin: str, keys: KeyRing) -> bytes:
    """The provider's metadata: every key it may have signed with, and its addresses."""
    certificates = [
        MD.KeyDescriptor(
            DS.KeyInfo(DS.X509Data(DS.X509Certificate(key.bare_certificate))), use="signing"
        )
        for key in keys.list_keys()
    ]
    part = MD.IDPSSODescriptor(
        *certificates,
        MD.SingleLogoutService(Binding=REDIRECT, Location=f"{origin}{SLO}"),
        MD.NameIDFormat(PERSISTENT),
        MD.SingleSignOnService(Binding=REDIRECT, Location=f"{origin}{SSO}"),
        WantAuthnRequestsSigned="true",
        protocolSupportEnumeration=PROTOCOL,
    )
    return write(MD.EntityDescriptor(part, entityID=f"{origin}{METADATA}"))
