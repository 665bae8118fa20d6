"""Whether children can be recognised in a picture, and whom their permission lets see it."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.access.audiences import Audience
from core.access.keys import PUBLIC, Holder, make_group_unit, make_key

if TYPE_CHECKING:
    from core.people.models import Group, Institution

# Those who belong to an institution or a group, whatever else they are.
_BELONG = (Holder.PUPIL, Holder.GUARDIAN, Holder.STAFF)


class Consent(models.TextChoices):
    """What an editor answers about a picture; unanswered is as a permission for the institution."""

    UNANSWERED = "", _("I do not know yet")
    NOBODY = "nobody", _("No")
    GROUP = "group", _("Yes, and the permission is for one class or room")
    INSTITUTION = "institution", _("Yes, and the permission is for the institution")
    PUBLIC = "public", _("Yes, and the permission is for everyone on the internet")
    WITHDRAWN = "withdrawn", _("Yes, but the permission has been withdrawn")


def find_covered(
    consent: str, *, institution: "Institution | None", group: "Group | None"
) -> Audience:
    """Whom a permission lets see a picture at most; nobody where it has been withdrawn.

    What the answer needs and does not have, as a class, makes it nobody too.
    """
    if consent in {Consent.NOBODY, Consent.PUBLIC}:
        return (PUBLIC,)
    if consent == Consent.WITHDRAWN or institution is None:
        return ()
    if consent == Consent.GROUP:
        if group is None:
            return ()
        own = [make_key(make_group_unit(group.pk), holder) for holder in _BELONG]
        return (*own, make_key(institution.key, Holder.STAFF))
    return tuple(make_key(institution.key, holder) for holder in _BELONG)
