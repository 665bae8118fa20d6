"""The cast's rosters: Bo and Emil with their parents, their teacher, and Carla's Oskar."""

from tests.core.people.exports import contact, employee, export, group, institution, person, pupil

PARENTS = contact("dorte", relation="Mor") + contact("jonas", relation="Far")


def egesoe(*, parents: str = PARENTS, more: str = "") -> str:
    """Anna teaches 3.B, where Bo is; Emil is in 7.A; Henrik leads."""
    return institution(
        "998101",
        group("3B", name="3.B"),
        group("7A", name="7.A"),
        employee("henrik", role="Leder"),
        employee("anna", "3B"),
        pupil(person("bo", BirthDate="2017-05-09"), "3B", contacts=parents),
        pupil(person("emil", BirthDate="2013-09-27"), "7A", contacts=PARENTS),
        more,
    )


def tranehoej() -> str:
    """Another school with a 3.B of its own."""
    return institution(
        "998102",
        group("3B", name="3.B"),
        employee("line", "3B"),
        pupil(person("oskar", BirthDate="2017-02-13"), "3B", contacts=contact("carla")),
    )


def lindesoe(**egesoes: str) -> str:
    return export(egesoe(**egesoes), tranehoej())


def klitnaes() -> str:
    return export(
        institution(
            "G99901",
            group("T", name="Tanglopperne"),
            employee("mette", "T", role="Pædagog"),
            pupil(person("ella", BirthDate="2021-03-14"), "T", contacts=PARENTS, role="Barn"),
        )
    )
