"""What a connector needs and how a connection stands, in words for an office."""

from collections.abc import Iterable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.connectors.configuration.operations import AnotherInUse
from core.connectors.configuration.statuses import Status
from core.connectors.running.outcomes import FailureKind
from core.connectors.running.records import ALARM
from indgang_sdk.connectors import Category
from indgang_sdk.people import Need
from indgang_sdk.testing.quality import Tier

Words = str | Promise

NEEDS: dict[Need, Words] = {
    Need.VIEWER_ID: _("UNI-Login id of the person looking"),
    Need.VIEWER_NAME: _("Name of the person looking"),
    Need.VIEWER_ROLES: _("Whether the person looking is a pupil, a parent or a member of staff"),
    Need.VIEWER_INSTITUTIONS: _("The institutions of the person looking"),
    Need.VIEWER_GROUPS: _("The classes and groups of the person looking"),
    Need.CHILD_ID: _("UNI-Login id of the child"),
    Need.CHILD_FIRST_NAME: _("First name of the child"),
    Need.CHILD_INSTITUTIONS: _("The institutions of the child"),
    Need.CHILD_GROUPS: _("The classes and groups of the child"),
    Need.SEARCH_WORDS: _("The words that somebody searches with"),
}
CATEGORIES: dict[Category, Words] = {
    Category.LEARNING_PLATFORM: _("Learning platform"),
    Category.TIMETABLE: _("Timetable"),
    Category.ABSENCE: _("Absence"),
    Category.LIBRARY: _("The library"),
    Category.LINKS: _("Links to systems"),
    Category.LOGIN: _("Signing in"),
    Category.OTHER: _("Other systems"),
}
FAILURES: dict[str, Words] = {
    FailureKind.UNAVAILABLE: _("Did not answer"),
    FailureKind.TIMED_OUT: _("Did not answer in time"),
    FailureKind.REFUSED: _("Refused the portal: check the settings"),
    FailureKind.FORBIDDEN: _("Refused a question about one person"),
    FailureKind.BUSY: _("Was busy with other questions"),
    FailureKind.UNEXPECTED: _("Sent an answer that cannot be read"),
    FailureKind.CRASHED: _("The connector itself failed"),
    ALARM: _("Sent something that it must not send. Nobody was shown it"),
    FailureKind.NOT_DECLARED: _("The connector asked for more than it says it needs"),
}
ADVICE: dict[Status, Words] = {
    Status.MISSING: _("The connector is not installed on this portal, or it could not be started."),
    Status.WITHDRAWN: _("The portal's operator has switched the connector off for all."),
    Status.OFF: _("Switch it on when settings and approval are in place."),
    Status.INCOMPLETE: _("Fill in the settings that are missing."),
    Status.OUTDATED: _("The connector has changed. Look the settings through and save them."),
    Status.NOT_APPROVED: _("Read what is shared, and approve it."),
    Status.PAUSED: _("Nothing is fetched from the system until the break is over."),
}


# For a municipality, of what the operator alone can fill in.
ADVICE_ABOVE: dict[Status, Words] = {
    Status.INCOMPLETE: _("The portal's operator has not filled in all settings yet."),
    Status.OUTDATED: _("The portal's operator has to look the settings through."),
}
# For an institution, of what the municipality or the operator has to do something about.
ADVICE_BELOW: dict[Status, Words] = {
    Status.OFF: _("The municipality has not switched it on yet."),
    Status.INCOMPLETE: _("The municipality has not filled in all settings yet."),
    Status.OUTDATED: _("The municipality has to look its settings through."),
    Status.NOT_APPROVED: _("The municipality has not approved yet what is shared."),
}
# Of what an institution has filled in itself.
ADVICE_AT: dict[Status, Words] = {
    Status.INCOMPLETE: _("The institution has to fill in settings of its own."),
    Status.OUTDATED: _("Something that the institution has filled in does not fit."),
    Status.NOT_APPROVED: _("The municipality has to approve where the institution's is sent."),
}
WHY_NOT_TRIED: dict[Status, Words] = {
    Status.WITHDRAWN: _("It was not tried: the connector is switched off for all municipalities."),
    Status.PAUSED: _("It was not tried: nobody is asked until the break is over."),
}
TIERS: dict[Tier, Words] = {
    Tier.NONE: _("No tier yet"),
    Tier.BRONZE: _("Bronze"),
    Tier.SILVER: _("Silver"),
    Tier.GOLD: _("Gold"),
}
ANOTHER_IN_USE = _(
    "%(other)s is used as the same kind of system by %(places)s. Switch it off first."
)


def explain_another(error: AnotherInUse) -> str:
    """Which system is in the way, and where it is used."""
    return str(ANOTHER_IN_USE) % {"other": error.title, "places": ", ".join(error.institutions)}


def name_categories(categories: Iterable[Category]) -> str:
    """The kinds of systems that a connector is for."""
    return ", ".join(str(CATEGORIES[category]) for category in categories)


def describe_status_at(status: Status) -> dict[str, Any]:
    """What is in the way at one institution alone, with what to do about it."""
    return {"name": status.value, "label": status.label, "advice": ADVICE_AT[status]}


def describe_status_below(status: Status) -> dict[str, Any]:
    """What is in the way of all, for an institution that waits for others to do something."""
    advice = ADVICE_BELOW.get(status, ADVICE[status])
    return {"name": status.value, "label": status.label, "advice": advice}


def describe_status(status: Status, *, is_operators: bool = False) -> dict[str, Any]:
    """A status with what to do about it, or with who has to do it."""
    above = ADVICE_ABOVE if is_operators else {}
    return {
        "name": status.value,
        "label": status.label,
        "advice": above.get(status, ADVICE[status]),
    }
