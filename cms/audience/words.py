"""An audience in words and in number, in the language that is active."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.utils.formats import number_format
from django.utils.translation import gettext, gettext_lazy, ngettext, pgettext

from cms.audience.holders import HOLDERS, say_holders, say_holders_of_nothing
from cms.audience.units import Unit, Units, read_units
from core.access.keys import PUBLIC, Holder, UnitKind, split_key
from core.access.queries import count_readers
from core.people.kinds import InstitutionKind

_ORDER = [UnitKind.GROUP, UnitKind.INSTITUTION, UnitKind.SORT, UnitKind.MUNICIPALITY]
_AT_SORT = {
    InstitutionKind.SCHOOL: gettext_lazy("%(holders)s at all schools in %(units)s"),
    InstitutionKind.DAYCARE: gettext_lazy("%(holders)s in all daycare institutions in %(units)s"),
    InstitutionKind.SFO: gettext_lazy("%(holders)s in all after-school care in %(units)s"),
    InstitutionKind.ADMINISTRATION: gettext_lazy("%(holders)s in the administration of %(units)s"),
}


# More names than these nobody reads; so many of them stand for all.
MOST_NAMED, FEW_NAMED = 5, 4


@dataclass(frozen=True, kw_only=True)
class Description:
    """Who an audience is; `count` is None where nobody can know, as for the internet."""

    words: str
    count: int | None

    @property
    def sentence(self) -> str:
        """The words with the number, as "parents of 4.A and 4.B: 43 people"."""
        return _add_count(self.words, self.count)


class _Phrase(NamedTuple):
    """What units must have in common to stand in one phrase; sorts as phrases follow."""

    order: int
    kind: str
    institution_kind: str
    institution_name: str
    municipality_code: str
    holders: tuple[int, ...]


def describe_audience(keys: Iterable[str], *, on: date, place: str = "") -> Description:
    """An audience in words and number; see `describe_audiences`."""
    return describe_audiences([keys], on=on, place=place)[0]


def describe_shortly(keys: Iterable[str], *, on: date, place: str = "") -> tuple[str, str]:
    """An audience as one sentence with few names, and with all where there are more, else ""."""
    audience = list(keys)
    units = read_units(audience)
    count = None if PUBLIC in audience else count_readers([audience], on=on)[0]
    few, whole = (
        _add_count(say_audience(audience, units=units, on=on, place=place, few=few), count)
        for few in (True, False)
    )
    return few, whole if whole != few else ""


def describe_audiences(
    audiences: Sequence[Iterable[str]], *, on: date, place: str = ""
) -> list[Description]:
    """Each audience in words, and how many people hold it on a day, in at most four queries.

    `place` is the key of the institution where the words are read: its classes go without its
    name. No keys at all are nobody. A group or institution that is gone is said to be gone.
    """
    lists = [list(keys) for keys in audiences]
    units = read_units(key for keys in lists for key in keys)
    counts = iter(count_readers([keys for keys in lists if PUBLIC not in keys], on=on))
    return [
        Description(
            words=say_audience(keys, units=units, on=on, place=place),
            count=None if PUBLIC in keys else next(counts),
        )
        for keys in lists
    ]


def say_audience(
    keys: Iterable[str], *, units: Units, on: date, place: str = "", few: bool = False
) -> str:
    """An audience in words, of units that have been read; of many names `few` stand for all."""
    keys = list(keys)
    if PUBLIC in keys:
        return gettext("Everyone on the internet")
    parts = [*_say_units(keys, units, on, place, few), *_say_gone(keys, units), *_say_persons(keys)]
    return join_parts(parts) if parts else gettext("nobody")


def say_people(count: int) -> str:
    """A number of people, as "8,214 people"."""
    number = number_format(count, force_grouping=True)
    return ngettext("%(number)s person", "%(number)s people", count) % {"number": number}


def name_unit(unit: Unit, *, on: date) -> str:
    """A unit's name, and that it has ended if it has."""
    return unit.name if unit.ends_on >= on else gettext("%(name)s (ended)") % {"name": unit.name}


def join_words(words: Sequence[str]) -> str:
    """Words as a list in a sentence: "a, b and c"."""
    if len(words) <= 1:
        return "".join(words)
    return gettext("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def join_few(words: Sequence[str]) -> str:
    """Words as a list in a sentence, of which the first stand for many: "a, b and 12 others"."""
    if len(words) <= MOST_NAMED:
        return join_words(words)
    others = len(words) - FEW_NAMED
    said = ngettext("%(count)d other", "%(count)d others", others) % {"count": others}
    return join_words([*words[:FEW_NAMED], said])


def join_parts(parts: Sequence[str]) -> str:
    """Phrases that may hold an "and" of their own: "a and b as well as c"."""
    if len(parts) <= 1:
        return "".join(parts)
    words = {"first": ", ".join(parts[:-1]), "last": parts[-1]}
    return gettext("%(first)s as well as %(last)s") % words


def join_holders(words: Sequence[str]) -> str:
    """Holders as a list, of whom some are two in one, as teachers and pedagogues."""
    joint = gettext("%(first)s and %(last)s") % {"first": "", "last": ""}
    return join_parts(words) if any(joint in word for word in words) else join_words(words)


def _add_count(words: str, count: int | None) -> str:
    if count is None:
        return words
    return gettext("%(words)s: %(people)s") % {"words": words, "people": say_people(count)}


def _say_units(keys: Iterable[str], units: Units, on: date, place: str, few: bool) -> list[str]:
    held: dict[str, list[Holder]] = {}
    for key in keys:
        text, holder = split_key(key)
        if text in units:
            held.setdefault(text, []).append(Holder(holder))
    together: dict[_Phrase, list[Unit]] = {}
    for text, holders in held.items():
        phrase = _make_phrase(units[text], holders, place)
        together.setdefault(phrase, []).append(units[text])
    return [
        _say_phrase(phrase, sorted(its, key=lambda unit: unit.name), on, few)
        for phrase, its in sorted(together.items(), key=lambda item: item[0])
    ]


def _make_phrase(unit: Unit, holders: Iterable[Holder], place: str) -> _Phrase:
    is_group = unit.kind == UnitKind.GROUP
    is_elsewhere = is_group and unit.institution_key != place
    return _Phrase(
        order=_ORDER.index(unit.kind),
        kind=unit.kind,
        institution_kind=unit.institution_kind,
        institution_name=unit.institution_name if is_elsewhere else "",
        municipality_code="" if is_group else unit.municipality_code,
        holders=tuple(sorted(HOLDERS.index(holder) for holder in holders)),
    )


def _say_phrase(phrase: _Phrase, units: Sequence[Unit], on: date, few: bool) -> str:
    join = join_few if few else join_words
    holders = [HOLDERS[number] for number in phrase.holders]
    words = {
        "holders": join_holders(say_holders(holders, unit=units[0])),
        "units": join([name_unit(unit, on=on) for unit in units]),
    }
    if phrase.kind == UnitKind.GROUP:
        return _add_institution(_template_of_groups(holders) % words, phrase)
    if phrase.kind == UnitKind.INSTITUTION:
        return _template_of_institutions(phrase.institution_kind) % words
    if phrase.kind == UnitKind.SORT:
        return str(_AT_SORT[InstitutionKind(phrase.institution_kind)] % words)
    return gettext("%(holders)s in the whole of %(units)s") % words


def _template_of_groups(holders: Sequence[Holder]) -> str:
    if holders == [Holder.GUARDIAN]:
        return gettext("parents of %(units)s")
    if holders == [Holder.MEMBER]:
        return gettext("members of %(units)s")
    return gettext("%(holders)s in %(units)s")


def _template_of_institutions(kind: str) -> str:
    if kind == InstitutionKind.SCHOOL:
        return pgettext("school", "%(holders)s at %(units)s")
    return pgettext("not a school", "%(holders)s at %(units)s")


def _add_institution(group: str, phrase: _Phrase) -> str:
    if not phrase.institution_name:
        return group
    if phrase.institution_kind == InstitutionKind.SCHOOL:
        template = pgettext("school", "%(group)s at %(institution)s")
    else:
        template = pgettext("not a school", "%(group)s at %(institution)s")
    return template % {"group": group, "institution": phrase.institution_name}


def _say_gone(keys: Iterable[str], units: Units) -> list[str]:
    gone: dict[bool, list[tuple[str, str]]] = {True: [], False: []}
    for key in keys:
        text, holder = split_key(key)
        if holder and text not in units:
            gone[text.startswith("g")].append((text, holder))
    return [
        gettext("%(holders)s in %(units)s")
        % {
            "holders": join_holders(say_holders_of_nothing(Holder(holder) for _, holder in pairs)),
            "units": _count_gone(len({text for text, _ in pairs}), are_groups=are_groups),
        }
        for are_groups, pairs in gone.items()
        if pairs
    ]


def _count_gone(count: int, *, are_groups: bool) -> str:
    if are_groups:
        words = ngettext(
            "a group that no longer exists", "%(count)s groups that no longer exist", count
        )
    else:
        words = ngettext(
            "an institution that no longer exists",
            "%(count)s institutions that no longer exist",
            count,
        )
    return words % {"count": count}


def _say_persons(keys: Iterable[str]) -> list[str]:
    """Nobody's name: an audience is shown to more people than may know who is in it."""
    count = sum("/" not in key for key in keys)
    if not count:
        return []
    words = ngettext("one particular person", "%(count)s particular people", count)
    return [words % {"count": count}]
