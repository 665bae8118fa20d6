"""Keys: one fact about a person, unit × holder, as one short text.

`998101/staff` is the staff of institution 998101, `998/guardian` the guardians of municipality
998, `998.school/staff` the staff of its schools, `g17/pupil` the pupils of group 17, `p4` the
person 4 alone, and `public` everybody on the internet.
"""

import re
from enum import StrEnum

PUBLIC = "public"


class Holder(StrEnum):
    """As what a person belongs to a unit; staff is also one of the three kinds of staff."""

    PUPIL = "pupil"
    GUARDIAN = "guardian"
    STAFF = "staff"
    PEDAGOGICAL = "pedagogical"
    LEADER = "leader"
    ADMINISTRATIVE = "administrative"
    EXTERNAL = "external"
    MEMBER = "member"


class UnitKind(StrEnum):
    """What a unit stands for."""

    GROUP = "group"
    INSTITUTION = "institution"
    # All institutions of one kind in a municipality.
    SORT = "sort"
    MUNICIPALITY = "municipality"


_SORTS = "school|daycare|sfo|administration"
_SHAPES = {
    UnitKind.GROUP: r"g[0-9]{1,18}",
    UnitKind.INSTITUTION: r"[0-9A-Z]{6}",
    UnitKind.SORT: rf"[0-9]{{3}}\.(?:{_SORTS})",
    UnitKind.MUNICIPALITY: r"[0-9]{3}",
}
_UNIT = re.compile("|".join(f"(?P<{kind}>{shape})" for kind, shape in _SHAPES.items()))
_KEY = re.compile(rf"public|p[0-9]{{1,18}}|(?:{_UNIT.pattern})/(?:{'|'.join(Holder)})")


class InvalidKey(ValueError):
    """The text is not a key; the message says which text."""


def make_key(unit: str, holder: Holder) -> str:
    """The key of those who belong to a unit as holder."""
    return check_key(f"{unit}/{holder}")


def make_person_key(person_id: int) -> str:
    """The key that one person alone holds."""
    return check_key(f"p{person_id}")


def make_group_unit(group_id: int) -> str:
    """The unit that stands for a group in keys."""
    return f"g{group_id}"


def find_group_id(unit: str) -> int | None:
    """The group that a unit stands for; None for every other unit."""
    return int(unit[1:]) if find_kind(unit) is UnitKind.GROUP else None


def find_kind(unit: str) -> UnitKind | None:
    """What a unit stands for; None for what is no unit."""
    found = _UNIT.fullmatch(unit)
    return UnitKind(str(found.lastgroup)) if found else None


def check_key(text: str) -> str:
    """The same text if it is a key; raises `InvalidKey` otherwise."""
    if not isinstance(text, str) or not _KEY.fullmatch(text):
        raise InvalidKey(f"not a key: {str(text)[:60]!r}")
    return text


def split_key(key: str) -> tuple[str, str]:
    """The unit and the holder of a key; `public` and person keys have an empty holder."""
    unit, _, holder = key.partition("/")
    return unit, holder
