"""Signs in at Keycloak's own pages, as a person without a browser does."""

import base64
import hashlib
import secrets
import urllib.parse
from dataclasses import dataclass, field
from typing import Any

from joserfc import jwt
from joserfc.jwk import KeySet

from tests.services.keycloak.server import Keycloak
from tests.services.web import Answer, Visitor, fetch, post


def fill_in_password(visitor: Visitor, page: Answer, keycloak: Keycloak, unilogin: str) -> Answer:
    """What comes after the first page of signing in."""
    (form,) = page.forms
    assert "username" in form.fields, page.text
    return visitor.send(form, username=unilogin, password=keycloak.password)


def fill_in_code(visitor: Visitor, page: Answer, keycloak: Keycloak) -> Answer:
    """What comes after the page of the second step."""
    (form,) = page.forms
    assert "otp" in form.fields, page.text
    return visitor.send(form, otp=keycloak.give_code())


@dataclass(kw_only=True)
class CodeFlow:
    """One sign-in by OpenID Connect as a portal makes it, up to the verified claims."""

    keycloak: Keycloak
    callback: str
    client: str = "indgang"
    state: str = field(default_factory=lambda: secrets.token_hex(16))
    nonce: str = field(default_factory=lambda: secrets.token_hex(16))
    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(48))

    @property
    def configuration(self) -> dict[str, Any]:
        return fetch(self.keycloak.discovery).json

    def write_request(self, **more: str | None) -> str:
        """Where the person is sent; `more` adds to what is asked, or takes away by None."""
        challenge = hashlib.sha256(self.verifier.encode()).digest()
        asked = {
            "response_type": "code",
            "scope": "openid",
            "client_id": self.client,
            "redirect_uri": self.callback,
            "state": self.state,
            "nonce": self.nonce,
            "code_challenge": base64.urlsafe_b64encode(challenge).decode().rstrip("="),
            "code_challenge_method": "S256",
            **more,
        }
        query = urllib.parse.urlencode({k: v for k, v in asked.items() if v is not None})
        return f"{self.configuration['authorization_endpoint']}?{query}"

    def exchange(self, back: Answer, **proof: str) -> Answer:
        """The answer for the code that the person brings back, asked by `proof` of the client."""
        brought = read_query(back.goes_to)
        assert brought["state"] == self.state
        return post(
            self.configuration["token_endpoint"],
            grant_type="authorization_code",
            code=brought["code"],
            redirect_uri=self.callback,
            client_id=self.client,
            code_verifier=self.verifier,
            **(proof or {"client_secret": self.keycloak.client_secret}),
        )

    def verify(self, id_token: str) -> dict[str, Any]:
        """The claims of a token that the realm has signed for this sign-in."""
        return self._read(id_token, nonce={"essential": True, "value": self.nonce})

    def verify_logout(self, logout_token: str) -> dict[str, Any]:
        """The claims by which the realm tells this client that a session is over."""
        claims = self._read(logout_token)
        assert "http://schemas.openid.net/event/backchannel-logout" in claims["events"]
        assert "nonce" not in claims
        return claims

    def _read(self, token: str, **rules: Any) -> dict[str, Any]:
        keys = KeySet.import_key_set(fetch(self.configuration["jwks_uri"]).json)
        read = jwt.decode(token, keys, algorithms=["RS256"])
        jwt.JWTClaimsRegistry(
            iss={"essential": True, "value": self.keycloak.issuer},
            aud={"essential": True, "value": self.client},
            exp={"essential": True},
            **rules,
        ).validate(read.claims)
        return read.claims


def read_query(address: str) -> dict[str, str]:
    """The parameters of an address, each of which stands once."""
    return dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(address).query))
