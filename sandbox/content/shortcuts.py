"""The shortcuts of the demo's municipalities and institutions, by what people are there."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Shortcut:
    """A way that people take often: to a page or folder by its title, or to an address elsewhere.

    `who` are holders as keys have them; none of them is everybody who sees the place's page.
    """

    place: str
    title: str
    target: str = ""
    address: str = ""
    icon: str = ""
    who: tuple[str, ...] = ()


_LINDESOE, _KLITNAES = "998", "999"
_EGESOE, _STRANDLOEBER = "998101", "G99901"
_PARENTS, _PUPILS, _STAFF, _TEACHERS = ("guardian",), ("pupil",), ("staff",), ("pedagogical",)

SHORTCUTS = (
    Shortcut(
        place=_LINDESOE,
        title="Ferieplan",
        target="Ferieplaner",
        icon="calendar",
        who=("guardian", "pupil", "staff"),
    ),
    Shortcut(place=_LINDESOE, title="Beredskab", target="Beredskab", icon="info", who=_STAFF),
    Shortcut(
        place=_LINDESOE,
        title="Lønseddel",
        address="https://loen.lindesoe.example/",
        icon="page",
        who=_STAFF,
    ),
    Shortcut(
        place=_EGESOE, title="Meld fravær", target="Sygdom og fravær", icon="edit", who=_PARENTS
    ),
    Shortcut(
        place=_EGESOE,
        title="Ugeplan",
        address="https://laeringsstien.example/ugeplan",
        icon="check",
        who=_PARENTS,
    ),
    Shortcut(
        place=_EGESOE,
        title="Skema",
        address="https://timeplan.example/skema",
        icon="calendar",
        who=_PARENTS,
    ),
    Shortcut(
        place=_EGESOE,
        title="Kontakt skolen",
        target="Kontakt Egesøskolen",
        icon="phone",
        who=_PARENTS,
    ),
    Shortcut(
        place=_EGESOE,
        title="Min uge",
        address="https://laeringsstien.example/min-uge",
        icon="calendar",
        who=_PUPILS,
    ),
    Shortcut(
        place=_EGESOE,
        title="Lektier",
        address="https://laeringsstien.example/lektier",
        icon="check",
        who=_PUPILS,
    ),
    Shortcut(
        place=_EGESOE,
        title="Skolebiblioteket",
        target="Skolebiblioteket",
        icon="page",
        who=_PUPILS,
    ),
    Shortcut(
        place=_EGESOE,
        title="Vikar og skema",
        address="https://timeplan.example/vikar",
        icon="people",
        who=_STAFF,
    ),
    Shortcut(
        place=_KLITNAES,
        title="Blanketter",
        target="Blanketter",
        icon="folder",
        who=("guardian", "staff"),
    ),
    Shortcut(
        place=_KLITNAES,
        title="Lønseddel",
        address="https://loen.klitnaes.example/",
        icon="page",
        who=_STAFF,
    ),
    Shortcut(
        place=_STRANDLOEBER,
        title="Meld sygt barn",
        target="Når dit barn er sygt eller skal have medicin",
        icon="edit",
        who=_PARENTS,
    ),
    Shortcut(
        place=_STRANDLOEBER,
        title="Åbningstider og lukkedage",
        target="Strandløberens åbningstider og lukkedage",
        icon="calendar",
        who=_PARENTS,
    ),
    Shortcut(
        place=_STRANDLOEBER,
        title="Dagens børn",
        address="https://pladsen.example/dagens-boern",
        icon="people",
        who=_TEACHERS,
    ),
    Shortcut(
        place=_STRANDLOEBER,
        title="Ugens menu",
        target="Mad i Strandløberen: Ugens menu",
        icon="page",
        who=_TEACHERS,
    ),
)
