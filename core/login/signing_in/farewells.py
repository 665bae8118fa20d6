"""Signing out at the provider, too, after the portal's own session has ended."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import parse_qsl, urlsplit

import structlog
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from core.connectors.vault import SecretLost, decrypt
from core.login.middleware import CLEAR_SITE_DATA
from core.login.models import Session
from core.login.oidc.logout import make_logout_address as make_oidc_address
from core.login.providers import SignInProvider, find_provider, make_service_provider
from core.login.refusals import Rejected
from core.login.saml.logout import make_logout_address as make_saml_address
from core.login.signing_in import oidc, saml
from core.login.signing_in.begun import make_number
from indgang_sdk.sign_in import OidcProvider, SamlProvider
from indgang_sdk.texts import Text

log = structlog.get_logger(__name__)


@dataclass(frozen=True, kw_only=True)
class Farewell:
    """Where the provider ends its own session: an address, or one that a form is sent to.

    What an id token says of somebody stands in `fields`, and in no address.
    """

    title: Text
    address: str
    fields: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def origin(self) -> str:
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc}"


def show_signed_out(request: HttpRequest, farewell: Farewell | None = None) -> HttpResponse:
    """Says that somebody is signed out, and has the browser forget what it kept of the portal."""
    # The language can be changed there, too, and nobody signs out by reading a page.
    context = {"farewell": farewell, "this_address": reverse("login")}
    response = render(request, "themes/signed_out.html", context)
    if farewell is not None:
        response._csp_update = {"form-action": [farewell.origin]}  # type: ignore[attr-defined]
        response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Clear-Site-Data"] = CLEAR_SITE_DATA
    return response


def plan_farewell(session: Session | None, *, now: datetime) -> Farewell | None:
    """How a session is ended at its provider; None where there is nothing to end, or no way."""
    if session is None or not session.issuer:
        return None
    try:
        provider = find_provider(session.provider)
        described = provider.describe()
        if isinstance(described, SamlProvider):
            address = _ask_by_saml(session, provider, described, now=now)
            return Farewell(title=provider.title, address=address) if address else None
        return _ask_by_oidc(session, provider, described, now=now)
    # Whatever is wrong with the provider, the portal's own session has ended.
    except Rejected as rejected:
        log.warning("no sign-out at the provider", reason=str(rejected), provider=session.provider)
        return None


def _ask_by_saml(
    session: Session, provider: SignInProvider, described: SamlProvider, *, now: datetime
) -> str:
    theirs = saml.read_saml_provider(provider, described, now=now)
    if not theirs.logout_address:
        return ""
    return make_saml_address(
        service=make_service_provider(session.provider),
        provider=theirs,
        request_id=make_number(session.provider, now=now),
        subject=session.subject,
        session_index=session.provider_session,
    )


def _ask_by_oidc(
    session: Session, provider: SignInProvider, described: OidcProvider, *, now: datetime
) -> Farewell | None:
    parties = oidc.find_parties(provider, described, now=now)
    try:
        hint = decrypt(session.logout_hint) if session.logout_hint else ""
    except SecretLost:
        hint = ""
    asked = make_oidc_address(
        relying_party=parties.relying_party,
        provider=parties.provider,
        id_token=hint,
        state=make_number(session.provider, now=now).removeprefix("_"),
    )
    if not asked:
        return None
    address, _, query = asked.partition("?")
    return Farewell(title=provider.title, address=address, fields=dict(parse_qsl(query)))
