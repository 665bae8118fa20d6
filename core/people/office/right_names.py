"""What rights are called at the office: by what somebody is, where there is a word for it."""

from collections.abc import Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from core.access.models import FOREVER, Right

_ROLES = {
    Right.EDIT: pgettext_lazy("right", "Editor"),
    Right.PUBLISH: pgettext_lazy("right", "Approver"),
    Right.ADMINISTER: pgettext_lazy("right", "Administrator"),
}


def name_right(right: Right) -> str:
    """`Editor`, `Approver`, or for others what the right lets somebody do."""
    return str(_ROLES.get(right, right.label))


def explain_right(right: Right) -> str:
    """What a right lets somebody do, where its name does not say so."""
    return str(right.label) if right in _ROLES else ""


def list_rights_held(held: Mapping[Right, date]) -> str:
    """`Editor, Approver (through 31.7.2027)`, in the order of the rights; `none` for none."""
    parts = [_with_day(right, held[right]) for right in Right if right in held]
    return ", ".join(parts) or _("none")


def _with_day(right: Right, ends_on: date) -> str:
    if ends_on == FOREVER:
        return name_right(right)
    return _("%(right)s (through %(day)s)") % {
        "right": name_right(right),
        "day": date_format(ends_on, "SHORT_DATE_FORMAT"),
    }
