"""Whom a story of the day is for: its group and the staff, whatever the page above says."""

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
    return make_audience([make_key(unit, Holder.GUARDIAN), make_key(institution_key, Holder.STAFF)])


def is_of_few(key: str) -> bool:
    """Whether a key is one that a story may be shown by: a group's, staff's or one person's."""
    unit, holder = split_key(key)
    if key == PUBLIC:
        return False
    return not holder or unit.startswith("g") or (len(unit) == _KEY_LENGTH and holder in _STAFF)
