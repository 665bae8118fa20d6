"""The one rule by which an adult acts for a child; whoever asks for it asks here."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from core.people.holdings import birth_date_of_age
from core.people.models import GuardianBlock, Guardianship


def guardianships_not_over(*, on: date) -> QuerySet[Guardianship]:
    """Those by which adults act for children on a day, or will if nothing changes.

    The adult has custody or the institution's grant and is not blocked; the child is under age
    on the day, or of unknown age.
    """
    blocks = GuardianBlock.objects.filter(
        guardian_id=OuterRef("guardian_id"), child_id=OuterRef("child_id"), lifted_at=None
    )
    return Guardianship.objects.filter(
        Q(custody=True) | Q(granted_locally=True),
        Q(child__birth_date=None) | Q(child__birth_date__gt=birth_date_of_age(on)),
        ~Exists(blocks),
        ends_on__gte=on,
    )


def guardianships_in_force(*, on: date) -> QuerySet[Guardianship]:
    """Those by which adults act for children on a day."""
    return guardianships_not_over(on=on).filter(starts_on__lte=on)


def guardianships_with_custody(*, on: date) -> QuerySet[Guardianship]:
    """Those in force with custody itself, for what no institution can grant."""
    return guardianships_in_force(on=on).filter(custody=True)
