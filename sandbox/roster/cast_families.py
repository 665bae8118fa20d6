"""The families around the cast: who is what to whom, and those the demo seldom names."""

from dataclasses import dataclass
from datetime import date

from sandbox.roster.cast import CastMember


@dataclass(frozen=True, kw_only=True)
class CastRelation:
    """What an adult is to a child; both are keys of `CAST` or `FAMILY_OF_CAST`."""

    child: str
    adult: str
    relation: str
    custody: bool = True


FAMILY_OF_CAST: dict[str, CastMember] = {
    "oskar": CastMember(
        unilogin="oskar001",
        first_name="Oskar",
        family_name="Myrthue",
        description="elev, 3.B, Tranehøjskolen, Carlas søn",
        gender="M",
        birth_date=date(2017, 2, 13),
        house=77,
        places=(("998102", "3.B"), ("998112", "0.-3. klasse")),
    ),
    "ask": CastMember(
        unilogin="ask00001",
        first_name="Ask",
        family_name="Lundtofte",
        description="elev, 3.B, Egesøskolen, Sørens søn",
        gender="M",
        birth_date=date(2017, 8, 30),
        house=21,
        places=(("998101", "3.B"), ("998111", "Indskoling")),
    ),
    "jeppe": CastMember(
        unilogin="jeppe001",
        first_name="Jeppe",
        family_name="Dalbæk",
        description="elev, 4.B, Egesøskolen, i pleje hos Bente",
        gender="M",
        birth_date=date(2016, 4, 4),
        house=64,
        places=(("998101", "4.B"), ("998111", "Store-SFO")),
    ),
    "gerda": CastMember(
        unilogin="gerda001",
        first_name="Gerda",
        family_name="Dalbæk",
        description="mor til Jeppe",
        gender="K",
        birth_date=date(1991, 6, 18),
        house=210,
    ),
    "karoline": CastMember(
        unilogin="karolin1",
        first_name="Karoline",
        family_name="Søndervang",
        description="mor til Malthe",
        gender="K",
        birth_date=date(1989, 3, 26),
        house=33,
    ),
}

RELATIONS_OF_CAST: tuple[CastRelation, ...] = (
    CastRelation(child="bo", adult="dorte", relation="Mor"),
    CastRelation(child="bo", adult="jonas", relation="Far"),
    CastRelation(child="emil", adult="dorte", relation="Mor"),
    CastRelation(child="emil", adult="jonas", relation="Far"),
    CastRelation(child="ella", adult="dorte", relation="Mor"),
    CastRelation(child="ella", adult="jonas", relation="Far"),
    CastRelation(child="oskar", adult="carla", relation="Mor"),
    CastRelation(child="liv", adult="nina", relation="Mor"),
    CastRelation(child="liv", adult="peter", relation="Far", custody=False),
    CastRelation(child="jeppe", adult="gerda", relation="Mor"),
    # A foster mother has no custody: that she may see anything is the institution's decision.
    CastRelation(
        child="jeppe", adult="bente", relation="Officielt tilknyttet person", custody=False
    ),
    CastRelation(child="malthe", adult="karoline", relation="Mor"),
    CastRelation(child="noor", adult="amira", relation="Mor"),
    CastRelation(child="ask", adult="soren", relation="Far"),
)
