"""What was changed last about an institution's rights, as its administrators read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from core.access.models import FOREVER, EditingRight
from core.audit.models import Entry
from core.audit.queries import read_latest_changes
from core.people.leading import LEADS, LEFT
from core.people.models import Institution, Person
from core.people.office.entrance import Office
from core.people.office.queries import show_day
from core.people.office.right_names import name_right
from core.people.right_changes import RightChange, read_approval_choice, read_right_change

MOST_SHOWN = 10
_RIGHT, _INSTITUTION = EditingRight._meta.label_lower, Institution._meta.label_lower


@dataclass(frozen=True, kw_only=True)
class LatestChange:
    """One change: of whose rights, or of the institution's own choice; what, by whom, when."""

    whose: str
    what: str
    through: date | None
    by: str
    at: datetime


def list_latest_changes(office: Office) -> list[LatestChange]:
    """The last changes of rights and of approval, newest first; the reading is logged.

    Everybody stands there by the name that all see; three queries, however many there are.
    """
    entries = read_latest_changes(
        institution_key=office.institution.key,
        object_types=(_RIGHT, _INSTITUTION),
        most=MOST_SHOWN,
        now=office.viewer.now,
        reader_id=office.person.pk,
    )
    ids = {pk for entry in entries for pk in (entry.actor_id, entry.subject_id) if pk is not None}
    people = Person.objects.in_bulk(ids)
    return [_describe(entry, people) for entry in entries]


def _describe(entry: Entry, people: Mapping[int, Person]) -> LatestChange:
    change = read_right_change(entry.reason) if entry.object_type == _RIGHT else None
    is_approval = entry.object_type == _INSTITUTION
    return LatestChange(
        whose=_("Approval") if is_approval else _name(entry.subject_id, people),
        what=_describe_approval(entry) if is_approval else _describe_right(change),
        through=show_day(change.ends_on or FOREVER) if change else None,
        by=_name_actor(entry, change, people),
        at=entry.at,
    )


def _describe_right(change: RightChange | None) -> str:
    # Lines from before the log said which.
    if change is None:
        return _("The rights were changed")
    words = _("Given: %(right)s") if change.is_given else _("Taken back: %(right)s")
    return words % {"right": name_right(change.right)}


def _describe_approval(entry: Entry) -> str:
    wanted = read_approval_choice(entry.reason)
    if wanted is None:
        return _("The choice was changed")
    if wanted:
        return _("News and pages must be approved before they are published")
    return _("Whoever may write also publishes")


def _name(pk: int | None, people: Mapping[int, Person]) -> str:
    person = people.get(pk) if pk is not None else None
    return person.get_full_name() if person else _("Somebody who is no longer here")


def _name_actor(entry: Entry, change: RightChange | None, people: Mapping[int, Person]) -> str:
    if entry.actor_id is not None:
        return _name(entry.actor_id, people)
    reason = change.reason if change else entry.reason
    return _("the roster") if reason in {LEADS, LEFT} else _("those who run the portal")
