"""The keys that a provider signs with, as it publishes them, and what it has signed by them."""

from datetime import datetime, timedelta

from core.login.documents import read_document
from core.login.models import ProviderDocument
from core.login.oidc.identity_providers import FRESH_FOR, USABLE_FOR, OidcIdentityProvider
from core.login.oidc.tokens import Keys, Token, read_keys, read_token
from core.login.refusals import Reason, Rejected
from indgang_sdk.http import HttpClient


def verify_token(
    text: str, *, provider: OidcIdentityProvider, client: HttpClient, now: datetime
) -> Token:
    """A token that the provider has signed; raises `Rejected` otherwise.

    For a key that is not known its keys are asked for anew, at most once a minute.
    """
    try:
        return read_token(text, keys=_find_keys(provider, client=client, now=now))
    except Rejected as refusal:
        if refusal.reason is not Reason.UNKNOWN_KEY:
            raise
    anew = _find_keys(provider, client=client, now=now, fresh_for=timedelta())
    return read_token(text, keys=anew)


def _find_keys(
    provider: OidcIdentityProvider,
    *,
    client: HttpClient,
    now: datetime,
    fresh_for: timedelta = FRESH_FOR,
) -> Keys:
    text = read_document(
        ProviderDocument.Kind.OIDC_KEYS,
        provider.keys_address,
        client=client,
        now=now,
        fresh_for=fresh_for,
        usable_for=USABLE_FOR,
        check=read_keys,
    )
    return read_keys(text)
