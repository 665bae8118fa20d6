"""Who may be chosen to see a form's answers: staff of its institution, by role or by name."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from core.access.keys import Holder, make_key, make_person_key
from core.people.kinds import STAFF_ROLES, GroupKind
from core.people.models import Group, Institution, Membership, Person

Choice = tuple[str, str]
# The kinds of staff that an institution as a whole has, in the order they are offered in.
KINDS = (Holder.ADMINISTRATIVE, Holder.LEADER, Holder.PEDAGOGICAL)


def list_receivers(
    institution: Institution, *, group: Group | None, on: date
) -> list[tuple[str, list[Choice]]]:
    """The keys that may be chosen, with their words, in groups of choices."""
    words = {
        Holder.ADMINISTRATIVE: _("The office"),
        Holder.LEADER: _("The leaders"),
        Holder.PEDAGOGICAL: _("All teachers and pedagogues"),
    }
    roles = [(make_key(institution.key, kind), words[kind]) for kind in KINDS]
    if group is not None and group.kind == GroupKind.MAIN:
        unit = make_key(f"g{group.pk}", Holder.PEDAGOGICAL)
        roles.insert(0, (unit, _("The teachers and pedagogues of %(group)s") % {"group": group}))
    staff = [
        (make_person_key(person.pk), person.get_full_name())
        for person in _list_staff(institution, on=on)
    ]
    return [(_("By role"), roles), (_("By name"), staff)]


def choose_usual(institution: Institution) -> list[str]:
    """Whom a form is answered to unless its editor chooses others: the office and the leaders."""
    return sorted(make_key(institution.key, kind) for kind in KINDS[:2])


def name_receivers(keys: Iterable[str], offered: list[tuple[str, list[Choice]]]) -> list[str]:
    """The words for chosen keys, those of people who have left being left out."""
    words = dict(choice for _title, choices in offered for choice in choices)
    return [words[key] for key in keys if key in words]


def _list_staff(institution: Institution, *, on: date) -> list[Person]:
    rows = Membership.objects.filter(
        institution=institution, role__in=STAFF_ROLES, starts_on__lte=on, ends_on__gte=on
    )
    people = Person.objects.filter(pk__in=rows.values("person"), is_active=True)
    return list(people.order_by("first_name", "family_name", "pk"))
