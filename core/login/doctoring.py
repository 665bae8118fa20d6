"""What `manage.py doctor` asks of signing in: keys are there, and no certificate ends unnoticed."""

from collections.abc import Iterator
from datetime import datetime

from cryptography import x509
from django.utils.translation import gettext as _

from core.access.levels import name_level, sensitive_level
from core.login.keys import list_keys
from core.login.local.queries import REACHES
from core.login.models import KeyPurpose
from core.login.providers import SignInProvider, list_providers
from core.login.refusals import Rejected
from core.login.saml.identity_providers import ENDS_SOON
from core.login.signing_in.saml import read_saml_provider
from core.tasks.doctoring import Finding, register_check
from indgang_sdk.levels import Level
from indgang_sdk.sign_in import SamlProvider


def check_sign_in(now: datetime) -> Iterator[Finding]:
    """Every provider can be asked, and neither side's certificate ends within 30 days."""
    providers = list_providers()
    yield from _check_sensitive_level(providers)
    if not providers:
        yield Finding(ok=True, says=_("no identity provider is switched on"))
        return
    yield from _check_own_keys(now)
    for provider in providers:
        try:
            described = provider.describe()
            if not isinstance(described, SamlProvider):
                continue
            theirs = read_saml_provider(provider, described, now=now)
        except Rejected as rejected:
            yield Finding(
                ok=False,
                says=_("nobody can log in by %(provider)s: %(reason)s")
                % {"provider": provider.key, "reason": str(rejected)},
                remedy=_("Look at its settings among the connected systems."),
            )
            continue
        if theirs.ends_soon(now=now):
            yield Finding(
                ok=False,
                says=_("the last certificate of %(provider)s ends on %(day)s")
                % {"provider": provider.key, "day": f"{max(theirs.list_ends()):%-d.%-m.%Y}"},
                remedy=_("Get its new metadata before that day."),
            )
        else:
            yield Finding(
                ok=True,
                says=_("%(provider)s can be asked to log people in") % {"provider": provider.key},
            )


def _check_sensitive_level(providers: list[SignInProvider]) -> Iterator[Finding]:
    """Somebody can reach what is asked for where rights are given: local logins are always on."""
    asked = sensitive_level()
    if max([REACHES, *(level for provider in providers for level in _reach(provider))]) < asked:
        yield Finding(
            ok=False,
            says=_("nobody can give rights or take out data: no login reaches %(level)s")
            % {"level": name_level(asked)},
            remedy=_("Switch on a login that reaches it, or lower INDGANG_SENSITIVE_LEVEL."),
        )


def _reach(provider: SignInProvider) -> list[Level]:
    """The levels that a provider can be asked for; none where its connector cannot say."""
    try:
        described = provider.describe()
    except Rejected:
        return []
    return [*(described.contexts if isinstance(described, SamlProvider) else described.parameters)]


def _check_own_keys(now: datetime) -> Iterator[Finding]:
    for purpose in KeyPurpose:
        try:
            current = list_keys(purpose)[0]
        except Rejected:
            yield Finding(
                ok=False,
                says=_("there is no key for logging in: %(purpose)s") % {"purpose": purpose.label},
                remedy=_("Make one: login_keys new"),
            )
            continue
        ends = x509.load_pem_x509_certificate(current.certificate.encode()).not_valid_after_utc
        if ends < now + ENDS_SOON:
            yield Finding(
                ok=False,
                says=_("the portal's own certificate ends on %(day)s")
                % {"day": f"{ends:%-d.%-m.%Y}"},
                remedy=_("Make a new one, and give others time to fetch it: login_keys new"),
            )


register_check("sign_in", check_sign_in)
