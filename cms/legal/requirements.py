"""What must be public, by the kind of institution, each with the law that says so.

A municipality's lawyers should read this list before it is relied on, and whenever a law changes.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.people.kinds import InstitutionKind


@dataclass(frozen=True, kw_only=True)
class Requirement:
    """One thing to show to everybody; `code` stands in addresses and in the database."""

    code: str
    title: Any
    # Laws have Danish names in every language.
    law: str


_OPENNESS = "Lov om gennemsigtighed og åbenhed i uddannelserne m.v."
_ENVIRONMENT = "Lov om elevers og studerendes undervisningsmiljø"

REQUIREMENTS: dict[str, tuple[Requirement, ...]] = {
    InstitutionKind.SCHOOL: (
        Requirement(
            code="antimobbestrategi", title=_("Strategy against bullying"), law=_ENVIRONMENT
        ),
        Requirement(
            code="undervisningsmiljoe",
            title=_("Assessment of the teaching environment"),
            law=_ENVIRONMENT,
        ),
        Requirement(
            code="ordensregler",
            title=_("Values and rules of conduct"),
            law="Bekendtgørelse om fremme af god orden i folkeskolen",
        ),
        Requirement(code="karakterer", title=_("Average marks"), law=_OPENNESS),
        Requirement(
            code="kvalitet", title=_("Evaluation of the quality of teaching"), law=_OPENNESS
        ),
    ),
    InstitutionKind.DAYCARE: (
        Requirement(code="laereplan", title=_("Pedagogical curriculum"), law="Dagtilbudsloven § 8"),
        Requirement(
            code="evaluering",
            title=_("Evaluation of the work with the curriculum"),
            law="Dagtilbudsloven § 9",
        ),
        Requirement(code="tilsyn", title=_("Inspection report"), law="Dagtilbudsloven § 5"),
    ),
    InstitutionKind.SFO: (
        Requirement(
            code="maal-og-indhold",
            title=_("Aims and content of the after-school care"),
            law="Folkeskoleloven § 40",
        ),
    ),
}


def find_requirement(kind: str, code: str) -> Requirement | None:
    """What an institution of a kind must show, by its code."""
    return next((item for item in REQUIREMENTS.get(kind, ()) if item.code == code), None)
