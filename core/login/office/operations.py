"""Writing how long people of a municipality stay signed in."""

from datetime import datetime

from django.db import transaction

from core.audit.models import Action
from core.audit.operations import record
from core.login.models import IdleTimes
from core.people.models import Municipality, Person

CHOSEN = ("staff_own_hours", "guardian_own_days", "pupil_own_hours", "shared_minutes")


def find_idle_times(municipality: Municipality) -> IdleTimes:
    """The times of a municipality, or those of who has chosen none."""
    found = IdleTimes.objects.filter(municipality=municipality).first()
    return found or IdleTimes(municipality=municipality)


def choose_idle_times(times: IdleTimes, *, chosen_by: Person, now: datetime) -> None:
    """Has the times count for who signs in from now on, and writes them into the log."""
    chosen = {name: getattr(times, name) for name in CHOSEN}
    with transaction.atomic():
        times, _created = IdleTimes.objects.update_or_create(
            municipality=times.municipality, defaults=chosen
        )
        record(
            Action.CHANGE,
            now=now,
            actor_id=chosen_by.pk,
            object_type=IdleTimes._meta.label_lower,
            object_id=times.pk,
            municipality_code=times.municipality.code,
            reason=(
                f"staff {times.staff_own_hours} h, guardians {times.guardian_own_days} d, "
                f"pupils {times.pupil_own_hours} h, shared {times.shared_minutes} min"
            ),
        )
