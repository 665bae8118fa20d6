"""How long somebody stays signed in without doing anything, and how long at the very most."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from core.login.models import IdleTimes
from core.people.guardianships import guardianships_in_force
from core.people.kinds import CHILD_ROLES, STAFF_ROLES
from core.people.models import Membership

OTHERS_IDLE = timedelta(hours=1)
STAFF_AT_MOST = timedelta(hours=12)
OTHERS_AT_MOST = timedelta(days=90)
# How exactly it is known when somebody was last here; each time is a row written.
LONGEST_STEP = timedelta(minutes=5)
STEPS = 10


class Standing(StrEnum):
    """As what somebody is signed in; whoever is several of them is the first."""

    STAFF = "staff"
    GUARDIAN = "guardian"
    PUPIL = "pupil"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class Life:
    """How long a session lasts: without anything done, and at the very most."""

    idle: timedelta
    at_most: timedelta


def decide_life(person_id: int, *, is_own_device: bool, on: date) -> Life:
    """How long a session lasts that a person begins on a day, in three queries.

    Where a person belongs in several municipalities, the shortest of their times counts.
    """
    standing, municipality_ids = _find_standing(person_id, on=on)
    rows = list(IdleTimes.objects.filter(municipality__in=municipality_ids))
    # Who has chosen nothing has the times that stand in the model.
    if not rows or len(rows) < len(municipality_ids):
        rows.append(IdleTimes())
    return Life(
        idle=min(_idle_time(row, standing, is_own_device=is_own_device) for row in rows),
        at_most=STAFF_AT_MOST if standing is Standing.STAFF else OTHERS_AT_MOST,
    )


def find_step(idle: timedelta) -> timedelta:
    """How long after it was last noted a use of a session is noted again."""
    return min(idle / STEPS, LONGEST_STEP)


def ends_when(*, seen_at: datetime, idle: timedelta, ends_at: datetime) -> datetime:
    """When a session ends by itself if nothing more is done in it."""
    return min(seen_at + idle, ends_at)


def _idle_time(times: IdleTimes, standing: Standing, *, is_own_device: bool) -> timedelta:
    if standing is Standing.OTHER:
        return min(OTHERS_IDLE, times.shared)
    if not is_own_device:
        return times.shared
    own = {
        Standing.STAFF: times.staff_own,
        Standing.GUARDIAN: times.guardian_own,
        Standing.PUPIL: times.pupil_own,
    }
    return own[standing]


def _find_standing(person_id: int, *, on: date) -> tuple[Standing, set[int]]:
    """As what a person belongs where: the first standing, and the municipalities of all."""
    memberships = Membership.objects.filter(
        person_id=person_id, starts_on__lte=on, ends_on__gte=on
    ).values_list("role", "institution__municipality_id")
    cares = guardianships_in_force(on=on).filter(guardian_id=person_id)
    roles, places = _split(memberships)
    cared_for_in = set(cares.values_list("institution__municipality_id", flat=True))
    if roles.intersection(STAFF_ROLES):
        standing = Standing.STAFF
    elif cared_for_in:
        standing = Standing.GUARDIAN
    elif roles.intersection(CHILD_ROLES):
        standing = Standing.PUPIL
    else:
        standing = Standing.OTHER
    return standing, places | cared_for_in


def _split(rows: Iterable[tuple[str, int]]) -> tuple[set[str], set[int]]:
    roles, places = set(), set()
    for role, municipality_id in rows:
        roles.add(role)
        places.add(municipality_id)
    return roles, places
