"""Signing in: what a connector says of an identity provider, and how it reads what that answers.

The portal speaks the protocols, checks every answer and makes the sessions. A connector names the
provider, and translates a checked answer into claims. Who may then do what, the roster says.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from indgang_sdk.levels import Level
from indgang_sdk.settings import Secret
from indgang_sdk.texts import Text

__all__ = [
    "Claims",
    "IdentityAnswer",
    "IdentityProvider",
    "Level",
    "OidcProvider",
    "SamlProvider",
    "SignInRefused",
    "Vouches",
]


class Vouches(StrEnum):
    """For whom an identity provider may speak.

    `EVERYBODY` is a national one: it is set up once, by the portal's operator, and municipalities
    switch it on. `MUNICIPALITY` is a municipality's own, which is believed only about people who
    belong to that municipality alone.
    """

    EVERYBODY = "everybody"
    MUNICIPALITY = "municipality"


class SignInRefused(Exception):
    """The answer is right, and whoever it is about may not sign in by it.

    `code` says why in a few letters for the log, such as `actor_group`; `words` are what the
    person is told. Neither holds anything of the answer.
    """

    def __init__(self, code: str, words: Text) -> None:
        super().__init__(code)
        self.code = code
        self.words = words


@dataclass(frozen=True, kw_only=True)
class SamlProvider:
    """An identity provider that speaks SAML 2.0.

    Its metadata is a text, or is read from an address that the municipality has approved; with
    `metadata_certificate`, in PEM, it must be signed by it. `contexts` are the references of
    authentication contexts to ask for to reach a level. Nothing is asked for a level that is not
    named. `may_begin` lets the provider send people who did not begin here.
    """

    metadata: str = field(default="", repr=False)
    metadata_address: str = ""
    metadata_certificate: str = field(default="", repr=False)
    contexts: Mapping[Level, tuple[str, ...]] = field(default_factory=dict)
    is_encrypted: bool = True
    may_begin: bool = False


@dataclass(frozen=True, kw_only=True)
class OidcProvider:
    """An identity provider that speaks OpenID Connect, with the portal as a confidential client.

    Without a `client_secret` the portal shows who it is by a key of its own (`private_key_jwt`).
    `parameters` are what to add to the question to reach a level, such as `acr_values`.
    """

    issuer: str
    client_id: str
    client_secret: Secret | None = field(default=None, repr=False)
    scope: str = "openid"
    parameters: Mapping[Level, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class IdentityAnswer:
    """What an identity provider has said of somebody, after every check of the protocol.

    `subject` is its own name for the person, `attributes` what it says by name: SAML attributes,
    or the claims of an id token, where what is no text is written as JSON. `context` is how the
    person was authenticated: the context's reference, or `acr`.
    """

    issuer: str
    subject: str = field(repr=False)
    attributes: Mapping[str, tuple[str, ...]] = field(repr=False)
    context: str = ""
    authenticated_at: datetime | None = None

    def read(self, *names: str) -> str:
        """The value of the first attribute of these names that has exactly one; "" without."""
        for name in names:
            values = self.attributes.get(name, ())
            if len(values) == 1:
                return values[0]
        return ""


@dataclass(frozen=True, kw_only=True)
class Claims:
    """Who somebody is by an answer: the UNI-Login ids that are theirs, and how sure that is.

    With several ids the person chooses. None means that nobody here can be found by the answer.
    """

    unilogins: tuple[str, ...] = field(repr=False)
    level: Level = Level.ONE_FACTOR


@dataclass(frozen=True, kw_only=True)
class IdentityProvider:
    """An identity provider by which people sign in.

    `describe` makes of the settings what the portal needs to speak with it; `read_claims` makes
    claims of an answer and the settings, or raises `SignInRefused`. `title` stands on the button,
    unless `find_title` makes other words of the settings.
    """

    name: str
    title: Text
    vouches: Vouches
    describe: Callable[[Any], SamlProvider | OidcProvider]
    read_claims: Callable[[IdentityAnswer, Any], Claims]
    find_title: Callable[[Any], Text] | None = None
