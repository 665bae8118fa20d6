"""Whose review a page is, who may see to it, and what may never be archived."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q, QuerySet

from cms.editing.rights import is_editor
from cms.lifecycle.dates import SOON
from cms.models import (
    BasePage,
    BrokenLink,
    ContentPage,
    EventPage,
    FooterPages,
    FormPage,
    GroupHome,
    InstitutionHome,
    LibraryPage,
    MunicipalityHome,
    NewsPage,
    PageReview,
)
from core.access.models import EditingRight, Right
from core.access.queries import OPEN_EDITOR, institutions_where, rights_in_force
from core.people.kinds import STAFF_ROLES, InstitutionKind
from core.people.leaders import staff_who_count
from core.people.models import Institution, Membership, Person

PLACES: tuple[type[BasePage], ...] = (MunicipalityHome, InstitutionHome, GroupHome)
REVIEWED: tuple[type[BasePage], ...] = (*PLACES, ContentPage, LibraryPage, FormPage)
ENDING: tuple[type[BasePage], ...] = (NewsPage, EventPage)

# One of these is enough to own a page; one of the others to look after all of an institution's.
OWNS = (Right.EDIT, Right.PUBLISH, Right.ADMINISTER)
LOOKS_AFTER = (Right.PUBLISH, Right.ADMINISTER)


def find_type_ids(models: Collection[type[BasePage]]) -> list[int]:
    """The ids of the content types of page types."""
    found = ContentType.objects.get_for_models(*models).values()
    return [content_type.pk for content_type in found]


def reviews_of(person: Any) -> QuerySet[PageReview]:
    """The published pages that somebody answers for, as long as he or she has a right there."""
    if not is_editor(person):
        return PageReview.objects.none()
    return _live().filter(owner=person).filter(_in_reach(person))


def reviews_looked_after_by(person: Any) -> QuerySet[PageReview]:
    """The published pages of the institutions where somebody publishes or gives rights."""
    if not is_editor(person):
        return PageReview.objects.none()
    return _live().filter(page__institution_id__in=institutions_where(person.pk, LOOKS_AFTER))


def find_review(person: Any, page_id: int) -> PageReview | None:
    """The review of a published page, if somebody may see to it."""
    if not is_editor(person):
        return None
    own = Q(owner=person) & _in_reach(person)
    others = Q(page__institution_id__in=institutions_where(person.pk, LOOKS_AFTER))
    return _live().filter(own | others).filter(page__pk=page_id, review_by__isnull=False).first()


def list_due(person: Any, *, today: date, most: int) -> list[PageReview]:
    """What somebody is to review within a month, the oldest first."""
    due = reviews_of(person).filter(review_by__lte=today + SOON)
    return list(due.order_by("review_by", "page_id")[:most])


def list_coming(person: Any, *, today: date, most: int) -> list[PageReview]:
    """What somebody answers for that is to be reviewed later."""
    later = reviews_of(person).filter(review_by__gt=today + SOON)
    return list(later.order_by("review_by", "page_id")[:most])


def list_overdue_elsewhere(person: Any, *, today: date, most: int) -> list[PageReview]:
    """What others ought to have reviewed, or nobody, at the places that somebody looks after."""
    overdue = reviews_looked_after_by(person).filter(review_by__lt=today)
    # A null owner is not somebody else to the database.
    others = overdue.filter(Q(owner=None) | ~Q(owner=person))
    return list(others.order_by("review_by", "page_id")[:most])


def archived_for(person: Any) -> QuerySet[PageReview]:
    """The pages whose time is over that somebody may publish again, the last archived first."""
    if not is_editor(person):
        return PageReview.objects.none()
    archived = PageReview.objects.filter(
        archived_at__isnull=False,
        page__live=False,
        page__institution_id__in=institutions_where(person.pk, [Right.PUBLISH]),
    )
    rows = archived.select_related("page__institution", "page__municipality", "owner")
    return rows.order_by("-archived_at", "-pk")


def find_archived(person: Any, page_id: int) -> PageReview | None:
    """The review of an archived page, if somebody may publish it again."""
    return archived_for(person).filter(page__pk=page_id).first()


def list_broken_links(person: Any, *, most: int) -> list[BrokenLink]:
    """The links that do not work on the published pages that somebody may write."""
    if not is_editor(person):
        return []
    own = institutions_where(person.pk, OPEN_EDITOR)
    links = BrokenLink.objects.filter(page__live=True, page__institution_id__in=own)
    found = links.select_related("page__institution")
    return list(found.order_by("page__title", "page_id", "pk")[:most])


def count_due(person: Any, *, today: date) -> int:
    """How many pages wait for somebody's review."""
    return reviews_of(person).filter(review_by__lte=today + SOON).count()


def has_door(person: Any) -> bool:
    """Whether somebody has anything to do with pages at all."""
    if not is_editor(person):
        return False
    return bool(rights_in_force(OWNS).filter(person=person).exists() or reviews_of(person).exists())


def people_with(
    rights: Collection[Right], institution: Institution | None, *, on: date
) -> QuerySet[Person]:
    """Who has one of some rights in an institution, and works there or in the administration."""
    if institution is None:
        return Person.objects.none()
    holders = rights_in_force(rights).filter(institution=institution).values("person_id")
    working = staff_who_count(institution, on=on)
    people = Person.objects.filter(is_active=True, is_superuser=False, pk__in=holders)
    return people.filter(pk__in=working.values("person_id")).order_by("pk")


def list_possible_owners(institution: Institution | None, *, on: date) -> QuerySet[Person]:
    """Who may answer for an institution's pages, by name."""
    return people_with(OWNS, institution, on=on).order_by("first_name", "family_name", "pk")


def list_keepers(institution: Institution | None, *, on: date) -> list[Person]:
    """The nearest who look after an institution's pages: its administrators, or those above."""
    places = [institution, institution.parent if institution else None]
    for place in places:
        for right in (Right.ADMINISTER, Right.PUBLISH):
            people = list(people_with([right], place, on=on))
            if people:
                return people
    return []


def find_left(*, on: date) -> QuerySet[PageReview]:
    """The published pages whose owner has no right there any more, or no longer works there."""
    return (
        _live()
        .filter(owner__isnull=False, review_by__isnull=False)
        .exclude(Exists(_rights_of_owner()) & Exists(_work_of_owner(on)))
    )


def count_live_below(page: BasePage) -> int:
    """How many published pages lie below a page."""
    return BasePage.objects.descendant_of(page).filter(live=True).count()


def stays(page: BasePage) -> bool:
    """Whether a page is never archived by itself, however long nobody looks at it.

    Homes come and go with the roster, pages of the footer are there by law, the first folders
    of a place hold its documents, and a page with published pages below leads to them.
    """
    model = page.specific_class
    if model is None or issubclass(model, PLACES):
        return True
    if issubclass(model, LibraryPage) and _is_below_home(page):
        return True
    return is_in_footer(page) or count_live_below(page) > 0


def is_in_footer(page: BasePage) -> bool:
    """Whether a municipality's footer leads to a page."""
    named = Q(accessibility=page.pk) | Q(privacy=page.pk) | Q(cookies=page.pk)
    return FooterPages.objects.filter(named).exists()


def _live() -> QuerySet[PageReview]:
    rows = PageReview.objects.filter(page__live=True, page__institution__isnull=False)
    return rows.select_related("page__institution__parent", "page__municipality", "owner")


def _in_reach(person: Any) -> Q:
    """Of institutions where somebody has a right, or of those right below, which fall to them."""
    own = institutions_where(person.pk, OWNS)
    above = institutions_where(person.pk, LOOKS_AFTER)
    return Q(page__institution_id__in=own) | Q(page__institution__parent_id__in=above)


def _rights_of_owner() -> QuerySet[EditingRight]:
    rows = rights_in_force(OWNS).filter(person_id=OuterRef("owner_id"))
    here = Q(institution_id=OuterRef("page__institution_id"))
    above = Q(institution_id=OuterRef("page__institution__parent_id"), right__in=LOOKS_AFTER)
    return rows.filter(here | above)


def _work_of_owner(on: date) -> QuerySet[Membership]:
    """Work at a page's institution, at the one above it, or in the municipality's offices."""
    office = Q(
        institution__municipality_id=OuterRef("page__institution__municipality_id"),
        institution__kind=InstitutionKind.ADMINISTRATION,
    )
    near = Q(institution_id=OuterRef("page__institution_id")) | Q(
        institution_id=OuterRef("page__institution__parent_id")
    )
    return Membership.objects.filter(
        near | office,
        role__in=STAFF_ROLES,
        starts_on__lte=on,
        ends_on__gte=on,
        group__isnull=True,
        person_id=OuterRef("owner_id"),
        person__is_active=True,
    )


def _is_below_home(page: BasePage) -> bool:
    above = BasePage.objects.filter(path=page.path[: -page.steplen])
    return above.exclude(home_unit="").exists()
