"""From settings to how Unilogin is asked, and from its answers to claims: pure functions."""

import re
from collections.abc import Iterable, Mapping

from indgang_sdk.levels import Level
from indgang_sdk.nsis import LOA, WORDS, read_level
from indgang_sdk.provider_documents import find_provider_hosts
from indgang_sdk.sign_in import Claims, IdentityAnswer, OidcProvider, SamlProvider, SignInRefused
from indgang_sdk.texts import Text
from plugins.unilogin.settings import UniloginSettings

# Each first by its name in a token, then by that in an assertion.
UNIID = ("uniid", "dk:unilogin:uniid")
ACTOR_GROUP = ("aktoer_gruppe", "dk:unilogin:aktoergruppe")
UNILOGIN_LOA = ("unilogin_loa", "dk:unilogin:loa")
ASSURANCE_LEVEL = ("loa", "dk:gov:saml:attribute:AssuranceLevel")
ASSURANCE_WORDS: Mapping[str, Level] = {"2": Level.ONE_FACTOR, "3": Level.TWO_FACTOR}
ADULT_VERIFIED = {"one_factor": Level.ONE_FACTOR, "two_factor": Level.TWO_FACTOR}
# What is longer, or of other signs, is no id that a roster has.
_ID = re.compile(r"[A-Za-z0-9._@-]{1,50}")
_INSTITUTION = re.compile(r"[A-Za-z0-9]{6}")
WRONG_GROUP = Text(
    da="Unilogin siger ikke, at du er i en af de grupper, der kan logge ind her. Har du flere "
    "roller, så log ud af Unilogin, og vælg en anden. Kontakt ellers skolens kontor.",
    en="Unilogin does not say that you are in one of the groups who can sign in here. If you have "
    "several roles, log out of Unilogin and choose another one. Otherwise ask the school's "
    "office.",
)
NO_INSTITUTION = Text(
    da="Unilogin nævner ingen skole eller institution, som du hører til. Kontakt skolens kontor.",
    en="Unilogin names no school or institution that you belong to. Ask the school's office.",
)


def describe(settings: UniloginSettings) -> OidcProvider | SamlProvider:
    """How the portal speaks with Unilogin."""
    if settings.protocol == "saml":
        return SamlProvider(
            metadata=settings.metadata,
            metadata_address=settings.metadata_address,
            metadata_certificate=settings.metadata_certificate,
            contexts=_list_contexts(settings),
        )
    return OidcProvider(
        issuer=settings.issuer,
        client_id=settings.client_id,
        client_secret=settings.client_secret,
        parameters=_list_parameters(settings),
    )


def find_hosts(settings: UniloginSettings) -> Iterable[str]:
    """The host that the portal reads Unilogin's own words from, and gets tokens at."""
    return find_provider_hosts(describe(settings))


def read_claims(answer: IdentityAnswer, settings: UniloginSettings) -> Claims:
    """Who somebody is, if the settings let people of that group sign in."""
    if _read_one(answer, ACTOR_GROUP) not in settings.actor_groups:
        raise SignInRefused("actor_group", WRONG_GROUP)
    institutions = answer.attributes.get(settings.institutions_claim, ())
    if settings.requires_institution and not read_institution_ids(institutions):
        raise SignInRefused("institution", NO_INSTITUTION)
    unilogin = _read_one(answer, UNIID)
    return Claims(
        unilogins=(unilogin,) if _ID.fullmatch(unilogin) else (),
        level=read_level(answer, _list_words(settings)),
    )


def read_institution_ids(values: Iterable[str]) -> tuple[str, ...]:
    """The keys of institutions, of six letters or digits; what is no key is left out.

    The broker writes a list that is no JSON; quotes, as a list in JSON has them, do no harm.

    >>> read_institution_ids(["[A04441, 101047]"])
    ('A04441', '101047')
    """
    found: dict[str, None] = {}
    for value in values:
        for part in re.split(r"[\s,;]+", value.strip().removeprefix("[").removesuffix("]")):
            key = part.strip('"')
            if _INSTITUTION.fullmatch(key):
                found[key.upper()] = None
    return tuple(found)


def _read_one(answer: IdentityAnswer, names: Iterable[str]) -> str:
    """The one value that is said; "" where two are, under whichever of the names."""
    found = {value.strip() for name in names for value in answer.attributes.get(name, ())}
    return found.pop() if len(found) == 1 else ""


def _list_words(settings: UniloginSettings) -> dict[str, Mapping[str, Level]]:
    """What each attribute may say of the level."""
    unilogin = {
        "EnFaktor": Level.ONE_FACTOR,
        "ToFaktor": Level.TWO_FACTOR,
        "VoksenVerificeret": ADULT_VERIFIED[settings.adult_verified],
    }
    return {
        **dict.fromkeys(UNILOGIN_LOA, unilogin),
        **dict.fromkeys(ASSURANCE_LEVEL, ASSURANCE_WORDS),
        **dict.fromkeys((LOA, settings.nsis_claim), WORDS),
    }


def _list_contexts(settings: UniloginSettings) -> dict[Level, tuple[str, ...]]:
    asked = {
        Level.TWO_FACTOR: settings.context_two_factor,
        Level.NSIS_SUBSTANTIAL: settings.context_substantial,
    }
    return {level: tuple(said.split()) for level, said in asked.items() if said.split()}


def _list_parameters(settings: UniloginSettings) -> dict[Level, dict[str, str]]:
    """What to add to the question for a level; a level for which it is nothing is left out."""
    asked = {
        Level.TWO_FACTOR: settings.acr_two_factor,
        Level.NSIS_SUBSTANTIAL: settings.acr_substantial,
    }
    anew = {"prompt": "login"} if settings.asks_anew else {}
    added = {
        level: {**anew, **({"acr_values": values} if values else {})}
        for level, values in asked.items()
    }
    return {level: parameters for level, parameters in added.items() if parameters}
