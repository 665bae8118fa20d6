"""The groups that no roster has, which the institutions have made themselves."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class LocalGroup:
    """A group, the cast in it, and how many other guardians and pupils of the institution."""

    institution: str
    name: str
    cast: tuple[str, ...]
    guardians: int = 0
    pupils: int = 0


LOCAL_GROUPS = (
    LocalGroup(
        institution="998101",
        name="Skolebestyrelsen",
        cast=("soren", "henrik", "anna"),
        guardians=5,
        pupils=2,
    ),
    LocalGroup(institution="998101", name="Kontaktforældre 3.B", cast=("dorte", "soren")),
    LocalGroup(institution="998101", name="Elevrådet", cast=("emil",), pupils=8),
    LocalGroup(institution="998101", name="Trivselsteamet", cast=("anna", "henrik", "ida")),
    LocalGroup(
        institution="G99901",
        name="Forældrebestyrelsen i Strandløberen",
        cast=("jonas", "kirsten"),
        guardians=3,
    ),
    LocalGroup(
        institution="G99901", name="Legepladsudvalget", cast=("dorte", "mette"), guardians=2
    ),
)
