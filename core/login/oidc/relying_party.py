"""The portal as OpenID providers know it: its name, its addresses, and how it shows who it is."""

import json
from base64 import b64encode
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import quote_plus
from uuid import uuid4

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from joserfc import jwt
from joserfc.jwk import RSAKey

from core.login.oidc.identity_providers import OidcIdentityProvider
from core.login.refusals import Reason, Rejected
from core.login.saml.service_provider import Key

ASSERTION_COUNTS_FOR = timedelta(seconds=40)
# Clocks may differ by half a minute: Keycloak refuses what was issued more than 15 seconds in its
# future, is over, or lasts for more than a minute in all.
ASSERTION_ISSUED_BEFORE = timedelta(seconds=20)
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
# The first that the provider takes.
_SIGNED_BY = ("RS256", "PS256")


@dataclass(frozen=True, kw_only=True)
class RelyingParty:
    """The portal towards one OpenID provider.

    Without a `client_secret` it shows who it is by the first of its signing keys. All of them
    stand in the key set, so that a new one is known before it is used.
    """

    client_id: str
    client_secret: str | None = field(default=None, repr=False)
    scope: str = "openid"
    answer_address: str
    signed_out_address: str
    signing_keys: tuple[Key, ...] = field(default=(), repr=False)


@dataclass(frozen=True, kw_only=True)
class Credentials:
    """What shows a provider who is asking: headers and fields of the question."""

    headers: dict[str, str] = field(default_factory=dict, repr=False)
    fields: dict[str, str] = field(default_factory=dict, repr=False)


def write_key_set(keys: tuple[Key, ...]) -> str:
    """The public parts of the portal's signing keys, as a JSON Web Key Set."""
    described = []
    for key in keys:
        public = _read_public(key)
        described.append(
            {**public.as_dict(private=False), "use": "sig", "kid": public.thumbprint()}
        )
    return json.dumps({"keys": described})


def make_credentials(
    relying_party: RelyingParty, provider: OidcIdentityProvider, *, now: datetime
) -> Credentials:
    """How the portal shows this provider who it is; raises `Rejected` where there is no way."""
    methods = provider.token_methods
    name, secret = relying_party.client_id, relying_party.client_secret
    if secret is None:
        if methods and "private_key_jwt" not in methods:
            raise Rejected(Reason.NOT_SET_UP, "the provider takes no private_key_jwt")
        assertion = _sign_assertion(relying_party, provider, now=now)
        return Credentials(
            fields={
                "client_id": name,
                "client_assertion_type": ASSERTION_TYPE,
                "client_assertion": assertion,
            }
        )
    # What a provider takes that does not say.
    if not methods or "client_secret_basic" in methods:
        pair = f"{quote_plus(name)}:{quote_plus(secret)}"
        return Credentials(headers={"Authorization": f"Basic {b64encode(pair.encode()).decode()}"})
    if "client_secret_post" in methods:
        return Credentials(fields={"client_id": name, "client_secret": secret})
    raise Rejected(Reason.NOT_SET_UP, "the provider takes no client_secret")


def _sign_assertion(
    relying_party: RelyingParty, provider: OidcIdentityProvider, *, now: datetime
) -> str:
    if not relying_party.signing_keys:
        raise Rejected(Reason.NOT_SET_UP, "neither a secret nor a key")
    taken = provider.assertion_algorithms or _SIGNED_BY
    algorithm = next((name for name in _SIGNED_BY if name in taken), None)
    if algorithm is None:
        raise Rejected(Reason.NOT_SET_UP, "the provider takes none of our signatures")
    key = relying_party.signing_keys[0]
    return jwt.encode(
        {"alg": algorithm, "kid": _read_public(key).thumbprint()},
        {
            "iss": relying_party.client_id,
            "sub": relying_party.client_id,
            # Not the token endpoint: where another provider names the same one, the assertion
            # could be handed on to it.
            "aud": provider.issuer,
            "jti": str(uuid4()),
            "iat": int((now - ASSERTION_ISSUED_BEFORE).timestamp()),
            "exp": int((now + ASSERTION_COUNTS_FOR).timestamp()),
        },
        _read_private(key),
        algorithms=[algorithm],
    )


def _read_private(key: Key) -> RSAKey:
    # It is ours, and whoever could change it could do worse: to prove it anew takes 0.1 s.
    private = load_pem_private_key(
        key.private.encode(), password=None, unsafe_skip_rsa_key_validation=True
    )
    if not isinstance(private, RSAPrivateKey):
        raise Rejected(Reason.NOT_SET_UP, "a signing key that is not RSA")
    return RSAKey.import_key(private)


def _read_public(key: Key) -> RSAKey:
    public = x509.load_pem_x509_certificate(key.certificate.encode()).public_key()
    if not isinstance(public, RSAPublicKey):
        raise Rejected(Reason.NOT_SET_UP, "a signing key that is not RSA")
    return RSAKey.import_key(public)
