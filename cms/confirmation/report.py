"""Who has confirmed and who has not, by class, for those who look after the page."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from cms.confirmation.queries import Duty, list_duties_about
from cms.models import BasePage, Confirmation, ConfirmationMethod
from core.people.kinds import CHILD_ROLES, GroupKind
from core.people.models import Membership, Person


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What one adult, pupil or colleague has said, or what the office has entered."""

    person_id: int
    name: str
    is_open: bool
    confirmed_at: datetime | None = None
    method: str = ""
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One child, or one of the staff, with the replies that are asked for."""

    group: str
    whom: str
    child_id: int | None
    replies: tuple[Reply, ...]

    @property
    def is_missing(self) -> bool:
        return any(reply.is_open for reply in self.replies)


@dataclass(frozen=True, kw_only=True)
class Report:
    """The lines by group, those that are missing first."""

    groups: list[tuple[str, list[Line]]]

    @property
    def lines(self) -> list[Line]:
        return [line for _name, lines in self.groups for line in lines]

    @property
    def total(self) -> int:
        return len(self.lines)

    @property
    def missing(self) -> int:
        return sum(line.is_missing for line in self.lines)

    @property
    def confirmed(self) -> int:
        return self.total - self.missing


def make_report(page: BasePage, *, on: date, document_id: int | None = None) -> Report:
    """The report of a page on a day, in four queries however many are asked.

    With `document_id` it is that of a document, whose folder the page is.
    """
    duties = list_duties_about(page.pk, document_id, on=on)
    about = {"document": document_id} if document_id else {"page": page.pk}
    version = duties[0].version if duties else 0
    said = {
        (row.person_id, row.child_id): row
        for row in Confirmation.objects.filter(**about, version=version)
    }
    ids = {pk for duty in duties for pk in (duty.person_id, duty.child_id) if pk}
    people = Person.objects.in_bulk(ids)
    groups = _name_groups({duty.child_id for duty in duties if duty.child_id}, page, on)
    by_whom: dict[tuple[int | None, int], list[Duty]] = defaultdict(list)
    for duty in duties:
        by_whom[(duty.child_id, duty.child_id or duty.person_id)].append(duty)
    lines = [
        Line(
            group=groups.get(child_id, _("Others")) if child_id else _("Staff"),
            whom=people[subject].get_full_name(),
            child_id=child_id,
            replies=tuple(
                _make_reply(duty, people, said.get((duty.person_id, duty.child_id)))
                for duty in found
            ),
        )
        for (child_id, subject), found in by_whom.items()
    ]
    return Report(groups=_sort(lines))


def _make_reply(duty: Duty, people: dict[int, Person], row: Confirmation | None) -> Reply:
    name = people[duty.person_id].get_full_name()
    if row is None:
        return Reply(person_id=duty.person_id, name=name, is_open=duty.is_open)
    entered = row.method != ConfirmationMethod.READ
    return Reply(
        person_id=duty.person_id,
        name=name,
        is_open=duty.is_open,
        confirmed_at=row.confirmed_at,
        method=str(row.get_method_display()) if entered else "",
        reason=row.reason,
    )


def _name_groups(child_ids: Iterable[int], page: BasePage, on: date) -> dict[int, str]:
    """The class or room of each child, of the page's institution where it has one there."""
    rows = Membership.objects.filter(
        person_id__in=set(child_ids),
        role__in=CHILD_ROLES,
        group__kind=GroupKind.MAIN,
        starts_on__lte=on,
        ends_on__gte=on,
    )
    found: dict[int, str] = {}
    for row in rows.select_related("group", "institution").order_by("group__name"):
        is_here = row.institution_id == page.institution_id
        if is_here or row.person_id not in found:
            found[row.person_id] = str(row.group) if is_here else f"{row.group}, {row.institution}"
    return found


def _sort(lines: list[Line]) -> list[tuple[str, list[Line]]]:
    by_group: dict[str, list[Line]] = defaultdict(list)
    for line in sorted(lines, key=lambda line: (line.group, not line.is_missing, line.whom)):
        by_group[line.group].append(line)
    return list(by_group.items())
