"""The identity providers that people can sign in by, and for whom each of them may speak."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import structlog
from django.conf import settings as portal_settings

from core.connectors.configuration.layers import fill_settings
from core.connectors.configuration.reaches import (
    Configured,
    connections_with_circuits,
    read_configured,
)
from core.connectors.models import Connection
from core.connectors.registry.installed import read_registry
from core.connectors.running.contexts import Countdown
from core.connectors.running.way_out import open_client
from core.login.keys import list_keys
from core.login.models import KeyPurpose
from core.login.provider_calls import GuardedClient, gates
from core.login.refusals import Reason, Rejected
from core.login.saml.service_provider import ServiceProvider
from indgang_sdk.http import HttpClient
from indgang_sdk.settings import Layer, Settings
from indgang_sdk.sign_in import IdentityProvider, OidcProvider, SamlProvider, Vouches
from indgang_sdk.texts import Text

log = structlog.get_logger(__name__)

HOOK = "identity_providers"
# Of a municipality's own: its code, its connection, and the source.
OWN_KEY = re.compile(r"(?P<code>[0-9]{3})-(?P<pk>[0-9]{1,18})-(?P<name>[a-z0-9-]+)")
# Somebody waits for it, and holds a thread of the server meanwhile.
LONGEST_QUESTION = timedelta(seconds=5)


@dataclass(frozen=True, kw_only=True)
class SignInProvider:
    """An identity provider as it is set up here; `key` is its name in addresses and sessions.

    It vouches for people of `municipality_codes`: of any of them when it is a national one, of
    that one alone when it is a municipality's own.
    """

    key: str
    source: IdentityProvider
    settings: Settings = field(repr=False)
    municipality_codes: frozenset[str]
    approved_hosts: frozenset[str]
    # Of whom it is, where it is a municipality's own.
    municipality_name: str = ""

    @property
    def is_national(self) -> bool:
        return self.source.vouches is Vouches.EVERYBODY

    @property
    def title(self) -> Text:
        """What stands on its button: the settings' words, if they have any."""
        if self.source.find_title is None:
            return self.source.title
        try:
            found: Any = self.source.find_title(self.settings)
        # The page to sign in on is there, whatever a connector does.
        except (Exception, SystemExit) as error:  # noqa: BLE001
            log.error("connector names no title", provider=self.key, error=type(error).__name__)
            return self.source.title
        return found if isinstance(found, Text) else self.source.title

    def describe(self) -> SamlProvider | OidcProvider:
        """How to speak with it; raises `Rejected` when its connector cannot say."""
        try:
            described: Any = self.source.describe(self.settings)
        # Signing in by other providers goes on, whatever a connector does.
        except (Exception, SystemExit) as error:  # noqa: BLE001
            log.error("connector does not describe", provider=self.key, error=type(error).__name__)
            raise Rejected(Reason.CONNECTOR_FAILED) from None
        if not isinstance(described, SamlProvider | OidcProvider):
            raise Rejected(Reason.CONNECTOR_FAILED, "described as something else")
        return described


def list_providers(municipality_codes: Iterable[str] | None = None) -> list[SignInProvider]:
    """Every provider that is set up and switched on, national ones first.

    With `municipality_codes`, those alone that may speak for somebody there.
    """
    names = [
        offer.connector.name
        for offer in read_registry().offers.values()
        if offer.list_sources(HOOK)
    ]
    if not names:
        return []
    rows = connections_with_circuits().filter(connector__in=names, is_on=True)
    if municipality_codes is not None:
        rows = rows.filter(municipality__code__in=set(municipality_codes))
    national: dict[str, tuple[IdentityProvider, list[Configured]]] = {}
    own: dict[str, tuple[IdentityProvider, list[Configured]]] = {}
    for configured in read_configured(rows):
        if not configured.runs or configured.offer is None:
            continue
        connection = configured.connection
        for source in configured.offer.list_sources(HOOK):
            if source.vouches is Vouches.EVERYBODY:
                key = _name_national(connection.connector, source)
                national.setdefault(key, (source, []))[1].append(configured)
            else:
                key = f"{connection.municipality.code}-{connection.pk}-{_write_key(source.name)}"
                own[key] = (source, [configured])
    every = [*sorted(national.items()), *sorted(own.items())]
    made = (_make(key, source, rows_of) for key, (source, rows_of) in every)
    return [provider for provider in made if provider is not None]


def find_provider(key: str) -> SignInProvider:
    """The provider of a key; raises `Rejected` when there is none that may be used."""
    for provider in list_providers():
        if provider.key == key:
            return provider
    raise Rejected(Reason.NOT_SET_UP, "no such provider")


def is_known(key: str) -> bool:
    """Whether a provider of this key can be set up here, or already is."""
    for offer in read_registry().offers.values():
        for source in offer.list_sources(HOOK):
            if source.vouches is Vouches.EVERYBODY:
                if _name_national(offer.connector.name, source) == key:
                    return True
            elif (match := OWN_KEY.fullmatch(key)) and match["name"] == _write_key(source.name):
                rows = Connection.objects.filter(
                    pk=int(match["pk"]),
                    connector=offer.connector.name,
                    municipality__code=match["code"],
                )
                if rows.exists():
                    return True
    return False


def open_provider_client(provider: SignInProvider) -> HttpClient:
    """The way out to a provider: to the hosts that were approved, and for seconds only.

    Few calls of it run at a time, and none while it does not answer.
    """
    deadline = Countdown(LONGEST_QUESTION)
    client = open_client(allowed_hosts=provider.approved_hosts, deadline=deadline)
    return GuardedClient(client, gates.find(provider.key))


def make_service_provider(key: str) -> ServiceProvider:
    """The portal as the SAML provider of a key knows it; raises `Rejected` without keys.

    Each provider knows the portal under a name of its own, so that what is meant for one sign-in
    can never be handed in at another.
    """
    base = f"{portal_settings.WAGTAILADMIN_BASE_URL}/log-ind/saml/{key}"
    return ServiceProvider(
        entity_id=f"{base}/metadata.xml",
        answer_address=f"{base}/svar",
        logout_address=f"{base}/log-ud",
        signing_keys=list_keys(KeyPurpose.SIGNING),
        encryption_keys=list_keys(KeyPurpose.ENCRYPTION),
    )


def _write_key(name: str) -> str:
    """A name as it stands in addresses."""
    return name.replace("_", "-")


def _name_national(connector: str, source: IdentityProvider) -> str:
    return _write_key(connector if source.name == connector else f"{connector}-{source.name}")


def _read_settings(configured: Configured, source: IdentityProvider) -> Settings | None:
    """A municipality's own settings; of a national provider, what the operator alone fills in."""
    if source.vouches is Vouches.MUNICIPALITY or configured.offer is None:
        return configured.filling.settings if configured.filling else None
    model = configured.offer.connector.settings
    return fill_settings(model, {Layer.PORTAL: configured.portal}).settings


def _make(key: str, source: IdentityProvider, rows: list[Configured]) -> SignInProvider | None:
    first = rows[0]
    settings = _read_settings(first, source)
    if settings is None:
        return None
    return SignInProvider(
        key=key,
        source=source,
        settings=settings,
        municipality_codes=frozenset(row.connection.municipality.code for row in rows),
        approved_hosts=frozenset(host for row in rows for host in row.connection.approved_hosts),
        municipality_name=(
            first.connection.municipality.name if source.vouches is Vouches.MUNICIPALITY else ""
        ),
    )
