"""The identity providers that people can sign in by, and for whom each of them may speak."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import structlog
from django.conf import settings as portal_settings

from core.connectors.configuration.reaches import (
    Configured,
    connections_with_circuits,
    read_configured,
)
from core.connectors.registry.installed import read_registry
from core.login.keys import list_keys
from core.login.models import KeyPurpose
from core.login.refusals import Reason, Rejected
from core.login.saml.service_provider import ServiceProvider
from indgang_sdk.settings import Settings
from indgang_sdk.sign_in import IdentityProvider, OidcProvider, SamlProvider, Vouches

log = structlog.get_logger(__name__)

HOOK = "identity_providers"


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

    @property
    def is_national(self) -> bool:
        return self.source.vouches is Vouches.EVERYBODY

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
    national: dict[str, list[Configured]] = defaultdict(list)
    own: list[SignInProvider] = []
    for configured in read_configured(rows):
        if not configured.runs or configured.offer is None or configured.filling is None:
            continue
        for source in configured.offer.list_sources(HOOK):
            if source.vouches is Vouches.EVERYBODY:
                national[_name_national(configured, source)].append(configured)
            else:
                code = configured.connection.municipality.code
                key = f"{code}-{configured.connection.pk}-{source.name}"
                own.append(_make(key, source, [configured]))
    return [
        *(
            _make(key, _find_source(rows_of[0], key), rows_of)
            for key, rows_of in sorted(national.items())
        ),
        *sorted(own, key=lambda item: item.key),
    ]


def find_provider(key: str) -> SignInProvider:
    """The provider of a key; raises `Rejected` when there is none that may be used."""
    for provider in list_providers():
        if provider.key == key:
            return provider
    raise Rejected(Reason.NOT_SET_UP, "no such provider")


def make_service_provider(key: str) -> ServiceProvider:
    """The portal as the SAML provider of a key knows it; raises `KeysMissing` without keys.

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


def _name_national(configured: Configured, source: IdentityProvider) -> str:
    connector = configured.connection.connector
    return connector if source.name == connector else f"{connector}-{source.name}"


def _find_source(configured: Configured, key: str) -> IdentityProvider:
    assert configured.offer is not None  # noqa: S101 - it was listed for its offer
    sources: list[IdentityProvider] = configured.offer.list_sources(HOOK)
    return next(item for item in sources if _name_national(configured, item) == key)


def _make(key: str, source: IdentityProvider, rows: list[Configured]) -> SignInProvider:
    first = rows[0]
    settings = first.filling.settings if first.filling else None
    assert settings is not None  # noqa: S101 - what runs has settings
    return SignInProvider(
        key=key.replace("_", "-"),
        source=source,
        settings=settings,
        municipality_codes=frozenset(row.connection.municipality.code for row in rows),
        approved_hosts=frozenset(host for row in rows for host in row.connection.approved_hosts),
    )
