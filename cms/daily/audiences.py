"""Whom a story of the day is for: its group and the staff, whatever the page above says."""

from collections.abc import Iterable

from cms.audience.units import Units, is_covered, read_units
from core.access.audiences import Audience, make_audience
from core.access.keys import PUBLIC, Holder, make_key, split_key

_STAFF = frozenset({Holder.STAFF, Holder.PEDAGOGICAL, Holder.LEADER, Holder.ADMINISTRATIVE})
_KEY_LENGTH = 6


def narrow_to_group(above: Audience, *, unit: str, institution_key: str) -> Audience:
    """Of those who see a group's page, the group itself and the institution's staff.

    A page that is open to others beside them does not open the stories on it.
    """
    own = [
        key
        for key in above
        if split_key(key)[0] == unit
        or (split_key(key)[0] == institution_key and split_key(key)[1] in _STAFF)
    ]
    of_group = [key for key in own if split_key(key)[0] == unit]
    if of_group or (own and len(own) == len(above)):
        return make_audience(own)
    usual = [make_key(unit, Holder.GUARDIAN), make_key(institution_key, Holder.STAFF)]
    return narrow_to_page(usual, above=above, institution_key=institution_key)


def narrow_to_page(
    keys: Iterable[str], *, above: Audience, institution_key: str, units: Units | None = None
) -> Audience:
    """Of a story's readers those who see its group's page, which is shown to `above`.

    Where that leaves nobody, those who see the page and may read stories, or else the staff, who
    are asked about it. A page that nobody sees yet narrows nothing. `units` hold those of both.
    """
    own = make_audience(keys)
    if not above:
        return own
    known, seen = read_units([*own, *above]) if units is None else units, frozenset(above)
    kept = [key for key in own if is_covered(key, by=seen, units=known)]
    few = [key for key in above if is_of_few(key)]
    return make_audience(kept or few or [make_key(institution_key, Holder.STAFF)])


def is_of_few(key: str) -> bool:
    """Whether a key is one that a story may be shown by: a group's, staff's or one person's."""
    unit, holder = split_key(key)
    if key == PUBLIC:
        return False
    return not holder or unit.startswith("g") or (len(unit) == _KEY_LENGTH and holder in _STAFF)
