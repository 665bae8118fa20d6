"""The few audiences that news is usually for, each in words and in number."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError

from cms.audience.picker import Picker
from cms.audience.queries import PagePlace
from cms.audience.units import Units, read_units
from cms.audience.words import say_audience, say_people
from core.access.audiences import Audience, make_audience
from core.access.keys import PUBLIC, Holder, make_group_unit, make_key, split_key
from core.access.models import Right
from core.access.queries import count_readers
from core.people.kinds import GroupKind, InstitutionKind

MOST_USUAL = 3
MOST_NAMED = 6
PARENTS = (Holder.GUARDIAN, Holder.STAFF)
FAMILIES = (Holder.PUPIL, Holder.GUARDIAN, Holder.STAFF)
STAFF = (Holder.STAFF,)


@dataclass(frozen=True, kw_only=True)
class Offer:
    """An audience to choose: `value` is what the form sends, `class_id` the one class it is for."""

    value: str
    audience: Audience
    words: str
    count: str
    class_id: int | None = None


def list_offers(picker: Picker, *, on: date, also: Audience | None = None) -> list[Offer]:
    """What an editor may choose with one touch: of the place, chosen before, and `also`."""
    wanted = [*([also] if also else []), *_of_place(picker.known_place, picker)]
    wanted += [audience for audience in picker.usual(but=None) if _is_short(audience)][:MOST_USUAL]
    allowed = [audience for audience in dict.fromkeys(wanted) if _may_choose(picker, audience)]
    units = read_units(key for audience in allowed for key in audience)
    counts = count_readers(allowed, on=on)
    return [
        Offer(
            value=" ".join(audience),
            audience=audience,
            words=say_audience(
                audience, units=units, on=on, place=picker.known_place.institution_key
            ),
            count="" if PUBLIC in audience else say_people(count),
            class_id=_find_class(audience, units=units, place=picker.known_place),
        )
        for audience, count in zip(allowed, counts, strict=True)
    ]


def _find_class(audience: Audience, *, units: Units, place: PagePlace) -> int | None:
    """The class or room of the place's institution that an audience names, if it is one group."""
    named = {text for key in audience if (text := split_key(key)[0]).startswith("g")}
    unit = units.get(named.pop()) if len(named) == 1 else None
    if unit is None or unit.group_kind != GroupKind.MAIN:
        return None
    return int(unit.unit[1:]) if unit.institution_id == place.institution_id else None


def _is_short(audience: Audience) -> bool:
    """Whether its words are read at a glance; long ones are ticked anew, one by one."""
    return len({split_key(key)[0] for key in audience}) <= MOST_NAMED


def _of_place(place: PagePlace, picker: Picker) -> Iterator[Audience]:
    """The audiences that follow from where the news is written, the likeliest first."""
    if place.group is not None:
        unit = make_group_unit(place.group.pk)
        staff = make_key(place.institution_key, Holder.STAFF)
        if place.above and not any(key.startswith(f"{unit}/member") for key in place.above):
            yield make_audience([make_key(unit, Holder.GUARDIAN), staff])
            yield make_audience(
                [make_key(unit, Holder.GUARDIAN), make_key(unit, Holder.PUPIL), staff]
            )
        else:
            yield place.above
    elif picker.rights.has(Right.MUNICIPALITY, place.institution_id):
        yield from _of_municipality(place)
    elif place.institution is not None:
        for holders in (PARENTS, FAMILIES, STAFF):
            if place.institution.kind != InstitutionKind.DAYCARE or holders != FAMILIES:
                yield _join(place.institution_key, holders)
    if place.above:
        yield place.above


def _of_municipality(place: PagePlace) -> Iterator[Audience]:
    """All schools, all daycare, all families of both, and all staff."""
    code = place.municipality.code
    schools, daycare = f"{code}.{InstitutionKind.SCHOOL}", f"{code}.{InstitutionKind.DAYCARE}"
    yield _join(schools, FAMILIES)
    yield _join(schools, PARENTS)
    yield _join(daycare, PARENTS)
    yield make_audience([*_join(schools, PARENTS), *_join(daycare, PARENTS)])
    yield _join(code, STAFF)


def _join(unit: str, holders: tuple[Holder, ...]) -> Audience:
    return make_audience(make_key(unit, holder) for holder in holders)


def _may_choose(picker: Picker, audience: Audience) -> bool:
    try:
        picker.check_publishing(audience)
    except ValidationError:
        return False
    return True
