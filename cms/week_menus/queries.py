"""Which menus a viewer sees, and which somebody may write."""

from datetime import date
from typing import Any

from django.db import connection

from cms.editing.queries import pages_for
from cms.models import BasePage, InstitutionHome, WeekMenuPage
from cms.queries import LEVEL_SQL, OPEN_SQL, bounds_below, name_moment, visible_to
from cms.writing.queries import find_place_to_write
from core.access.queries import may_see_sql
from core.access.viewer import Viewer

STEP = BasePage.steplen


# The plus sign keeps the planner from reading all pages of the institution by that index.
_SHOWN = (
    "SELECT w.basepage_ptr_id FROM cms_weekmenupage w "  # noqa: S608
    "JOIN cms_basepage p ON p.id = w.basepage_ptr_id "
    "WHERE w.monday IN (%(wanted)s, %(else)s) AND +p.institution_id = %(institution)s "
    f"AND {OPEN_SQL} AND {LEVEL_SQL} AND {may_see_sql('p.scope_id')} "
    "ORDER BY CASE WHEN w.monday = %(wanted)s THEN 0 ELSE 1 END"
)


def find_shown_menu(
    viewer: Viewer, *, institution_id: int | None, wanted: date, otherwise: date
) -> WeekMenuPage | None:
    """An institution's menu of a week, or else of another one, if the viewer sees it.

    Found by hand, since every page of a place asks and few have a menu: compiling by the ORM
    cost more than the page.
    """
    adapt = connection.ops.adapt_datefield_value
    named = {
        "wanted": adapt(wanted),
        "else": adapt(otherwise),
        "institution": institution_id,
    }
    with connection.cursor() as cursor:
        cursor.execute(_SHOWN, {**name_moment(viewer), **named})
        row = cursor.fetchone()
    if row is None:
        return None
    return visible_to(viewer, WeekMenuPage.objects.filter(pk=row[0])).first()


def find_neighbours(
    menu: WeekMenuPage, viewer: Viewer
) -> tuple[WeekMenuPage | None, WeekMenuPage | None]:
    """The menus before and after one at the same institution, as far as the viewer sees them."""
    menus = visible_to(
        viewer, WeekMenuPage.objects.filter(path__range=bounds_below(menu.path[:-STEP]))
    )
    before = menus.filter(monday__lt=menu.monday).order_by("-monday").first()
    after = menus.filter(monday__gt=menu.monday).order_by("monday").first()
    return before, after


def find_place_with_meals(user: Any, page_id: int) -> InstitutionHome | None:
    """The page of an institution for which somebody may write menus."""
    place = find_place_to_write(user, page_id)
    return place if isinstance(place, InstitutionHome) else None


def list_weeks_written(user: Any, home: InstitutionHome) -> dict[date, int]:
    """The Mondays that an institution has a menu or a draft of, with the menus' numbers."""
    menus = pages_for(user, {"change"}, model=WeekMenuPage)
    own = menus.filter(path__range=bounds_below(home.path)).values_list("monday", "pk")
    return dict(own)
