"""OpenID Connect as the broker speaks it: a code with PKCE, a token, and signing out."""

import base64
import hashlib
import hmac
import re
import secrets
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode, urlsplit

from sandbox.roster.world import INSTITUTIONS
from sandbox.servers.exchange import Question, Rejection, Reply, reply_json
from sandbox.servers.unilogin.choosing import Chooser
from sandbox.servers.unilogin.clients import (
    ALGORITHMS,
    CLIENT_ID,
    METHODS,
    Client,
    is_redirect_uri,
)
from sandbox.servers.unilogin.directory import Directory
from sandbox.servers.unilogin.drawing import draw_refusal
from sandbox.servers.unilogin.farewell import Farewell
from sandbox.servers.unilogin.fetching import find_origin, split_local
from sandbox.servers.unilogin.keys import ALGORITHM, KeyRing
from sandbox.servers.unilogin.levels import REFERENCES, find_level
from sandbox.servers.unilogin.requests import Refusal, SignInRequest
from sandbox.servers.unilogin.sessions import OidcVisit, Session, Sessions
from sandbox.servers.unilogin.shelves import Shelf
from sandbox.servers.unilogin.tokens import ACCESS_SECONDS, Grant, TokenWriter, list_facts
from sandbox.servers.unilogin.words import Speaker

REALM = "/auth/realms/broker"
_PROTOCOL = f"{REALM}/protocol/openid-connect"
_CODE_SECONDS = 60
_SHORTEST = 16
_CHALLENGE = re.compile(r"[\w-]{43}", re.ASCII)
_VERIFIER = re.compile(r"[\w.~-]{43,128}", re.ASCII)


class OpenIdConnect:
    """The endpoints below the realm."""

    def __init__(
        self,
        *,
        directory: Directory,
        sessions: Sessions,
        keys: KeyRing,
        client: Client,
        tokens: TokenWriter,
        chooser: Chooser,
        farewell: Farewell,
    ) -> None:
        self._directory, self._sessions, self._keys = directory, sessions, keys
        self._client, self._tokens = client, tokens
        self._chooser, self._farewell = chooser, farewell
        self._codes: Shelf[Grant] = Shelf(seconds=_CODE_SECONDS)
        self._access: Shelf[Grant] = Shelf(seconds=ACCESS_SECONDS)

    def answer(self, question: Question) -> Reply:
        """Answers what is asked below the realm; raises `Rejection`."""
        match question.method, question.path.removeprefix(REALM):
            case "GET", "/.well-known/openid-configuration":
                return reply_json(describe(question.origin))
            case (("GET" | "POST"), "/protocol/openid-connect/auth"):
                return self._authorize(question)
            case "POST", "/protocol/openid-connect/token":
                return self._give_tokens(question)
            case (("GET" | "POST"), "/protocol/openid-connect/userinfo"):
                return self._tell_about_user(question)
            case (("GET" | "POST"), "/protocol/openid-connect/logout"):
                return self._log_out(question)
            case "GET", "/protocol/openid-connect/certs":
                return reply_json(self._keys.make_key_set().as_dict(private=False))
        raise Rejection(HTTPStatus.NOT_FOUND, "there is no such address")

    def _authorize(self, question: Question) -> Reply:
        asked = question.query if question.method == "GET" else question.read_form()
        redirect_uri = asked.get("redirect_uri", "")
        # Nobody is sent to an address that is not the client's.
        if asked.get("client_id") != CLIENT_ID or not is_redirect_uri(redirect_uri):
            detail = "client_id or redirect_uri is not known"
            return draw_refusal(Speaker(question), "wrong", detail=detail)
        back = _WayBack(redirect_uri, state=asked.get("state", ""), issuer=_issuer(question))
        mistake = _find_mistake(asked)
        if mistake:
            return back.refuse(*mistake)
        return self._chooser.sign_in(question, self._make_request(asked, back))

    def _make_request(self, asked: Any, back: "_WayBack") -> SignInRequest:
        acr_values = tuple(asked.get("acr_values", "").split())
        prompts = asked.get("prompt", "").split()

        def answer(session: Session, question: Question) -> Reply:
            session.add_visit(OidcVisit(redirect_uri=back.address, issuer=back.issuer))
            grant = Grant(
                session=session,
                issuer=back.issuer,
                redirect_uri=back.address,
                challenge=asked["code_challenge"],
                nonce=asked["nonce"],
                acr_values=acr_values,
            )
            return back.go(code=self._codes.keep(grant))

        return SignInRequest(
            origin=find_origin(back.address),
            answer=answer,
            refuse=lambda reason: back.refuse(reason, _REASONS[reason]),
            level=find_level(acr_values),
            is_forced=bool({"login", "select_account"} & set(prompts)),
            is_silent="none" in prompts,
            age=int(asked["max_age"]) if "max_age" in asked else None,
        )

    def _give_tokens(self, question: Question) -> Reply:
        form = question.read_form()
        if form.get("grant_type") != "authorization_code":
            raise Rejection(HTTPStatus.BAD_REQUEST, "unsupported_grant_type")
        # Used up whatever comes of it: who guesses has one try.
        grant = self._codes.take(form.get("code", ""))
        issuer = _issuer(question)
        self._client.require(
            question,
            redirect_uri=grant.redirect_uri if grant else "",
            audiences=(issuer, f"{question.origin}{_PROTOCOL}/token"),
        )
        if grant is None or not _is_grant_of(grant, form):
            raise Rejection(HTTPStatus.BAD_REQUEST, "invalid_grant")
        access = secrets.token_urlsafe(24)
        self._access.keep(grant, key=access)
        reply = {
            "access_token": access,
            "token_type": "Bearer",
            "expires_in": ACCESS_SECONDS,
            "scope": "openid",
            "id_token": self._tokens.write_id_token(grant, access),
        }
        return _keep_nowhere(reply_json(reply))

    def _tell_about_user(self, question: Question) -> Reply:
        kind, _, token = question.headers.get("authorization", "").partition(" ")
        grant = self._access.find(token) if kind.lower() == "bearer" else None
        if grant is None or self._sessions.find_by_sid(grant.session.sid) is None:
            challenge = {"WWW-Authenticate": 'Bearer error="invalid_token"'}
            raise Rejection(HTTPStatus.UNAUTHORIZED, "invalid_token", headers=challenge)
        account = grant.session.account
        if question.lies:
            account = self._directory.find_stranger(account)
        places = [
            {"instnr": key, "instnavn": INSTITUTIONS[key].name} for key in account.institutions
        ]
        facts: dict[str, Any] = dict(list_facts(account, grant.session.level))
        return _keep_nowhere(reply_json({**facts, "inst_brugere": places}))

    def _log_out(self, question: Question) -> Reply:
        asked = question.query if question.method == "GET" else question.read_form()
        address = asked.get("post_logout_redirect_uri", "")
        hint = self._tokens.read_hint(asked.get("id_token_hint", ""))
        if address and (split_local(address) is None or not _names_client(hint, asked)):
            detail = "post_logout_redirect_uri is not known, or nothing says whose it is"
            return draw_refusal(Speaker(question), "wrong", detail=detail)
        if address and asked.get("state"):
            address = _add_query(address, {"state": asked["state"]})
        session = self._sessions.find(question)
        hinted = self._sessions.find_by_sid(str(hint.get("sid"))) if hint else None
        if hinted is None and session is not None:
            # Nobody proved that this is the portal's wish, so the person is asked.
            return self._farewell.ask(question, address)
        told = find_origin(address) if address else ""
        return self._farewell.leave(question, hinted, address=address, told_origin=told)


def describe(origin: str) -> dict[str, Any]:
    """The discovery document."""
    base = f"{origin}{_PROTOCOL}"
    return {
        "issuer": f"{origin}{REALM}",
        "authorization_endpoint": f"{base}/auth",
        "token_endpoint": f"{base}/token",
        "userinfo_endpoint": f"{base}/userinfo",
        "end_session_endpoint": f"{base}/logout",
        "jwks_uri": f"{base}/certs",
        "scopes_supported": ["openid"],
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code"],
        "subject_types_supported": ["public"],
        "acr_values_supported": list(REFERENCES),
        "id_token_signing_alg_values_supported": [ALGORITHM],
        "token_endpoint_auth_methods_supported": list(METHODS),
        "token_endpoint_auth_signing_alg_values_supported": list(ALGORITHMS),
        "code_challenge_methods_supported": ["S256"],
        "prompt_values_supported": ["none", "login", "select_account"],
        "ui_locales_supported": ["da", "en"],
        "claims_supported": [
            "sub", "uniid", "aktoer_gruppe", "unilogin_loa", "loa", "institution_ids",
            "has_license", "spec_ver", "sid", "auth_time", "acr",
        ],
        "authorization_response_iss_parameter_supported": True,
        "frontchannel_logout_supported": True,
        "frontchannel_logout_session_supported": True,
        "backchannel_logout_supported": True,
        "backchannel_logout_session_supported": True,
    }  # fmt: skip


_REASONS = {
    Refusal.CANCELLED: "the person pressed cancel",
    Refusal.NOBODY_THERE: "nobody is signed in well enough",
}


class _WayBack:
    """The client's address, with what every answer to it carries."""

    def __init__(self, address: str, *, state: str, issuer: str) -> None:
        self.address, self.issuer = address, issuer
        self._state = state

    def go(self, **values: str) -> Reply:
        fixed = {"iss": self.issuer} | ({"state": self._state} if self._state else {})
        headers = {
            "Location": _add_query(self.address, {**values, **fixed}),
            "Cache-Control": "no-store",
        }
        return Reply(status=HTTPStatus.SEE_OTHER, headers=headers)

    def refuse(self, error: str, words: str) -> Reply:
        return self.go(error=str(error), error_description=words)


def _find_mistake(asked: Any) -> tuple[str, str] | None:
    """What is wrong with a request, by OAuth's name and in words."""
    if asked.get("response_type") != "code":
        return "unsupported_response_type", "response_type is code"
    if "openid" not in asked.get("scope", "").split():
        return "invalid_scope", "scope has openid"
    if asked.get("code_challenge_method") != "S256" or not _CHALLENGE.fullmatch(
        asked.get("code_challenge", "")
    ):
        return "invalid_request", "PKCE with S256 is demanded"
    if any(len(asked.get(name, "")) < _SHORTEST for name in ("state", "nonce")):
        return "invalid_request", f"state and nonce have at least {_SHORTEST} letters"
    age = asked.get("max_age", "0")
    if not (age.isascii() and age.isdecimal() and len(age) <= len("999999999")):
        return "invalid_request", "max_age is a number of seconds"
    return None


def _is_grant_of(grant: Grant, form: dict[str, str]) -> bool:
    """Whether a code comes from where it was sent, with the secret that its challenge hides."""
    verifier = form.get("code_verifier", "")
    if not _VERIFIER.fullmatch(verifier) or form.get("redirect_uri") != grant.redirect_uri:
        return False
    digest = hashlib.sha256(verifier.encode()).digest()
    challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    return hmac.compare_digest(challenge, grant.challenge)


def _names_client(hint: dict[str, Any] | None, asked: Any) -> bool:
    return hint is not None or asked.get("client_id") == CLIENT_ID


def _issuer(question: Question) -> str:
    return f"{question.origin}{REALM}"


def _add_query(address: str, values: dict[str, str]) -> str:
    mark = "&" if urlsplit(address).query else "?"
    return f"{address}{mark}{urlencode(values)}"


def _keep_nowhere(reply: Reply) -> Reply:
    headers = {**reply.headers, "Cache-Control": "no-store", "Pragma": "no-cache"}
    return Reply(status=reply.status, body=reply.body, headers=headers)
