"""Made-up answers of an absence system and a library, and links without a service."""

from indgang_sdk.settings import Secret
from indgang_sdk.testing.example import Example, Recorded
from indgang_sdk.testing.people import BO, DORTE, EMIL
from plugins.link_catalogue.mapping import name_link
from plugins.link_catalogue.settings import CatalogueLink, LinkCatalogueSettings

ABSENCE = "https://fravaer.example"
LIBRARY = "https://boger.example/api"
DAY = "2026-11-23"

LINKS = (
    CatalogueLink(
        title="Fravær",
        english_title="Absence",
        address=f"{ABSENCE}/",
        audience="guardian",
        for_each_child=True,
        state_address=ABSENCE,
        key_number="1",
        is_about_absence=True,
        words="Meld {navn} syg",
        english_words="Report {navn} ill",
    ),
    CatalogueLink(
        title="Bøger",
        english_title="Books",
        address="https://boger.example/",
        audience="everyone",
        for_each_child=True,
        institutions="998101",
        state_address=LIBRARY,
        key_number="2",
    ),
    CatalogueLink(
        title="Ferieplan",
        english_title="Holidays",
        address="https://lindesoe.example/ferie",
        audience="everyone",
        institutions="998101",
    ),
)
NOT_ABSENT = {"words": "Ikke meldt fraværende", "mark": ""}
ILL = {"link": {"target": "ill", "words": "Meld syg"}}
LOANS = {"mark": "", "link": {"target": "loans", "words": "Se lån"}}


def answer(address: str, *children: dict[str, object], contains: str = "") -> Recorded:
    """How things stand for some children."""
    body = {"day": DAY, "children": list(children)}
    return Recorded(method="POST", address=f"{address}/status", contains=contains, body=body)


EXAMPLE = Example(
    settings=LinkCatalogueSettings(
        links=LINKS,
        key_1=Secret("made-up-for-absence"),
        key_2=Secret("made-up-for-the-library"),
    ),
    people=(DORTE, BO),
    targets={"open": f"{name_link(LINKS[1])}/loans"},
    same_words=frozenset({"Links"}),
    answers=(
        answer(
            ABSENCE,
            {"child": BO.id, **NOT_ABSENT, **ILL},
            {"child": EMIL.id, **NOT_ABSENT},
            contains=EMIL.id,
        ),
        answer(ABSENCE),
        answer(
            LIBRARY,
            {"child": BO.id, "words": "3 bøger lånt", **LOANS},
            {"child": EMIL.id, "words": "Ingen bøger lånt", **LOANS},
            contains=EMIL.id,
        ),
        answer(LIBRARY, {"child": BO.id, "words": "3 bøger lånt", **LOANS}, contains=BO.id),
        answer(LIBRARY),
        Recorded(
            method="POST",
            address=f"{LIBRARY}/launches",
            body={"address": "https://boger.example/enter", "fields": {"code": "made-up"}},
        ),
    ),
)
