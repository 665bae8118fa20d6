"""An institution's staff as entries of the index, which lead to the institution's page."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import override

from cms.indexing.pages import LONG_AGO
from cms.models import BasePage
from core.access.audiences import Audience
from core.access.models import ALWAYS, FOREVER
from core.access.operations import find_shared_scope
from core.days import end_of, start_of
from core.index_sources.entries import Opening, ScopedEntry
from core.people.holdings import Belonging, Place
from core.people.kinds import STAFF_ROLES, Role
from core.people.models import Membership
from core.people.visibility import audiences_of_person
from indgang_sdk.search import EntryKind

# An institution and a person.
Post = tuple[int, int]


def list_posts(institution_ids: Iterable[int] | None = None) -> set[Post]:
    """Who works where, in some institutions or in all."""
    rows = Membership.objects.filter(role__in=STAFF_ROLES)
    if institution_ids is not None:
        rows = rows.filter(institution__in=list(institution_ids))
    return set(rows.values_list("institution_id", "person_id"))


def list_posts_of(person_id: int) -> set[Post]:
    """Where a person works."""
    rows = Membership.objects.filter(role__in=STAFF_ROLES, person=person_id)
    return set(rows.values_list("institution_id", "person_id"))


def read_staff_entries(posts: Iterable[Post]) -> Iterator[ScopedEntry]:
    """The entries of those who still work there; a protected person stands there by the alias.

    Each post has an entry of its own, so that nobody learns at one institution where else
    somebody works.
    """
    wanted = set(posts)
    memberships = _read_memberships(wanted)
    homes = _read_homes({institution_id for institution_id, _ in memberships})
    scopes: dict[Audience, int] = {}
    for post, rows in sorted(memberships.items()):
        url = homes.get(post[0])
        openings = tuple(opening for row in rows for opening in _open(row, scopes))
        if url and openings:
            yield _make_entry(rows, url=url, openings=openings)


def _read_memberships(posts: set[Post]) -> dict[Post, list[Membership]]:
    rows = Membership.objects.filter(
        role__in=STAFF_ROLES,
        person__in={person_id for _, person_id in posts},
        institution__in={institution_id for institution_id, _ in posts},
        person__is_active=True,
        ends_on__gte=timezone.localdate(),
    ).select_related("person", "institution__municipality", "group")
    found: dict[Post, list[Membership]] = defaultdict(list)
    for row in rows.order_by("pk"):
        post = (row.institution_id, row.person_id)
        if post in posts:
            found[post].append(row)
    return found


def _read_homes(institution_ids: set[int]) -> dict[int, str]:
    """The addresses of institutions' published pages; an administration's is the municipality's."""
    homes = BasePage.objects.filter(institution__in=institution_ids, live=True)
    homes = homes.exclude(home_unit="").exclude(home_unit__startswith="g").order_by("depth")
    found: dict[int, str] = {}
    for page in homes:
        found.setdefault(page.institution_id, page.get_url())
    return found


def _open(row: Membership, scopes: dict[Audience, int]) -> Iterator[Opening]:
    """Who sees the person by this membership, on the days that it lasts."""
    audiences = audiences_of_person(
        protected=row.person.protected, belongings=[_describe(row)], child_belongings=()
    )
    for audience in audiences:
        if audience not in scopes:
            scopes[audience] = find_shared_scope(audience).pk
        yield Opening(
            scope=scopes[audience],
            begins_at=None if row.starts_on == ALWAYS else start_of(row.starts_on),
            ends_at=None if row.ends_on == FOREVER else end_of(row.ends_on),
        )


def _describe(row: Membership) -> Belonging:
    institution = row.institution
    place = Place(
        municipality_code=institution.municipality.code,
        institution_key=institution.key,
        institution_kind=institution.kind,
        group_id=row.group_id,
    )
    return Belonging(place=place, role=row.role, starts_on=row.starts_on, ends_on=row.ends_on)


def _make_entry(rows: list[Membership], *, url: str, openings: Any) -> ScopedEntry:
    person, institution = rows[0].person, rows[0].institution
    # In the language of what is found beside it.
    with override("da"):
        role = str(Role(rows[0].role).label)
    return ScopedEntry(
        key=f"person:{institution.pk}:{person.pk}",
        kind=EntryKind.PERSON,
        title=person.get_full_name(),
        url=url,
        openings=openings,
        dated_at=LONG_AGO,
        text=person.title or role,
        unit=institution.key,
        municipality_id=institution.municipality_id,
        institution_id=institution.pk,
    )
