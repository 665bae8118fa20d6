"""Filling and saving the menu of a week; it is published as news is."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from cms.models import InstitutionHome, WeekMenuPage
from cms.week_menus.forms import DAYS
from cms.writing.audiences import PARENTS
from cms.writing.operations import save_draft
from cms.writing.plain_text import LONGEST_SUMMARY
from core.access.audiences import make_audience
from core.access.keys import make_key
from core.people.models import Person
from themes.templatetags.themes_dates import day_and_date


def fill_menu(page: WeekMenuPage, *, monday: date, dishes: Mapping[str, Any]) -> WeekMenuPage:
    """Puts a week's dishes, by the names of the fields, into a page that is not saved yet."""
    page.monday = monday
    page.title = page.draft_title = name_menu(monday)
    for number in DAYS:
        for name in (f"dish_{number}", f"note_{number}"):
            setattr(page, name, dishes.get(name, ""))
    page.summary = _summarise(page)
    return page


def name_menu(monday: date) -> str:
    """The title of a week's menu, in the language of those who eat it."""
    with override("da"):
        return _("Menu of the week, week %(week)d") % {"week": monday.isocalendar().week}


def give_families(page: WeekMenuPage, *, institution_key: str) -> None:
    """Gives a menu that nobody has chosen readers for the institution's parents and staff."""
    if page.own_audience is None:
        page.own_audience = list(
            make_audience(make_key(institution_key, holder) for holder in PARENTS)
        )


def save_menu(page: WeekMenuPage, *, below: InstitutionHome | None, author: Person) -> None:
    """Saves a menu as a draft, below its institution's page if it is new.

    A week has one address below a place: raises `ValidationError` where it has a menu already.
    """
    year, week, _day = page.monday.isocalendar()
    save_draft(page, below=below, author=author, slug=f"menu-{year}-uge-{week}")


def _summarise(page: WeekMenuPage) -> str:
    with override("da"):
        said = [
            f"{capfirst(day_and_date(day).split()[0])}: {dish}" for day, dish, _note in page.dishes
        ]
    text = ". ".join(said)
    return text if len(text) <= LONGEST_SUMMARY else text[: LONGEST_SUMMARY - 1] + "…"
