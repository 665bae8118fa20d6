"""A browser without scripts, and a small portal, for the tests of Prøve-Unilogin."""

import base64
import hashlib
import queue
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from lxml import html

from sandbox.servers.exchange import Question, Reply, reply_json
from sandbox.servers.serving import Server
from tests.sandbox.asking import Heard, ask

VERIFIER = "v" * 43
STATE, NONCE = "s" * 20, "n" * 20
BASIC = {"Authorization": f"Basic {base64.b64encode(b'indgang:proeve').decode()}"}


class Visitor:
    """Keeps the provider's cookie, and sends its forms."""

    def __init__(self, *, language: str = "da") -> None:
        self.cookie, self._language = "", language
        self.set_cookies: list[str] = []

    def open(self, address: str, form: Mapping[str, str] | None = None) -> Heard:
        headers = {"Accept-Language": self._language}
        if self.cookie:
            headers["Cookie"] = self.cookie
        heard = ask(address, headers=headers, form=form)
        if "set-cookie" in heard.headers:
            self.set_cookies.append(heard.headers["set-cookie"])
            self.cookie = heard.headers["set-cookie"].partition(";")[0]
        return heard

    def choose(self, page: Heard, address: str, /, **fields: str) -> Heard:
        """Sends the page's form, with its hidden fields and the checked level, and these."""
        (form,) = html.fromstring(page.text).forms
        values = {
            row.get("name"): row.get("value")
            for row in form.xpath(".//input[@type='hidden' or @checked]")
        }
        return self.open(urljoin(address, form.action), {**values, **fields})

    def sign_in(self, address: str, **fields: str) -> Heard:
        return self.choose(self.open(address), address, **fields)


class Portal:
    """The portal's side: its keys, its metadata, and the sign-outs that it was told of."""

    def __init__(self) -> None:
        self.key = RSAKey.generate_key(2048)
        self.metadata: Callable[[], bytes] = bytes
        self.logouts: queue.Queue[str] = queue.Queue()
        self.fetched: list[str] = []
        self.server = Server(0, self._answer)

    @property
    def address(self) -> str:
        return self.server.address

    @property
    def redirect_uri(self) -> str:
        return f"{self.address}/log-ind/oidc/svar/"

    def _answer(self, question: Question) -> Reply:
        self.fetched.append(question.path)
        match question.path:
            case "/log-ind/oidc/unilogin/jwks.json":
                return reply_json(KeySet([self.key]).as_dict(private=False))
            case "/log-ind/saml/metadata":
                return Reply(body=self.metadata(), content_type="application/samlmetadata+xml")
            case "/log-ind/oidc/unilogin/bagkanal":
                self.logouts.put(question.read_form()["logout_token"])
                return reply_json({})
        return reply_json({}, status=404)


class Broker:
    """Asks the provider as a client of OpenID Connect does."""

    def __init__(self, address: str, portal: Portal) -> None:
        self.root, self.portal = address, portal
        self.issuer = f"{address}/auth/realms/broker"
        document = f"{self.issuer}/.well-known/openid-configuration"
        self.facts: dict[str, Any] = ask(document).json()

    def make_address(self, **changes: str | None) -> str:
        digest = hashlib.sha256(VERIFIER.encode()).digest()
        values = {
            "client_id": "indgang",
            "response_type": "code",
            "scope": "openid",
            "redirect_uri": self.portal.redirect_uri,
            "state": STATE,
            "nonce": NONCE,
            "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
            **changes,
        }
        kept = {name: value for name, value in values.items() if value is not None}
        return f"{self.facts['authorization_endpoint']}?{urlencode(kept)}"

    def get_code(self, visitor: Visitor, *, person: str = "dorte001", **changes: str) -> str:
        heard = visitor.sign_in(self.make_address(**changes), person=person)
        return read_query(heard)["code"]

    def exchange(
        self, code: str, *, headers: Mapping[str, str] | None = BASIC, **changes: str
    ) -> Heard:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.portal.redirect_uri,
            "code_verifier": VERIFIER,
            **changes,
        }
        return ask(self.facts["token_endpoint"], headers=headers, form=form)

    def read_token(self, token: str) -> jwt.Token:
        keys = KeySet.import_key_set(ask(self.facts["jwks_uri"]).json())
        return jwt.decode(token, keys, algorithms=["RS256"])

    def get_tokens(self, visitor: Visitor, **changes: str) -> dict[str, Any]:
        return self.exchange(self.get_code(visitor, **changes)).json()


def read_query(heard: Heard) -> dict[str, str]:
    """The values that somebody is sent back with."""
    return dict(parse_qsl(urlsplit(heard.headers["location"]).query))


def list_buttons(page: Heard) -> list[str]:
    """The ids of the people that a page offers."""
    return html.fromstring(page.text).xpath("//button[@name='person']/@value")
