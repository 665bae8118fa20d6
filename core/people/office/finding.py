"""Finding people of an institution by the name somebody types."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from core.people.kinds import GroupKind
from core.people.models import Guardianship, Institution, Membership, Person
from core.people.office.names import fold_name, name_matches, name_order

MOST_FOUND = 20


@dataclass(frozen=True, kw_only=True)
class Found:
    """Somebody found: the name as shown, and what tells namesakes apart."""

    pk: int
    name: str
    about: str


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What was found for a name, at most `MOST_FOUND`; `more` says that there is more."""

    people: list[Found]
    more: bool = False


def find_people(
    text: str, *, among: QuerySet[Person], institution: Institution, on: date
) -> Finding:
    """The people whose shown name has words that begin as those typed do, in three queries.

    Compared here and not in the database, which knows nothing of æ, ø and å in capitals.
    """
    words = fold_name(text)
    rows = among.values_list("pk", "first_name", "family_name")
    names = {pk: f"{first} {family}".strip() for pk, first, family in rows}
    found = sorted(
        (pk for pk, name in names.items() if name_matches(words, name)),
        key=lambda pk: (name_order(names[pk]), pk),
    )
    shown = found[:MOST_FOUND]
    about = describe_people(shown, institution=institution, on=on)
    people = [Found(pk=pk, name=names[pk], about=about.get(pk, "")) for pk in shown]
    return Finding(people=people, more=len(found) > MOST_FOUND)


def describe_people(ids: list[int], *, institution: Institution, on: date) -> dict[int, str]:
    """As what people belong to an institution: `Pupil, 3.B`, `Parent of Bo`."""
    words: dict[int, list[str]] = defaultdict(list)
    for row in _read_memberships(ids, institution, on=on):
        words[row.person_id].append(str(row.get_role_display()))
        if row.group is not None:
            words[row.person_id].append(row.group.name)
    for person_id, children in _read_children(ids, institution, on=on).items():
        words[person_id].append(_("Parent of %(names)s") % {"names": ", ".join(children)})
    # A role stands once, however many classes follow it.
    return {pk: ", ".join(dict.fromkeys(parts)) for pk, parts in words.items()}


def _read_memberships(
    ids: list[int], institution: Institution, *, on: date
) -> QuerySet[Membership]:
    rows = Membership.objects.filter(
        Q(group=None) | Q(group__kind=GroupKind.MAIN),
        institution=institution,
        person_id__in=ids,
        starts_on__lte=on,
        ends_on__gte=on,
    )
    return rows.select_related("group").order_by("person_id", "group__name")


def _read_children(ids: list[int], institution: Institution, *, on: date) -> dict[int, list[str]]:
    rows = Guardianship.objects.filter(
        institution=institution, guardian_id__in=ids, starts_on__lte=on, ends_on__gte=on
    ).select_related("child")
    children: dict[int, dict[str, None]] = defaultdict(dict)
    for row in rows.order_by("child__birth_date", "child_id"):
        children[row.guardian_id][row.child.first_name] = None
    return {pk: list(names) for pk, names in children.items()}
