"""What the export's words become; the words are the enumerations of the export's schema."""

import pytest

from core.people.roster.roles import (
    EMPLOYEE_ROLES,
    EXTERN_ROLES,
    GROUP_KINDS,
    RELATIONS,
    STUDENT_ROLES,
)


@pytest.mark.parametrize(
    ("table", "meant"),
    [
        (STUDENT_ROLES, "Barn=child Elev=pupil Studerende=pupil"),
        (
            EMPLOYEE_ROLES,
            "Lærer=pedagogical Pædagog=pedagogical Vikar=pedagogical Leder=leader Ledelse=leader "
            "TAP=administrative Konsulent=administrative",
        ),
        (EXTERN_ROLES, "Praktikant=external Ekstern=external"),
        (
            GROUP_KINDS,
            "Hovedgruppe=main Årgang=year Retning=other Hold=teaching SFO=sfo Team=team "
            "Andet=other",
        ),
    ],
)
def test_every_word_of_the_schema_has_its_meaning(table: dict[str, str], meant: str) -> None:
    assert table == dict(pair.split("=") for pair in meant.split())


def test_every_relation_of_the_schema_has_its_meaning() -> None:
    assert RELATIONS == {
        "Mor": "mother",
        "Far": "father",
        "Officielt tilknyttet person": "official",
        "Andet": "other",
    }
