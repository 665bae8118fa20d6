"""How surely somebody has proved who it is, and the names that callers have for it."""

from collections.abc import Iterable
from enum import StrEnum


class Level(StrEnum):
    """UNI-Login's levels of assurance."""

    ONE_FACTOR = "EnFaktor"
    TWO_FACTORS = "ToFaktor"

    @property
    def reference(self) -> str:
        """The name of the level as a class of authentication context."""
        return f"{PREFIX}{self}"

    @property
    def number(self) -> str:
        """The level on the older scale of the public sector."""
        return "3" if self is Level.TWO_FACTORS else "2"

    @property
    def nsis(self) -> str:
        """The level that an adult has on the scale of NSIS."""
        return "Substantial" if self is Level.TWO_FACTORS else "Low"

    def meets(self, asked: "Level | None") -> bool:
        return asked is not Level.TWO_FACTORS or self is Level.TWO_FACTORS


PREFIX = "dk:unilogin:loa:"
NSIS = "https://data.gov.dk/concept/core/nsis/loa"
ASSURANCE = "dk:gov:saml:attribute:AssuranceLevel"
REFERENCES = {
    **{str(level): level for level in Level},
    **{level.reference: level for level in Level},
    **{f"urn:{ASSURANCE}:{level.number}": level for level in Level},
    **{f"{NSIS}/{level.nsis}": level for level in Level},
    # Nobody can be surer than by two steps here.
    f"{NSIS}/High": Level.TWO_FACTORS,
    "VoksenVerificeret": Level.TWO_FACTORS,
    f"{PREFIX}VoksenVerificeret": Level.TWO_FACTORS,
}


def find_level(references: Iterable[str]) -> Level | None:
    """The lowest of the levels that would do; none where no known one is named."""
    found = [REFERENCES[name] for name in references if name in REFERENCES]
    if not found:
        return None
    return min(found, key=list(Level).index)
