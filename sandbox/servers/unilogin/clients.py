"""The portal as a client of OpenID Connect: its addresses, and how it proves that it asks."""

import hashlib
import json
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from http import HTTPStatus
from typing import Any
from urllib.parse import urljoin

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from sandbox.servers.exchange import Question, Rejection
from sandbox.servers.tickets import is_equal, read_credentials
from sandbox.servers.unilogin.fetching import KEPT_SECONDS, NotFetched, fetch, split_local
from sandbox.servers.unilogin.shelves import Shelf

CLIENT_ID, CLIENT_SECRET = "indgang", "proeve"
REDIRECT_PATH = "/log-ind/oidc/"
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
METHODS = ("client_secret_basic", "client_secret_post", "private_key_jwt")
ALGORITHMS = ("RS256", "PS256", "ES256")
_LONGEST_ASSERTION = 600
_LEEWAY = 60


@dataclass(frozen=True, kw_only=True)
class ClientAddresses:
    """Where the client has its keys and is told of sign-outs.

    Each is a path, read from the address that people are sent back to; "" where there is none.
    """

    jwks: str = "/log-ind/oidc/unilogin/jwks.json"
    backchannel_logout: str = "/log-ind/oidc/unilogin/bagkanal"
    frontchannel_logout: str = "/log-ind/oidc/unilogin/frontkanal"

    def to_json(self) -> dict[str, str]:
        return asdict(self)


class Client:
    """The one client that there is."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._addresses = ClientAddresses()
        self._key_sets: Shelf[KeySet] = Shelf(seconds=KEPT_SECONDS)
        self._used: Shelf[bool] = Shelf(seconds=_LONGEST_ASSERTION + 2 * _LEEWAY)

    @property
    def addresses(self) -> ClientAddresses:
        with self._lock:
            return self._addresses

    def put_addresses(self, values: Mapping[str, Any]) -> None:
        """Sets some of the addresses; raises `Rejection`."""
        names = {each.name for each in fields(ClientAddresses)}
        if not values.keys() <= names or not all(isinstance(each, str) for each in values.values()):
            words = f"an object with paths for {', '.join(sorted(names))}"
            raise Rejection(HTTPStatus.BAD_REQUEST, words)
        with self._lock:
            self._addresses = replace(self._addresses, **values)

    def reset(self) -> None:
        """Has the addresses that it began with."""
        with self._lock:
            self._addresses = ClientAddresses()

    def find_address(self, redirect_uri: str, path: str) -> str:
        """A whole address of the client, on this machine; "" where there is none."""
        address = urljoin(redirect_uri, path) if path else ""
        return address if address and split_local(address) else ""

    def require(self, question: Question, *, redirect_uri: str, audiences: tuple[str, ...]) -> None:
        """Raises `Rejection` unless the client proves to be the one that asks."""
        form = question.read_form()
        if form.get("client_assertion_type") == ASSERTION_TYPE:
            proved = self._check_assertion(
                form.get("client_assertion", ""), redirect_uri=redirect_uri, audiences=audiences
            )
        else:
            proved = is_equal(read_credentials(question, form), (CLIENT_ID, CLIENT_SECRET))
        if not proved:
            challenge = {"WWW-Authenticate": 'Basic realm="token"'}
            raise Rejection(HTTPStatus.UNAUTHORIZED, "invalid_client", headers=challenge)

    def _check_assertion(
        self, assertion: str, *, redirect_uri: str, audiences: tuple[str, ...]
    ) -> bool:
        address = self.find_address(redirect_uri, self.addresses.jwks)
        try:
            claims = self._decode(assertion, address)
            _check_claims(claims, audiences)
        except (JoseError, NotFetched, ValueError, KeyError, TypeError):
            return False
        # Each counts once.
        name = hashlib.sha256(str(claims["jti"]).encode()).hexdigest()
        return self._used.keep_first(True, key=name)

    def _decode(self, assertion: str, address: str) -> dict[str, Any]:
        kept = self._key_sets.find(address)
        if kept is not None:
            try:
                return jwt.decode(assertion, kept, algorithms=ALGORITHMS).claims
            except (JoseError, ValueError):
                # The client may have new keys.
                self._key_sets.take(address)
        keys = read_keys(fetch(address))
        self._key_sets.keep(keys, key=address)
        return jwt.decode(assertion, keys, algorithms=ALGORITHMS).claims


def read_keys(content: bytes) -> KeySet:
    """The keys of a set as JSON; raises `ValueError` or `KeyError` where it is none."""
    return KeySet.import_key_set(json.loads(content))


def _check_claims(claims: dict[str, Any], audiences: tuple[str, ...]) -> None:
    registry = jwt.JWTClaimsRegistry(
        leeway=_LEEWAY,
        iss={"essential": True, "value": CLIENT_ID},
        sub={"essential": True, "value": CLIENT_ID},
        aud={"essential": True, "values": list(audiences)},
        exp={"essential": True},
        jti={"essential": True},
    )
    registry.validate(claims)
    if claims["exp"] > registry.now + _LONGEST_ASSERTION + _LEEWAY:
        raise ValueError("the assertion counts too long")


def is_redirect_uri(address: str) -> bool:
    """Whether people may be sent back to an address after signing in."""
    parts = split_local(address)
    return parts is not None and parts.path.startswith(REDIRECT_PATH)
