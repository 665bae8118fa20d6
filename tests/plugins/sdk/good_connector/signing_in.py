"""The library's cards, by which its readers sign in."""

from indgang_sdk.levels import Level
from indgang_sdk.nsis import LOA, WORDS, read_level
from indgang_sdk.sign_in import Claims, IdentityAnswer, OidcProvider, SignInRefused
from indgang_sdk.texts import Text

from .settings import LibrarySettings

WORDS_BY_NAME = {LOA: WORDS, "factors": {"2": Level.TWO_FACTOR}}
LOST = Text(
    da="Kortet er meldt tabt. Spørg på biblioteket.",
    en="The card is reported lost. Ask at the library.",
)


def describe(settings: LibrarySettings) -> OidcProvider:
    return OidcProvider(issuer=settings.address, client_id="indgang", client_secret=settings.secret)


def read_claims(answer: IdentityAnswer, settings: LibrarySettings) -> Claims:
    if answer.read("card") == "mistet":
        raise SignInRefused("lost_card", LOST)
    reader = answer.read("reader").strip()
    level = read_level(answer, WORDS_BY_NAME)
    return Claims(unilogins=(reader,) if reader else (), level=level)
