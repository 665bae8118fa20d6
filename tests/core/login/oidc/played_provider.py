"""An OpenID provider on this machine: honest, until a test changes one thing of it."""

import json
from base64 import b64decode
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, unquote_plus, urlencode, urlsplit

from joserfc import jws, jwt
from joserfc.jwk import ECKey, KeySet, OctKey, RSAKey

from core.login.oidc.identity_providers import OidcIdentityProvider, find_identity_provider
from core.login.oidc.logout import EVENT
from core.login.oidc.questions import make_challenge
from indgang_sdk.http import HttpClient
from sandbox.servers.exchange import Question, Reply
from sandbox.servers.serving import Server

CLIENT_ID = "indgang"
SECRET = "hemmelig: 100%"
ANSWER_ADDRESS = "https://portal.example/log-ind/oidc/unilogin/svar"
REALM = "/auth/realms/broker"
LEFT_OUT: Any = object()
# As UNI-Login sends them: a list that is not JSON, and what is true as a text.
UNILOGIN_CLAIMS = {
    "uniid": "1000000156",
    "aktoer_gruppe": "Medarbejder",
    "unilogin_loa": "ToFaktor",
    "loa": "3",
    "institution_ids": "[A04441,101047]",
    "has_license": "true",
    "spec_ver": "OIDC.3.0-UNILOGIN",
}


@cache
def make_rsa_key(name: str) -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": name, "use": "sig"})


@cache
def make_ec_key(name: str, curve: str = "P-256") -> ECKey:
    return ECKey.generate_key(curve, {"kid": name, "use": "sig"})


@dataclass(kw_only=True)
class Given:
    """What was asked for, for a code."""

    query: dict[str, str]
    is_used: bool = False


@dataclass(kw_only=True)
class PlayedProvider:
    """Answers on loopback. `discovery`, `header`, `claims`, `answer` and `callback` are laid over
    what it would say; `LEFT_OUT` takes something away."""

    now: datetime
    key: RSAKey | ECKey | OctKey = field(default_factory=lambda: make_rsa_key("first"))
    published: list[Any] = field(default_factory=lambda: [make_rsa_key("first")])
    algorithm: str = "RS256"
    discovery: dict[str, Any] = field(default_factory=dict)
    header: dict[str, Any] = field(default_factory=dict)
    claims: dict[str, Any] = field(default_factory=dict)
    callback: dict[str, Any] = field(default_factory=dict)
    answer: dict[str, Any] = field(default_factory=dict)
    is_down: bool = False
    portal_keys: str = ""
    asked: Counter[str] = field(default_factory=Counter)
    forms: list[dict[str, str]] = field(default_factory=list)
    codes: dict[str, Given] = field(default_factory=dict)
    replies: dict[str, Reply] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.server = Server(0, self.reply)
        self.server.start()

    @property
    def issuer(self) -> str:
        return self.server.address + REALM

    @property
    def host(self) -> str:
        return urlsplit(self.server.address).netloc

    def find(self, client: HttpClient, *, now: datetime | None = None) -> OidcIdentityProvider:
        """What the portal makes of its discovery document."""
        return find_identity_provider(
            self.issuer,
            client=client,
            approved_hosts={self.host},
            now=now or self.now,
            may_be_local=True,
        )

    def sign_in(self, address: str) -> str:
        """Somebody signs in at that address: with what the browser goes back to the portal."""
        query = dict(parse_qsl(urlsplit(address).query))
        code = f"code-{len(self.codes)}"
        self.codes[code] = Given(query=query)
        said = {"code": code, "state": query["state"], "iss": self.issuer, "session_state": "x"}
        return urlencode(lay_over(said, self.callback))

    def sign_id_token(self, query: dict[str, str]) -> str:
        issued = int(self.now.timestamp())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT_ID,
            "azp": CLIENT_ID,
            "sub": "f3a1c2d4-0000-4000-8000-000000000156",
            "iat": issued,
            "exp": issued + 300,
            "auth_time": issued,
            "nonce": query.get("nonce", ""),
            "sid": "provider-session-1",
            "acr": "1",
            **UNILOGIN_CLAIMS,
        }
        return self.sign(lay_over(claims, self.claims))

    def sign_logout_token(self, **changes: Any) -> str:
        issued = int(self.now.timestamp())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT_ID,
            "iat": issued,
            "exp": issued + 120,
            "jti": "logout-1",
            "sid": "provider-session-1",
            "sub": "f3a1c2d4-0000-4000-8000-000000000156",
            "events": {EVENT: {}},
        }
        return self.sign(lay_over(claims, changes), typ="logout+jwt")

    def sign(self, claims: dict[str, Any], **header: Any) -> str:
        head = {"alg": self.algorithm, "typ": "JWT", "kid": self.key.kid, **header}
        registry = jws.JWSRegistry(algorithms=[self.algorithm], strict_check_header=False)
        return jws.serialize_compact(
            lay_over(head, self.header), json.dumps(claims), self.key, registry=registry
        )

    def reply(self, question: Question) -> Reply | None:
        name = question.path.removeprefix(REALM)
        self.asked[name] += 1
        if self.is_down:
            return None
        if name in self.replies:
            return self.replies[name]
        known = {
            "/.well-known/openid-configuration": self._discover,
            "/certs": self._publish_keys,
            "/token": self._give_token,
        }
        return known[name](question)

    def _discover(self, question: Question) -> Reply:
        said = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/auth",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/certs",
            "end_session_endpoint": f"{self.issuer}/logout",
            "token_endpoint_auth_methods_supported": ["private_key_jwt", "client_secret_basic"],
            "authorization_response_iss_parameter_supported": True,
            "scopes_supported": ["openid"],
        }
        return write(lay_over(said, self.discovery))

    def _publish_keys(self, question: Question) -> Reply:
        keys = [key if isinstance(key, dict) else key.as_dict() for key in self.published]
        return write({"keys": keys})

    def _give_token(self, question: Question) -> Reply:
        form = question.read_form()
        self.forms.append(form)
        if not self._knows(question, form):
            return write({"error": "invalid_client"}, status=401)
        given = self.codes.get(form["code"])
        if (
            given is None
            or given.is_used
            or make_challenge(form["code_verifier"]) != given.query["code_challenge"]
            or form["redirect_uri"] != given.query["redirect_uri"]
        ):
            return write({"error": "invalid_grant"}, status=400)
        given.is_used = True
        said = {
            "access_token": "an access token",
            "token_type": "Bearer",
            "expires_in": 300,
            "id_token": self.sign_id_token(given.query),
        }
        return write(lay_over(said, self.answer))

    def _knows(self, question: Question, form: dict[str, str]) -> bool:
        """Whether it is the portal: by its secret, or by a token that it has signed."""
        header = question.headers.get("authorization", "")
        if header.startswith("Basic "):
            name, _, secret = b64decode(header[6:]).decode().partition(":")
            return (unquote_plus(name), unquote_plus(secret)) == (CLIENT_ID, SECRET)
        if "client_secret" in form:
            return (form["client_id"], form["client_secret"]) == (CLIENT_ID, SECRET)
        keys = KeySet.import_key_set(json.loads(self.portal_keys))
        claims = jwt.decode(form["client_assertion"], keys, algorithms=["RS256", "PS256"]).claims
        lasts = timedelta(seconds=claims["exp"] - self.now.timestamp())
        return (
            {claims["iss"], claims["sub"], form["client_id"]} == {CLIENT_ID}
            and claims["aud"] == self.issuer
            and timedelta() < lasts <= timedelta(seconds=60)
            and bool(claims["jti"])
        )


def lay_over(said: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in (said | changes).items() if value is not LEFT_OUT}


def write(value: Any, *, status: int = 200) -> Reply:
    return Reply(status=status, body=json.dumps(value).encode())
