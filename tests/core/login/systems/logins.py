"""A national identity provider and municipalities' own ones, described as a test sets them."""

from collections.abc import Callable
from typing import Any

from indgang_sdk import hookimpl
from indgang_sdk.connectors import Category, Connector
from indgang_sdk.levels import Level
from indgang_sdk.provider_documents import find_provider_hosts
from indgang_sdk.settings import Settings, setting
from indgang_sdk.sign_in import (
    Claims,
    IdentityAnswer,
    IdentityProvider,
    OidcProvider,
    SamlProvider,
    Vouches,
)
from indgang_sdk.texts import Text

LEVELS = {"EnFaktor": Level.ONE_FACTOR, "ToFaktor": Level.TWO_FACTOR}
# How each is described: "national", or the settings' `mark` of a municipality's own.
described: dict[str, SamlProvider | OidcProvider] = {}
behaviour: dict[str, Callable[..., Any]] = {}


class LoginSettings(Settings):
    mark: str = setting(title=Text(da="Mærke", en="Mark"), default="")


def describe_national(settings: LoginSettings) -> SamlProvider | OidcProvider:
    return described["national"]


def describe_own(settings: LoginSettings) -> SamlProvider | OidcProvider:
    return described[settings.mark]


def find_hosts(settings: LoginSettings) -> tuple[str, ...]:
    """Where those are that the portal calls by OpenID; of the others, one that is approved."""
    of_both = (described.get(mark) for mark in ("national", settings.mark))
    known = [one for one in of_both if isinstance(one, OidcProvider)]
    called = {host for one in known for host in find_provider_hosts(one)}
    return tuple(sorted(called)) or ("login.example",)


def read_claims(answer: IdentityAnswer, settings: LoginSettings) -> Claims:
    """Every UNI-Login id that the answer names, and its level."""
    if "claims" in behaviour:
        return behaviour["claims"](answer, settings)
    return Claims(
        unilogins=tuple(answer.attributes.get("uniid", ())),
        level=LEVELS.get(answer.read("loa"), Level.ONE_FACTOR),
    )


@hookimpl
def connectors():
    yield Connector(
        name="logins",
        title=Text(da="Log ind", en="Log in"),
        description=Text(da="Log ind", en="Log in"),
        version="1",
        made_for=1,
        settings=LoginSettings,
        category=Category.LOGIN,
        find_hosts=find_hosts,
    )


@hookimpl
def identity_providers():
    yield IdentityProvider(
        name="national",
        title=Text(da="Log ind med landets login", en="Log in with the national login"),
        vouches=Vouches.EVERYBODY,
        describe=describe_national,
        read_claims=read_claims,
    )
    yield IdentityProvider(
        name="own",
        title=Text(da="Log ind med kommunens login", en="Log in with the municipality's login"),
        vouches=Vouches.MUNICIPALITY,
        describe=describe_own,
        read_claims=read_claims,
    )
