"""What people read when a system gives no answer."""

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.connectors.running.outcomes import FailureKind

_DOWN = frozenset({FailureKind.UNAVAILABLE, FailureKind.RESTING, FailureKind.REFUSED})

_FORBIDDEN = frozenset({FailureKind.FORBIDDEN, FailureKind.NOT_ASKED})


def name_break(*systems: str) -> str:
    """A sentence for everybody: the municipality wants the systems asked nothing for a while."""
    says = ngettext(
        "%(system)s has been put on a break by the municipality.",
        "%(system)s have been put on a break by the municipality.",
        len(systems),
    )
    return says % {"system": get_text_list(list(systems), _("and"))}


def name_gap(system: str) -> str:
    """A sentence for everybody: something of what the system has is missing."""
    return _("We cannot fetch everything from %(system)s right now.") % {"system": system}


def name_failure(kind: FailureKind, system: str) -> str:
    """A sentence for everybody: which system, and what is the matter with it."""
    if kind is FailureKind.TIMED_OUT:
        says = _("%(system)s answers slowly.")
    elif kind is FailureKind.BUSY:
        says = _("%(system)s is busy right now. Try again in a moment.")
    elif kind in _FORBIDDEN:
        says = _("%(system)s does not give you access to this.")
    elif kind in _DOWN:
        says = _("%(system)s does not answer right now. We will try again in a moment.")
    else:
        says = _("We cannot show what %(system)s answers right now.")
    return says % {"system": system}
