"""How Danish identity providers say levels of assurance: NSIS, and words by the attribute."""

from collections.abc import Mapping

from indgang_sdk.levels import Level
from indgang_sdk.sign_in import IdentityAnswer

__all__ = ["read_level"]

# The level as a whole, and the two that it is the lower of: of the identity, and of the means.
LOA = "https://data.gov.dk/concept/core/nsis/loa"
IAL = "https://data.gov.dk/concept/core/nsis/ial"
AAL = "https://data.gov.dk/concept/core/nsis/aal"
WORDS: Mapping[str, Level] = {
    "Low": Level.NSIS_LOW,
    "Substantial": Level.NSIS_SUBSTANTIAL,
    "High": Level.NSIS_HIGH,
}


def read_level(answer: IdentityAnswer, words: Mapping[str, Mapping[str, Level]]) -> Level:
    """The highest level that an attribute says by one known word; without any, one factor.

    `words` are the known words of each attribute. One with several values says nothing, and
    neither does a word that is not known.
    """
    said = ((known, answer.attributes.get(name, ())) for name, known in words.items())
    found = [known.get(values[0]) for known, values in said if len(values) == 1]
    return max((level for level in found if level is not None), default=Level.ONE_FACTOR)
