"""What those who belong to a unit are called, and what kinds of groups are called together."""

from collections.abc import Iterable

from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from cms.audience.units import Unit
from core.access.keys import Holder, UnitKind
from core.people.kinds import GroupKind, InstitutionKind

# In this order they stand in a sentence and in the picker.
HOLDERS = tuple(Holder)
CHILDREN = "children"
ATTACHED = "attached"
_FOR_CHILDREN = (InstitutionKind.DAYCARE, InstitutionKind.SFO)

_WORDS = {
    Holder.PUPIL: gettext_lazy("pupils"),
    CHILDREN: gettext_lazy("children"),
    Holder.GUARDIAN: gettext_lazy("parents"),
    Holder.STAFF: gettext_lazy("staff"),
    Holder.PEDAGOGICAL: gettext_lazy("teachers and pedagogues"),
    Holder.LEADER: gettext_lazy("the leaders"),
    Holder.ADMINISTRATIVE: gettext_lazy("office and service"),
    Holder.EXTERNAL: gettext_lazy("partners"),
    Holder.MEMBER: gettext_lazy("members"),
    ATTACHED: gettext_lazy("others who belong there"),
}
_WORDS_AFTER_ALL = {
    **_WORDS,
    Holder.STAFF: pgettext_lazy("after all", "staff"),
    Holder.LEADER: pgettext_lazy("after all", "leaders"),
    Holder.ADMINISTRATIVE: pgettext_lazy("after all", "people of office and service"),
}
_GROUPS = {
    GroupKind.MAIN: gettext_lazy("Classes"),
    GroupKind.YEAR: gettext_lazy("Year groups"),
    GroupKind.TEACHING: gettext_lazy("Teaching groups"),
    GroupKind.TEAM: gettext_lazy("Teams"),
    GroupKind.SFO: gettext_lazy("After-school groups"),
    GroupKind.OTHER: gettext_lazy("Other groups"),
    GroupKind.LOCAL: gettext_lazy("The institution's own groups"),
}


def say_holders(holders: Iterable[Holder], *, unit: Unit) -> list[str]:
    """What holders of a unit are called in a sentence, in the order of sentences."""
    return [str(_WORDS[word]) for word in _choose_words(holders, unit)]


def say_all_holders(holders: Iterable[Holder], *, unit: Unit) -> list[str]:
    """The same so that "all" can stand before it."""
    return [str(_WORDS_AFTER_ALL[word]) for word in _choose_words(holders, unit)]


def say_holders_of_nothing(holders: Iterable[Holder]) -> list[str]:
    """The same for a unit that is gone."""
    held = set(holders)
    return [str(_WORDS[holder]) for holder in HOLDERS if holder in held]


def title_of_groups(kind: str, *, institution_kind: str) -> str:
    """The heading above an institution's groups of one kind."""
    if kind == GroupKind.MAIN and institution_kind in _FOR_CHILDREN:
        return gettext("Rooms")
    return str(_GROUPS[GroupKind(kind)])


def _choose_words(holders: Iterable[Holder], unit: Unit) -> list[str]:
    held = set(holders)
    return [word for holder in HOLDERS if holder in held for word in _words_of(holder, unit)]


def _words_of(holder: Holder, unit: Unit) -> tuple[str, ...]:
    """In daycare and after-school care pupils are children; a municipality has both.

    Members are those of a group that the institution made; a class has others beside its own.
    """
    if holder == Holder.MEMBER and unit.group_kind != GroupKind.LOCAL:
        return (ATTACHED,)
    if holder != Holder.PUPIL:
        return (holder,)
    if unit.kind == UnitKind.MUNICIPALITY:
        return (Holder.PUPIL, CHILDREN)
    return (CHILDREN,) if unit.institution_kind in _FOR_CHILDREN else (Holder.PUPIL,)
