"""From settings to how the provider is asked, and from its answers to claims: pure functions."""

import re
from collections.abc import Iterable

from indgang_sdk.levels import Level
from indgang_sdk.nsis import AAL, IAL, LOA, WORDS, read_level
from indgang_sdk.provider_documents import find_provider_hosts
from indgang_sdk.sign_in import Claims, IdentityAnswer, OidcProvider, SamlProvider, SignInRefused
from indgang_sdk.texts import Text
from plugins.municipal_login.settings import MunicipalLoginSettings

TITLE = Text(da="Log ind med kommunens login", en="Log in with your municipality's account")
SPEC_VERSION = "https://data.gov.dk/model/core/specVersion"
OIOSAML_3 = re.compile(r"OIO-SAML-3\.\d+")
MOST_IDS = 20
# What is longer, or of other signs, is no id that a roster has.
_ID = re.compile(r"[A-Za-z0-9._@-]{1,50}")
ASKED_FOR = tuple(level for level in Level if level > Level.ONE_FACTOR)
NOT_OIOSAML = Text(
    da="Kommunens login svarer på en måde, som portalen ikke må bruge. Kontakt kommunens "
    "it-afdeling.",
    en="The municipality's sign-in answers in a way that the portal must not use. Ask the "
    "municipality's IT department.",
)


def describe(settings: MunicipalLoginSettings) -> SamlProvider | OidcProvider:
    """How the portal speaks with the provider."""
    asked = {level: _list_contexts(settings, level) for level in ASKED_FOR}
    contexts = asked if settings.asks_for_level else {}
    if settings.protocol == "saml":
        return SamlProvider(
            metadata=settings.metadata,
            metadata_address=settings.metadata_address,
            metadata_certificate=settings.metadata_certificate,
            contexts=contexts,
            is_encrypted=settings.is_encrypted,
            may_begin=settings.may_begin,
        )
    return OidcProvider(
        issuer=settings.issuer,
        client_id=settings.client_id,
        client_secret=settings.client_secret,
        scope=settings.scope,
        parameters={level: {"acr_values": " ".join(of)} for level, of in contexts.items()},
    )


def find_hosts(settings: MunicipalLoginSettings) -> Iterable[str]:
    """The host that the portal reads the provider's own words from, and gets tokens at."""
    return find_provider_hosts(describe(settings))


def find_title(settings: MunicipalLoginSettings) -> Text:
    """The municipality's own words for the button, or those of all municipalities."""
    if not settings.title.strip():
        return TITLE
    return Text(da=settings.title.strip(), en=settings.english_title.strip())


def read_claims(answer: IdentityAnswer, settings: MunicipalLoginSettings) -> Claims:
    """Who somebody is by the attribute that the municipality has named, and how surely."""
    if settings.requires_oiosaml and not OIOSAML_3.fullmatch(answer.read(SPEC_VERSION)):
        raise SignInRefused("not_oiosaml", NOT_OIOSAML)
    found = dict.fromkeys(
        value.strip() for value in answer.attributes.get(settings.id_attribute, ())
    )
    known = len(found) <= MOST_IDS and all(map(_ID.fullmatch, found))
    return Claims(unilogins=tuple(found) if known else (), level=_find_level(answer, settings))


def _find_level(answer: IdentityAnswer, settings: MunicipalLoginSettings) -> Level:
    """What NSIS says; how the person was authenticated counts only where it says nothing."""
    name = settings.level_attribute
    if name in answer.attributes:
        return read_level(answer, {name: WORDS})
    if IAL in answer.attributes or AAL in answer.attributes:
        # The whole is never surer than who it is, nor than the means by which it was shown.
        return min(read_level(answer, {part: WORDS}) for part in (IAL, AAL))
    return _list_known(settings).get(answer.context, Level.ONE_FACTOR)


def _list_known(settings: MunicipalLoginSettings) -> dict[str, Level]:
    """The contexts of NSIS, and those that the municipality has said something else of."""
    nsis = {f"{LOA}/{word}": level for word, level in WORDS.items()}
    return {**nsis, **{row.reference: row.reached for row in settings.contexts}}


def _list_contexts(settings: MunicipalLoginSettings, level: Level) -> tuple[str, ...]:
    """The contexts by which a level is reached, the lowest first."""
    known = sorted(_list_known(settings).items(), key=lambda item: item[1])
    return tuple(reference for reference, reached in known if reached >= level)
