"""A page as a made-up parent, pupil or colleague sees it, before it is published or after."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.audience.draft_rows import make_menu_row, make_page_row
from cms.audience.queries import PagePlace, find_page_above, find_place, find_year_group_ids
from cms.models import BasePage, DailyNotePage, EventPage, NewsPage, WeekMenuPage
from cms.queries import visible_to
from cms.reading import make_page_context, read_page_body
from cms.rows import MenuRow
from cms.shell import Surroundings, make_shell
from core.access.keys import PUBLIC, Holder, make_group_unit, make_key
from core.access.models import ScopeKey
from core.access.viewer import Viewer, viewer_of
from core.people.kinds import InstitutionKind

AS_EDITOR = ""
# Above the municipalities lie the root and the portal, which nobody is shown.
FIRST_SHOWN = 3
HOLDERS = {holder.value: holder for holder in (Holder.GUARDIAN, Holder.PUPIL, Holder.STAFF)}
_WITHOUT_PUPILS = (InstitutionKind.DAYCARE,)


@dataclass(frozen=True, kw_only=True)
class MadeUpViewer(Viewer):
    """Nobody's id, and exactly these keys: what such a person would see, and no real one."""

    keys: frozenset[str]
    units: frozenset[str]

    def may_see(self, scope: str) -> Any:
        opening = ScopeKey.objects.filter(scope=OuterRef(scope), key__in=[PUBLIC, *self.keys])
        return Exists(opening)

    def sees(self, audience: Any) -> bool:
        """Whether an audience that is not stored yet would let this viewer in."""
        return bool({PUBLIC, *self.keys} & set(audience))


def list_preview_modes(page: BasePage) -> list[tuple[str, str]]:
    """The ways to look at a page, for Wagtail's preview: as it is, and as people of its place."""
    modes = [(AS_EDITOR, _("The page"))]
    place = _place_of(page)
    if place is None:
        return modes
    labels = {
        Holder.GUARDIAN: _("See as parent (%(place)s)"),
        Holder.PUPIL: _("See as pupil (%(place)s)"),
        Holder.STAFF: _("See as staff (%(place)s)"),
    }
    return modes + [
        (holder, label % {"place": _name_place(place, holder)})
        for holder, label in labels.items()
        if holder != Holder.PUPIL or not _has_no_pupils(place)
    ]


def make_viewer(place: PagePlace, *, holder: Holder, now: datetime) -> MadeUpViewer:
    """Somebody who belongs to a place as holder, a class's year group included, and no more."""
    units = [place.municipality.code]
    if place.institution is not None and not _is_administration(place, holder):
        units += [place.institution.key, f"{place.municipality.code}.{place.institution.kind}"]
    if place.group is not None:
        years = find_year_group_ids(place.group, on=timezone.localdate(now))
        units += [make_group_unit(pk) for pk in (place.group.pk, *years)]
    return MadeUpViewer(
        person_id=None,
        now=now,
        keys=frozenset(make_key(unit, holder) for unit in units),
        units=frozenset(units),
    )


def show_preview(page: BasePage, request: HttpRequest, mode: str) -> HttpResponse:
    """The page as its editor left it, or what the made-up reader of `mode` gets at its address."""
    editor, person = viewer_of(request), None
    viewer = editor
    place = _place_of(page)
    if mode in HOLDERS and place is not None:
        viewer = make_viewer(place, holder=HOLDERS[mode], now=viewer.now)
        person = dict(list_preview_modes(page)).get(mode, "")
        audience = place.above if page.own_audience is None else page.own_audience
        if not viewer.sees(audience):
            return render(request, "themes/no_access.html", {"person_name": person})
    row = make_page_row(page, place)
    around = _SeenAround(viewer, page=row) if person else Surroundings(viewer, page=row)
    body = read_page_body(row, viewer, files_for=editor)
    context = make_shell(around) | make_page_context(row, around, body)
    reader = {"person_name": person, "signed_in": True} if person else {}
    return render(request, page.template, context | reader)


class _SeenAround(Surroundings):
    """The pages around a page for a viewer who has no rows of keys to join."""

    @cached_property
    def rows(self) -> list[MenuRow]:
        page, viewer = self.page, self.viewer
        assert page is not None  # noqa: S101 - only pages are previewed
        assert isinstance(viewer, MadeUpViewer)  # noqa: S101
        step = BasePage.steplen
        above = [page.path[:end] for end in range(step * FIRST_SHOWN, len(page.path), step)]
        below = Q(path__startswith=page.path, depth=page.depth + 1) & ~Q(
            content_type__in=ContentType.objects.get_for_models(
                DailyNotePage, EventPage, NewsPage, WeekMenuPage
            ).values()
        )
        around = BasePage.objects.filter(
            Q(path__in=above) | Q(home_unit__in=viewer.units) | below
        ).select_related("institution", "municipality")
        found = visible_to(viewer, around).order_by("path")
        return [make_menu_row(item, own_units=viewer.units) for item in found]


def _place_of(page: BasePage) -> PagePlace | None:
    # A page that is being made has no path before Wagtail gives it one for the preview.
    parent = find_page_above(page) if page.path else None
    return find_place(page, parent=parent)


def _name_place(place: PagePlace, holder: Holder) -> str:
    if place.group is not None:
        return place.group.name
    if place.institution is None or _is_administration(place, holder):
        return place.municipality.name
    return place.institution.name


def _has_no_pupils(place: PagePlace) -> bool:
    return place.institution is not None and place.institution.kind in _WITHOUT_PUPILS


def _is_administration(place: PagePlace, holder: Holder) -> bool:
    """An administration has staff, but neither pupils nor parents of its own."""
    is_one = place.institution and place.institution.kind == InstitutionKind.ADMINISTRATION
    return bool(is_one) and holder != Holder.STAFF
