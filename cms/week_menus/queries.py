"""Which menus a viewer sees, and which somebody may write."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q

from cms.editing.queries import pages_for
from cms.models import BasePage, InstitutionHome, WeekMenuPage
from cms.queries import visible_to
from cms.writing.queries import find_place_to_write
from core.access.viewer import Viewer

STEP = BasePage.steplen


def find_shown_menu(viewer: Viewer, *, below: str, mondays: Iterable[date]) -> WeekMenuPage | None:
    """The menu of the first of some weeks that the viewer sees one of, in one query."""
    wanted = list(mondays)
    menus = WeekMenuPage.objects.filter(path__startswith=below, monday__in=wanted)
    found = sorted(visible_to(viewer, menus), key=lambda menu: wanted.index(menu.monday))
    return found[0] if found else None


def find_neighbours(
    menu: WeekMenuPage, viewer: Viewer
) -> tuple[WeekMenuPage | None, WeekMenuPage | None]:
    """The menus before and after one at the same institution, as far as the viewer sees them."""
    menus = visible_to(viewer, WeekMenuPage.objects.filter(path__startswith=menu.path[:-STEP]))
    before = menus.filter(monday__lt=menu.monday).order_by("-monday").first()
    after = menus.filter(monday__gt=menu.monday).order_by("monday").first()
    return before, after


def find_place_with_meals(user: Any, page_id: int) -> InstitutionHome | None:
    """The page of an institution for which somebody may write menus."""
    place = find_place_to_write(user, page_id)
    return place if isinstance(place, InstitutionHome) else None


def find_own_menu(user: Any, page_id: int) -> WeekMenuPage | None:
    """A menu that somebody may edit."""
    menu: WeekMenuPage | None = (
        pages_for(user, {"change"}, model=WeekMenuPage).filter(pk=page_id).first()
    )
    return menu


def list_weeks_written(user: Any, home: InstitutionHome) -> dict[date, int]:
    """The Mondays that an institution has a menu or a draft of, with the menus' numbers."""
    menus = pages_for(user, {"change"}, model=WeekMenuPage)
    own = menus.filter(Q(path__startswith=home.path)).values_list("monday", "pk")
    return dict(own)
