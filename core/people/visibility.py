"""Who sees a person: the audiences that a person's memberships give."""

from collections.abc import Iterable

from core.access.audiences import Audience, make_audience
from core.access.keys import Holder, make_group_unit, make_key
from core.people.holdings import Belonging
from core.people.kinds import CHILD_ROLES, STAFF_ROLES, Role

GROUP_HOLDERS = (Holder.PUPIL, Holder.GUARDIAN, Holder.STAFF, Holder.MEMBER)


def audiences_of_person(
    *, protected: bool, belongings: Iterable[Belonging], child_belongings: Iterable[Belonging]
) -> list[Audience]:
    """The audiences that see a person, by own memberships and those of the children.

    Staff are seen by their whole institution; pupils and guardians by the institution's staff
    and by the members of their own groups; protected people only by those who share a group.
    """
    own = [item for item in belongings if item.role != Role.GUARDIAN]
    audiences = {
        audience
        for item in [*own, *child_belongings]
        if (audience := _audience_of_belonging(item, protected=protected))
    }
    return sorted(audiences)


def _audience_of_belonging(item: Belonging, *, protected: bool) -> Audience | None:
    if item.place.group_id is not None:
        unit = make_group_unit(item.place.group_id)
        return make_audience(make_key(unit, holder) for holder in GROUP_HOLDERS)
    if protected:
        return None
    key = item.place.institution_key
    if item.role in STAFF_ROLES or item.role == Role.EXTERNAL:
        return make_audience(
            make_key(key, holder) for holder in (Holder.STAFF, Holder.PUPIL, Holder.GUARDIAN)
        )
    if item.role in CHILD_ROLES:
        return make_audience([make_key(key, Holder.STAFF)])
    return None
