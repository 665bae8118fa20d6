"""Signed tokens, before what they claim is believed: by which key, and by a good algorithm."""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, JWKRegistry, RSAKey

from core.login.refusals import Reason, Rejected
from indgang_sdk.errors import UnexpectedAnswer
from indgang_sdk.reading.json import read_json

MOST_LETTERS = 64 * 1024
FEWEST_BITS = 2048
_RSA = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512"})
_EC = frozenset({"ES256", "ES384", "ES512"})

PublicKey = RSAKey | ECKey
Keys = Mapping[str, tuple[PublicKey, ...]]


@dataclass(frozen=True, kw_only=True)
class Token:
    """What stands in a token whose signature is good; nothing more has been checked."""

    type: str
    claims: Mapping[str, Any] = field(repr=False)


class _Registry(jws.JWSRegistry):
    """joserfc's own, without its limit of 512 bytes: some providers add their certificates."""

    max_header_length = 16 * 1024


# A header that is not known may be overlooked, as long as it does not say that it may not.
_registry = _Registry(algorithms=_RSA | _EC, strict_check_header=False)


@lru_cache(maxsize=64)
def read_keys(text: str) -> Keys:
    """The keys for signatures of a JSON Web Key Set, by their ids; raises `Rejected` for none.

    Those of other kinds, too short, for encryption or without an id are left out.
    """
    try:
        found = read_json(text)
    except UnexpectedAnswer:
        raise Rejected(Reason.NOT_SET_UP, "keys: not JSON") from None
    described = found.get("keys") if isinstance(found, dict) else None
    if not isinstance(described, list):
        raise Rejected(Reason.NOT_SET_UP, "keys: not a key set")
    keys: dict[str, list[PublicKey]] = defaultdict(list)
    for item in described:
        key = _read_key(item)
        if key is not None:
            keys[str(key.kid)].append(key)
    if not keys:
        raise Rejected(Reason.NOT_SET_UP, "keys: none that may be used")
    return MappingProxyType({name: tuple(several) for name, several in keys.items()})


def read_token(text: str, *, keys: Keys) -> Token:
    """A token that one of these keys has signed; raises `Rejected` otherwise.

    The reason is `UNKNOWN_KEY` when its key is not among them.
    """
    if len(text) > MOST_LETTERS:
        raise Rejected(Reason.TOO_LARGE)
    try:
        signed = jws.extract_compact(text.encode(), registry=_registry)
        header = signed.headers()
        algorithm = _check_header(header)
        key = _find_key(keys, header.get("kid"), algorithm)
        is_good = jws.validate_compact(signed, key, registry=_registry)
    except (JoseError, ValueError, TypeError, AttributeError, RecursionError):
        raise Rejected(Reason.MISSHAPEN, "not a token") from None
    if not is_good:
        raise Rejected(Reason.BAD_SIGNATURE)
    return Token(type=str(header.get("typ") or ""), claims=_read_claims(signed.payload))


def _read_key(item: Any) -> PublicKey | None:
    """The key that is described; None unless it is a public one for signatures."""
    if not isinstance(item, dict) or item.get("use", "sig") != "sig" or "d" in item:
        return None
    if item.get("kty") not in {"RSA", "EC"} or not item.get("kid"):
        return None
    try:
        key = JWKRegistry.import_key(item)
    except (JoseError, ValueError, TypeError, KeyError, AttributeError):
        # One that cannot be read does not take the others along.
        return None
    if isinstance(key, RSAKey) and key.public_key.key_size >= FEWEST_BITS:
        return key
    return key if isinstance(key, ECKey) else None


def _check_header(header: Any) -> str:
    """The algorithm of a token; raises `Rejected` for one that anybody could have used."""
    if not isinstance(header, dict) or "crit" in header or "b64" in header:
        raise Rejected(Reason.MISSHAPEN, "the header")
    algorithm = header.get("alg")
    if not isinstance(algorithm, str):
        raise Rejected(Reason.MISSHAPEN, "the header")
    if algorithm.lower() == "none":
        raise Rejected(Reason.NO_SIGNATURE)
    # With HS256, a provider's public key would do to sign.
    if algorithm not in _RSA | _EC:
        raise Rejected(Reason.WEAK_ALGORITHM, "not allowed")
    return algorithm


def _find_key(keys: Keys, name: Any, algorithm: str) -> PublicKey:
    named = keys.get(name, ()) if isinstance(name, str) else ()
    if not named:
        raise Rejected(Reason.UNKNOWN_KEY)
    fitting = [key for key in named if _fits(key, algorithm)]
    if len(fitting) != 1:
        raise Rejected(Reason.WEAK_ALGORITHM, "not the key's own")
    return fitting[0]


def _fits(key: PublicKey, algorithm: str) -> bool:
    """Whether a key is of the kind, the curve and the purpose of an algorithm."""
    try:
        _registry.get_alg(algorithm).check_key(key)
    except JoseError:
        return False
    return True


def _read_claims(payload: bytes | None) -> Mapping[str, Any]:
    try:
        claims = read_json(payload or b"")
        text = json.dumps(claims, ensure_ascii=False).encode().decode()
    except (UnexpectedAnswer, UnicodeError, RecursionError):
        raise Rejected(Reason.MISSHAPEN, "the claims") from None
    # Neither half a sign nor a zero can be kept by every database.
    if not isinstance(claims, dict) or "\\u0000" in text:
        raise Rejected(Reason.MISSHAPEN, "the claims")
    return MappingProxyType(claims)
