"""What pages show of the menu of a week."""

from typing import Any

from django.urls import reverse

from cms.models import BasePage, InstitutionHome, WeekMenuPage
from cms.rows import PageRow
from cms.week_menus.queries import find_neighbours, find_shown_menu
from cms.week_menus.weeks import WEEK, find_monday, find_week_to_show
from core.access.viewer import Viewer
from core.people.kinds import InstitutionKind

# Where somebody cooks for the children, or gives them something in the afternoon.
WITH_MEALS = (InstitutionKind.DAYCARE, InstitutionKind.SFO)


def make_menu_context(page: PageRow, viewer: Viewer, *, model: type[BasePage]) -> dict[str, Any]:
    """The menu on the page of an institution or of one of its groups, and the way to write one.

    It is that of this week; from Friday afternoon on that of the next, if there is one.
    """
    is_home = model is InstitutionHome
    menu = find_shown_menu(
        viewer,
        institution_id=page.institution_id,
        wanted=find_week_to_show(viewer.now),
        otherwise=find_monday(viewer.today),
    )
    shown: dict[str, Any] = {"week_menu": describe_menu(menu, viewer) if menu else None}
    if is_home and page.may_edit and (menu or page.kind in WITH_MEALS):
        shown["new_week_menu_url"] = reverse("write_menu", args=[page.pk])
    return shown


def describe_menu(menu: WeekMenuPage, viewer: Viewer) -> dict[str, Any]:
    """A menu as templates show it."""
    return {
        "monday": menu.monday,
        "url": menu.get_url(),
        "is_next_week": menu.monday == find_monday(viewer.today) + WEEK,
        "days": [
            {"day": day, "dish": dish, "note": note, "is_today": day == viewer.today}
            for day, dish, note in menu.dishes
        ],
    }


def make_week_context(menu: WeekMenuPage, viewer: Viewer) -> dict[str, Any]:
    """The page of one week's menu, with the ways to the weeks beside it."""
    before, after = find_neighbours(menu, viewer)
    return {
        "title": menu.title,
        "week_menu": describe_menu(menu, viewer),
        "before_url": before.get_url() if before else "",
        "after_url": after.get_url() if after else "",
    }
