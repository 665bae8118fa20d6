"""A connector to the identity provider that the benchmark plays."""

from collections.abc import Iterator

from indgang_sdk import hookimpl
from indgang_sdk.connectors import Category, Connector
from indgang_sdk.settings import Settings
from indgang_sdk.sign_in import Claims, IdentityAnswer, IdentityProvider, SamlProvider, Vouches
from indgang_sdk.texts import Text

# What `bench.portal.signing_in` sets, in the same process.
described: dict[str, SamlProvider] = {}


class LoginSettings(Settings):
    """Nothing has to be set."""


def describe(_settings: LoginSettings) -> SamlProvider:
    """The provider by its metadata."""
    return described["bench"]


def read_claims(answer: IdentityAnswer, _settings: LoginSettings) -> Claims:
    """The ids that the answer names."""
    return Claims(unilogins=tuple(answer.attributes.get("uniid", ())))


@hookimpl
def connectors() -> Iterator[Connector]:
    yield Connector(
        name="login",
        title=Text(da="Log ind", en="Log in"),
        description=Text(da="Det, målingen spiller", en="What the benchmark plays"),
        version="1.0.0",
        made_for=1,
        settings=LoginSettings,
        category=Category.LOGIN,
    )


@hookimpl
def identity_providers() -> Iterator[IdentityProvider]:
    yield IdentityProvider(
        name="login",
        title=Text(da="Log ind", en="Log in"),
        vouches=Vouches.EVERYBODY,
        describe=describe,
        read_claims=read_claims,
    )
