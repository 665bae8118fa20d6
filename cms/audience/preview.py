"""A page as a made-up parent, pupil or colleague sees it, before it is published or after."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from cms.audience.draft_rows import make_page_row
from cms.audience.posing import pose
from cms.audience.queries import PagePlace, find_page_above, find_place, find_year_group_ids
from cms.contacts import list_contacts
from cms.models import BasePage
from cms.reading import make_page_context, read_page_body
from cms.shell import Surroundings, make_shell
from core.access.keys import PUBLIC, Holder, make_group_unit, make_key
from core.access.viewer import Viewer, viewer_of
from core.people.kinds import InstitutionKind

AS_EDITOR = ""
HOLDERS = {holder.value: holder for holder in (Holder.GUARDIAN, Holder.PUPIL, Holder.STAFF)}
_WITHOUT_PUPILS = (InstitutionKind.DAYCARE,)


@dataclass(frozen=True, kw_only=True)
class MadeUpReader:
    """Somebody who holds exactly these keys, and no real person."""

    keys: frozenset[str]

    def sees(self, audience: Iterable[str]) -> bool:
        """Whether an audience that is not stored yet would let this reader in."""
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


def make_reader(place: PagePlace, *, holder: Holder, on: date) -> MadeUpReader:
    """Somebody who belongs to a place as holder, a class's year group included, and no more."""
    units = [place.municipality.code]
    if place.institution is not None and not _is_administration(place, holder):
        units += [place.institution.key, f"{place.municipality.code}.{place.institution.kind}"]
    if place.group is not None:
        years = find_year_group_ids(place.group, on=on)
        units += [make_group_unit(pk) for pk in (place.group.pk, *years)]
    return MadeUpReader(keys=frozenset(make_key(unit, holder) for unit in units))


def show_preview(page: BasePage, request: HttpRequest, mode: str) -> HttpResponse:
    """The page as its editor left it, or what the made-up reader of `mode` gets at its address."""
    editor, place = viewer_of(request), _place_of(page)
    if mode not in HOLDERS or place is None:
        return render(request, page.template, _make_context(page, place, editor, editor=editor))
    made_up = make_reader(place, holder=HOLDERS[mode], on=editor.today)
    person = dict(list_preview_modes(page)).get(mode, "")
    audience = place.above if page.own_audience is None else page.own_audience
    if not made_up.sees(audience):
        return render(request, "themes/no_access.html", {"person_name": person})
    with pose(made_up.keys, now=editor.now) as reader:
        context = _make_context(page, place, reader, editor=editor)
        return render(request, page.template, context | {"person_name": person})


def _make_context(
    page: BasePage, place: PagePlace | None, viewer: Viewer, *, editor: Viewer
) -> dict[str, Any]:
    """All that the page's template shows a viewer, the files as the editor sees them."""
    row = make_page_row(page, place)
    around = Surroundings(viewer, page=row)
    body = read_page_body(row, viewer, files_for=editor)
    context = make_shell(around) | make_page_context(row, around, body)
    contacts = list_contacts(row, viewer)
    has_contact = bool(contacts or context.get("contact"))
    return context | {"contact_people": contacts, "has_contact": has_contact}


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
