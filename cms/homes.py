"""Homes from a template: made when the roster brings an institution or a group."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.actions.unpublish_page import UnpublishPageAction

from cms.editing.collections import make_collection
from cms.models import (
    BasePage,
    ContentCounter,
    GroupHome,
    InstitutionHome,
    LibraryPage,
    MunicipalityHome,
    PortalPage,
    bump_counters,
)
from cms.slugs import make_slug
from core.access.audiences import Audience, make_audience
from core.access.keys import Holder, make_group_unit, make_key
from core.people.kinds import GroupKind, InstitutionKind
from core.people.models import Group, Institution, Municipality

GROUPS_WITH_HOMES = (GroupKind.MAIN, GroupKind.SFO, GroupKind.LOCAL)
EVERYONE = (Holder.STAFF, Holder.PUPIL, Holder.GUARDIAN)


@transaction.atomic
def make_homes(institution_ids: Iterable[int], *, today: date) -> None:
    """Makes what is missing for the institutions, and archives homes of groups that are gone."""
    institutions = Institution.objects.filter(pk__in=list(institution_ids))
    # Administrations first: the municipality's own pages belong to them.
    for institution in institutions.select_related("municipality", "parent").order_by(
        "municipality__code", F("parent_id").asc(nulls_first=True), "key"
    ):
        _make_institution(institution)
        _make_groups(institution, today=today)
        bump_counters([institution.pk])


def get_portal() -> PortalPage:
    """The page below which all municipalities' homes lie."""
    return PortalPage.objects.get()


def _make_institution(institution: Institution) -> None:
    ContentCounter.objects.get_or_create(
        institution=institution, defaults={"unit": institution.key}
    )
    make_collection(institution)
    municipality_home = _make_municipality(institution.municipality)
    if institution.kind == InstitutionKind.ADMINISTRATION and institution.parent_id is None:
        if municipality_home.administration_id != institution.pk:
            municipality_home.administration = institution
            municipality_home.save()
            _make_library(municipality_home)
        return
    if InstitutionHome.objects.filter(home_of=institution).exists():
        return
    home = InstitutionHome(
        title=institution.name,
        slug=find_free_slug(municipality_home, institution.name),
        home_of=institution,
        own_audience=list(_everyone_in(institution.key)),
    )
    _publish_below(municipality_home, home)
    _make_library(home)


def _make_municipality(municipality: Municipality) -> MunicipalityHome:
    home = MunicipalityHome.objects.filter(home_of=municipality).first()
    if home is None:
        home = MunicipalityHome(
            title=municipality.name,
            slug=find_free_slug(get_portal(), municipality.name.removesuffix(" Kommune")),
            home_of=municipality,
            own_audience=list(_everyone_in(municipality.code)),
        )
        _publish_below(get_portal(), home)
    return home


def _make_groups(institution: Institution, *, today: date) -> None:
    groups = Group.objects.filter(institution=institution, kind__in=GROUPS_WITH_HOMES)
    homes = {home.home_of_id: home for home in GroupHome.objects.filter(home_of__in=groups)}
    parent = InstitutionHome.objects.filter(home_of=institution).first()
    if parent is None:
        return
    for group in groups.order_by("name", "pk"):
        home = homes.get(group.pk)
        gone = group.ends_on < today
        if home is None and not gone:
            _make_group(parent, group, institution)
        elif home is not None and gone and home.live:
            UnpublishPageAction(home, include_descendants=True).execute(skip_permission_checks=True)
        elif home is not None and not gone and home.title != group.name:
            home.title = home.draft_title = group.name
            home.save()


def _make_group(parent: InstitutionHome, group: Group, institution: Institution) -> None:
    unit = make_group_unit(group.pk)
    belong = (Holder.PUPIL, Holder.GUARDIAN)
    members = (Holder.MEMBER,) if group.kind == GroupKind.LOCAL else belong
    audience = make_audience(
        [*(make_key(unit, holder) for holder in members), make_key(institution.key, Holder.STAFF)]
    )
    home = GroupHome(
        title=group.name,
        slug=find_free_slug(parent, group.name),
        home_of=group,
        own_audience=list(audience),
    )
    _publish_below(parent, home)


def _make_library(home: BasePage) -> None:
    with override("da"):
        title = _("Documents")
    if not BasePage.objects.filter(path__startswith=home.path, slug=make_slug(title)).exists():
        _publish_below(home, LibraryPage(title=title, slug=make_slug(title)))


def _publish_below(parent: Any, page: BasePage) -> None:
    """Adds a page and publishes it, so that editors find a first version to go back to."""
    page.live = False
    # The tree is read anew: a sibling that was just made has moved the last path.
    BasePage.objects.get(pk=parent.pk).add_child(instance=page)
    page.save_revision(clean=False).publish(skip_permission_checks=True)
    page.refresh_from_db()


def find_free_slug(parent: Any, title: str) -> str:
    """The address below a page for a title, numbered when the plain one is taken."""
    wanted = make_slug(title)
    taken = set(
        BasePage.objects.filter(
            path__startswith=parent.path, depth=parent.depth + 1, slug__startswith=wanted
        ).values_list("slug", flat=True)
    )
    return next(
        slug
        for number in range(1, len(taken) + 2)
        if (slug := wanted if number == 1 else f"{wanted}-{number}") not in taken
    )


def _everyone_in(unit: str) -> Audience:
    return make_audience(make_key(unit, holder) for holder in EVERYONE)
