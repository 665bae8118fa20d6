"""A municipality's own sign-in: what it offers to the portal."""

from collections.abc import Iterable

from indgang_sdk import hookimpl
from indgang_sdk.connectors import Category, Connector, Context, HealthCheck
from indgang_sdk.provider_documents import check_provider
from indgang_sdk.sign_in import IdentityProvider, Vouches
from indgang_sdk.texts import Text
from plugins.municipal_login.mapping import TITLE, describe, find_hosts, find_title, read_claims
from plugins.municipal_login.settings import MunicipalLoginSettings

Asked = Context[MunicipalLoginSettings]


@hookimpl
def connectors() -> Iterable[Connector]:
    yield Connector(
        name="municipal_login",
        title=Text(da="Kommunens eget login", en="The municipality's own sign-in"),
        description=Text(
            da="Log ind med den konto, man har i kommunen (SAML eller OpenID Connect)",
            en="Log in with one's account at the municipality (SAML or OpenID Connect)",
        ),
        version="1.0.0",
        made_for=1,
        settings=MunicipalLoginSettings,
        category=Category.LOGIN,
        find_hosts=find_hosts,
    )


@hookimpl
def identity_providers() -> Iterable[IdentityProvider]:
    yield IdentityProvider(
        name="municipal_login",
        title=TITLE,
        vouches=Vouches.MUNICIPALITY,
        describe=describe,
        read_claims=read_claims,
        find_title=find_title,
    )


@hookimpl
def health_checks() -> Iterable[HealthCheck]:
    yield HealthCheck(
        name="document",
        title=Text(da="Udbyderens oplysninger om sig selv", en="What the provider says of itself"),
        check=check,
    )


def check(context: Asked) -> Text:
    settings = context.settings
    return check_provider(context, describe(settings), hosts=find_hosts(settings))
