"""For whom else a person may ask what the portal knows."""

from collections import defaultdict
from datetime import date

from core.people.guardianships import guardianships_with_custody
from core.people.models import Guardianship, Membership, Municipality, Person
from core.privacy.your_information import Ward


def find_wards(guardian_id: int, *, on: date) -> list[Ward]:
    """The children an adult has custody of on a day, with the institutions that say so.

    Access that an institution gives without custody does not count, nor does a blocked adult's.
    """
    cares = guardianships_with_custody(on=on).filter(guardian_id=guardian_id)
    children: dict[int, Person] = {}
    places: dict[int, set[int]] = defaultdict(set)
    for care in cares.select_related("child").order_by("child__birth_date", "child_id"):
        children[care.child_id] = care.child
        places[care.child_id].add(care.institution_id)
    return [
        Ward(child=child, institution_ids=frozenset(places[pk])) for pk, child in children.items()
    ]


def find_municipality_code(person_id: int, *, on: date) -> str:
    """The municipality that a person belongs to on a day; "" for none and for several."""
    own = Municipality.objects.filter(
        institutions__memberships__in=Membership.objects.filter(
            person_id=person_id, starts_on__lte=on, ends_on__gte=on
        )
    )
    as_guardian = Municipality.objects.filter(
        institutions__in=Guardianship.objects.filter(
            guardian_id=person_id, starts_on__lte=on, ends_on__gte=on
        ).values("institution")
    )
    codes = {*own.values_list("code", flat=True), *as_guardian.values_list("code", flat=True)}
    return codes.pop() if len(codes) == 1 else ""
