"""The tokens of OpenID Connect: what they say, and that they are signed."""

import base64
import hashlib
import secrets
from dataclasses import dataclass
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError

from sandbox.servers.unilogin.clients import CLIENT_ID
from sandbox.servers.unilogin.clock import Clock
from sandbox.servers.unilogin.directory import Account
from sandbox.servers.unilogin.keys import ALGORITHM, KeyRing
from sandbox.servers.unilogin.levels import REFERENCES, Level
from sandbox.servers.unilogin.sessions import Session

ACCESS_SECONDS = 300
_LOGOUT_SECONDS = 120
_LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout"


@dataclass(frozen=True, kw_only=True)
class Grant:
    """What a code or an access token stands for."""

    session: Session
    issuer: str
    redirect_uri: str
    challenge: str
    nonce: str
    acr_values: tuple[str, ...] = ()


class TokenWriter:
    """Writes tokens with the newest key, by the provider's clock."""

    def __init__(self, keys: KeyRing, clock: Clock) -> None:
        self._keys, self._clock = keys, clock

    def write_id_token(self, grant: Grant, access_token: str) -> str:
        now = self._clock.read()
        claims = {
            "iss": grant.issuer,
            "aud": CLIENT_ID,
            "azp": CLIENT_ID,
            "iat": now,
            "exp": now + ACCESS_SECONDS,
            "auth_time": self._clock.shift(grant.session.signed_in_at),
            "nonce": grant.nonce,
            "sid": grant.session.sid,
            "acr": _choose_acr(grant),
            "at_hash": _make_half_hash(access_token),
            **list_facts(grant.session.account, grant.session.level),
        }
        return self._sign({}, claims)

    def write_logout_token(self, session: Session, issuer: str) -> str:
        now = self._clock.read()
        claims = {
            "iss": issuer,
            "aud": CLIENT_ID,
            "iat": now,
            "exp": now + _LOGOUT_SECONDS,
            "jti": secrets.token_hex(16),
            "sub": session.account.subject,
            "sid": session.sid,
            "events": {_LOGOUT_EVENT: {}},
        }
        return self._sign({"typ": "logout+jwt"}, claims)

    def read_hint(self, token: str) -> dict[str, Any] | None:
        """What an id token of this provider says, however old; none for any other."""
        try:
            read = jwt.decode(token, self._keys.make_key_set(), algorithms=[ALGORITHM])
        except (JoseError, ValueError):
            return None
        is_own = read.claims.get("aud") == CLIENT_ID and "events" not in read.claims
        return read.claims if is_own else None

    def _sign(self, header: dict[str, str], claims: dict[str, Any]) -> str:
        key = self._keys.current.jwk
        whole = {"alg": ALGORITHM, "kid": key.kid, **header}
        return jwt.encode(whole, claims, key, algorithms=[ALGORITHM])


def list_facts(account: Account, level: Level) -> dict[str, str]:
    """The claims about somebody, in the form that the real broker gives them."""
    return {
        "sub": account.subject,
        "uniid": account.unilogin,
        "aktoer_gruppe": account.actor.value,
        "unilogin_loa": level.value,
        "loa": level.number,
        "institution_ids": f"[{','.join(account.institutions)}]",
        "has_license": "true",
        "spec_ver": "OIDC.3.0-UNILOGIN",
    }


def _choose_acr(grant: Grant) -> str:
    """The asked level by the name it was asked by, where it is met; else the reached one."""
    level = grant.session.level
    known = (name for name in grant.acr_values if name in REFERENCES)
    return next((name for name in known if level.meets(REFERENCES[name])), level.reference)


def _make_half_hash(token: str) -> str:
    half = hashlib.sha256(token.encode()).digest()[:16]
    return base64.urlsafe_b64encode(half).rstrip(b"=").decode()
