"""Unilogin: what it offers to the portal."""

from collections.abc import Iterable

from indgang_sdk import hookimpl
from indgang_sdk.connectors import Category, Connector, Context, HealthCheck
from indgang_sdk.provider_documents import check_provider
from indgang_sdk.sign_in import IdentityProvider, Vouches
from indgang_sdk.texts import Text
from plugins.unilogin.mapping import describe, find_hosts, read_claims
from plugins.unilogin.settings import UniloginSettings

Asked = Context[UniloginSettings]


@hookimpl
def connectors() -> Iterable[Connector]:
    yield Connector(
        name="unilogin",
        title=Text(da="Unilogin", en="Unilogin"),
        description=Text(
            da="Log ind med Unilogin: adgangskode, MitID eller kommunens eget login",
            en="Log in with Unilogin: a password, MitID, or the municipality's own sign-in",
        ),
        version="1.0.0",
        made_for=1,
        settings=UniloginSettings,
        category=Category.LOGIN,
        find_hosts=find_hosts,
    )


@hookimpl
def identity_providers() -> Iterable[IdentityProvider]:
    yield IdentityProvider(
        name="unilogin",
        title=Text(da="Log ind med Unilogin", en="Log in with Unilogin"),
        vouches=Vouches.EVERYBODY,
        describe=describe,
        read_claims=read_claims,
    )


@hookimpl
def health_checks() -> Iterable[HealthCheck]:
    yield HealthCheck(
        name="document",
        title=Text(da="Unilogins oplysninger om sig selv", en="What Unilogin says of itself"),
        check=check,
    )


def check(context: Asked) -> Text:
    settings = context.settings
    return check_provider(context, describe(settings), hosts=find_hosts(settings))
