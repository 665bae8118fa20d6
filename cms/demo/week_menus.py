"""Puts the demo's menus where the kitchen would have put them."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.utils import timezone

from cms.demo.audiences import Places
from cms.demo.pages import publish_page
from cms.demo.rights import find_author
from cms.models import BasePage, InstitutionHome, WeekMenuPage
from cms.week_menus.operations import fill_menu, give_families, save_menu
from sandbox.content.week_menus import DatedMenu

# On Friday of the week before, when the shopping list is made.
_WRITTEN = timedelta(days=3)
_NOON = time(12)
_JUST_BEFORE = timedelta(minutes=20)


def make_menus(menus: Iterable[DatedMenu], *, places: Places, now: datetime) -> None:
    """Publishes the menus as their places' cooks, for parents and staff."""
    for item in menus:
        menu = item.menu
        institution = places.find_institution(menu.place)
        home = places.find_home(menu.place)
        assert isinstance(home, InstitutionHome)  # noqa: S101 - no group cooks
        dishes = {f"dish_{number}": dish.text for number, dish in enumerate(menu.dishes, 1)}
        notes = {f"note_{number}": dish.note for number, dish in enumerate(menu.dishes, 1)}
        page = fill_menu(WeekMenuPage(), monday=item.monday, dishes=dishes | notes)
        give_families(page, institution_key=institution.key)
        author = find_author(menu.author, institution)
        friday = timezone.make_aware(datetime.combine(item.monday - _WRITTEN, _NOON))
        page.first_published_at = min(friday, now - _JUST_BEFORE)
        save_menu(page, below=home, author=author)
        publish_page(page, author=author)
        BasePage.objects.filter(pk=page.pk).update(last_published_at=page.first_published_at)
