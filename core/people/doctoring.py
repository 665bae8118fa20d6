"""What `manage.py doctor` asks of institutions: somebody in each can give rights to the others."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access.models import FOREVER, EditingRight, Right
from core.people.kinds import STAFF_ROLES
from core.people.models import Institution, Membership
from core.tasks.doctoring import Finding, register_check


def check_administrators(now: datetime) -> Iterator[Finding]:
    """Every institution with staff has somebody who may sign in and gives rights for good."""
    day = timezone.localdate(now)
    staff = Membership.objects.filter(
        institution=OuterRef("pk"),
        role__in=STAFF_ROLES,
        person__is_active=True,
        starts_on__lte=day,
        ends_on__gte=day,
    )
    administrators = EditingRight.objects.filter(
        institution=OuterRef("pk"), right=Right.ADMINISTER, ends_on=FOREVER, person__is_active=True
    )
    institutions = Institution.objects.filter(Exists(staff), ~Exists(administrators))
    lacking = list(institutions.order_by("key").values_list("key", "name"))
    if not lacking:
        yield Finding(ok=True, says=_("somebody administers in every institution with staff"))
    for key, name in lacking:
        yield Finding(
            ok=False,
            says=_("nobody administers in %(institution)s") % {"institution": f"{name} ({key})"},
            remedy=_("Give somebody there the right: give_right UNI-LOGIN administer %(key)s")
            % {"key": key},
        )


register_check("administrators", check_administrators)
