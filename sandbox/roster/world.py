"""The demo's two municipalities, their institutions and classes, and the cast, as tables."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from sandbox.roster.cast import CAST, CastMember

__all__ = [
    "CAST",
    "INSTITUTIONS",
    "MUNICIPALITIES",
    "CastMember",
    "Institution",
    "InstitutionKind",
    "MainGroup",
    "Municipality",
    "SfoGroup",
    "list_classes",
    "list_institutions",
]

InstitutionKind = Literal["school", "daycare", "sfo", "administration"]


@dataclass(frozen=True, kw_only=True)
class Municipality:
    """A municipality that does not exist: its code lies outside the real ones, 101-860."""

    code: str
    name: str
    postal_code: str
    town: str


@dataclass(frozen=True, kw_only=True)
class MainGroup:
    """A class (level `0` to `9`, or `Andet`) or a room (level `DT`, `nursery` under three)."""

    name: str
    level: str
    line: str = ""
    nursery: bool = False


@dataclass(frozen=True, kw_only=True)
class SfoGroup:
    """A group of an after-school care, and the levels of the children in it."""

    name: str
    levels: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Institution:
    key: str
    name: str
    kind: InstitutionKind
    municipality: str
    address: str
    domain: str
    parent: str = ""
    main_groups: tuple[MainGroup, ...] = ()
    sfo_groups: tuple[SfoGroup, ...] = ()


def list_classes(levels: Iterable[int], lines: str) -> tuple[MainGroup, ...]:
    """Return classes such as 0.A and 0.B, one for each level and line."""
    return tuple(
        MainGroup(name=f"{level}.{line}", level=str(level), line=line)
        for level in levels
        for line in lines
    )


def _list_rooms(*, nursery: str = "", kindergarten: str) -> tuple[MainGroup, ...]:
    return tuple(
        MainGroup(name=name, level="DT", nursery=under_three)
        for names, under_three in ((nursery, True), (kindergarten, False))
        for name in names.split()
    )


_RECEPTION_CLASS = MainGroup(name="M1", level="Andet")
_FIRST_LEVELS = ("0", "1", "2", "3")
_FIRST_YEARS = (SfoGroup(name="0.-3. klasse", levels=_FIRST_LEVELS),)

MUNICIPALITIES = {
    municipality.code: municipality
    for municipality in (
        Municipality(code="998", name="Lindesø Kommune", postal_code="9998", town="Lindesø"),
        Municipality(code="999", name="Klitnæs Kommune", postal_code="9999", town="Klitnæs"),
    )
}

INSTITUTIONS = {
    institution.key: institution
    for institution in (
        Institution(
            key="998001",
            name="Børn og Unge",
            kind="administration",
            municipality="998",
            address="Rådhuspladsen 1, 9998 Lindesø",
            domain="lindesoe.example",
        ),
        Institution(
            key="998101",
            name="Egesøskolen",
            kind="school",
            parent="998001",
            municipality="998",
            address="Egesøvej 14, 9998 Lindesø",
            domain="egesoeskolen.example",
            main_groups=list_classes(range(10), "AB"),
        ),
        Institution(
            key="998102",
            name="Tranehøjskolen",
            kind="school",
            parent="998001",
            municipality="998",
            address="Tranehøj 3, 9998 Lindesø",
            domain="tranehoejskolen.example",
            main_groups=list_classes(range(7), "AB"),
        ),
        Institution(
            key="998111",
            name="SFO Ahornen",
            kind="sfo",
            parent="998101",
            municipality="998",
            address="Egesøvej 16, 9998 Lindesø",
            domain="egesoeskolen.example",
            sfo_groups=(
                SfoGroup(name="Indskoling", levels=_FIRST_LEVELS),
                SfoGroup(name="Store-SFO", levels=("4",)),
            ),
        ),
        Institution(
            key="998112",
            name="SFO Tranereden",
            kind="sfo",
            parent="998102",
            municipality="998",
            address="Tranehøj 5, 9998 Lindesø",
            domain="tranehoejskolen.example",
            sfo_groups=_FIRST_YEARS,
        ),
        Institution(
            key="G99801",
            name="Børnehuset Bregnen",
            kind="daycare",
            parent="998001",
            municipality="998",
            address="Skovbrynet 22, 9998 Lindesø",
            domain="bregnen.example",
            main_groups=_list_rooms(
                nursery="Spirerne Knopperne", kindergarten="Egernene Mariehønsene"
            ),
        ),
        Institution(
            key="999001",
            name="Center for Dagtilbud og Skole",
            kind="administration",
            municipality="999",
            address="Havnetorvet 2, 9999 Klitnæs",
            domain="klitnaes.example",
        ),
        Institution(
            key="999101",
            name="Revleskolen",
            kind="school",
            parent="999001",
            municipality="999",
            address="Revlen 8, 9999 Klitnæs",
            domain="revleskolen.example",
            main_groups=(*list_classes(range(10), "A"), _RECEPTION_CLASS),
        ),
        Institution(
            key="999102",
            name="Havtornskolen",
            kind="school",
            parent="999001",
            municipality="999",
            address="Havtornvej 31, 9999 Klitnæs",
            domain="havtornskolen.example",
            main_groups=list_classes(range(7), "A"),
        ),
        Institution(
            key="999111",
            name="SFO Fyret",
            kind="sfo",
            parent="999101",
            municipality="999",
            address="Revlen 10, 9999 Klitnæs",
            domain="revleskolen.example",
            sfo_groups=_FIRST_YEARS,
        ),
        Institution(
            key="999112",
            name="SFO Dønningen",
            kind="sfo",
            parent="999102",
            municipality="999",
            address="Havtornvej 33, 9999 Klitnæs",
            domain="havtornskolen.example",
            sfo_groups=_FIRST_YEARS,
        ),
        Institution(
            key="G99901",
            name="Børnehuset Strandløberen",
            kind="daycare",
            parent="999001",
            municipality="999",
            address="Strandstien 4, 9999 Klitnæs",
            domain="strandloeberen.example",
            main_groups=_list_rooms(
                nursery="Rejerne Muslingerne", kindergarten="Søstjernerne Tanglopperne"
            ),
        ),
        Institution(
            key="G99902",
            name="Naturbørnehaven Spættehullet",
            kind="daycare",
            parent="999001",
            municipality="999",
            address="Plantagevej 60, 9999 Klitnæs",
            domain="spaettehullet.example",
            main_groups=_list_rooms(kindergarten="Uglerne Grævlingerne"),
        ),
    )
}


def list_institutions(municipality: str) -> tuple[Institution, ...]:
    """Return the institutions of a municipality, parents before their units."""
    return tuple(item for item in INSTITUTIONS.values() if item.municipality == municipality)
