"""Writing the menu of a week: ten short fields, with the next week chosen."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.audience.words import describe_audience
from cms.models import WeekMenuPage
from cms.week_menus.forms import DAYS, WeekMenuForm
from cms.week_menus.operations import fill_menu, give_families, save_menu
from cms.week_menus.queries import find_place_with_meals, list_weeks_written
from cms.week_menus.weeks import WEEK, find_monday
from cms.writing.desk import Desk, lead_to_editor
from cms.writing.queries import find_draft, find_own
from cms.writing.views import for_writers
from core.access.viewer import viewer_of
from core.people.models import Person

WEEKS_AHEAD = 6


@for_writers
def write_menu(request: HttpRequest, person: Person, page_id: int) -> HttpResponse:
    """A new menu for an institution; the next week without one is chosen."""
    home = find_place_with_meals(person, page_id)
    if home is None:
        raise Http404
    written = list_weeks_written(person, home)
    this_week = find_monday(viewer_of(request).today)
    weeks = [this_week + number * WEEK for number in range(WEEKS_AHEAD)]
    free = [week for week in [*weeks[1:], weeks[0]] if week not in written]
    start = {"monday": (free or weeks[1:])[0].isoformat()}
    page = WeekMenuPage()
    give_families(page, institution_key=home.home_of.key)
    kitchen = Kitchen(request, person, page=page, parent=home, is_new=True)
    return kitchen.answer(weeks, start=start, written=written)


@for_writers
def rewrite_menu(request: HttpRequest, person: Person, page_id: int) -> HttpResponse:
    """A menu that is there already; its week stays."""
    page = find_own(WeekMenuPage, person, page_id)
    if page is None:
        raise Http404
    draft = find_draft(page, now=viewer_of(request).now)
    home = find_place_with_meals(person, page.get_parent().pk)
    if draft is None or home is None:
        return lead_to_editor(page)
    give_families(draft, institution_key=home.home_of.key)
    kitchen = Kitchen(request, person, page=draft, parent=home, is_new=False)
    names = [f"{kind}_{number}" for kind in ("dish", "note") for number in DAYS]
    start = {"monday": draft.monday.isoformat()} | {name: getattr(draft, name) for name in names}
    return kitchen.answer([draft.monday], start=start, written={})


class Kitchen(Desk):
    """One menu and one writer, for one request."""

    template = "themes/writing/week_menu.html"
    rewrite_route = "rewrite_menu"
    heading = gettext_lazy("Menu of the week")
    heading_again = heading
    said_published = gettext_lazy("The menu has been published.")
    said_asked = gettext_lazy("The menu has been sent for approval.")
    taken_url = ""

    def answer(
        self, weeks: Sequence[date], *, start: dict[str, Any], written: dict[date, int]
    ) -> HttpResponse:
        """The form, the form with what is wrong, or the way on."""
        if self.request.method != "POST":
            return self._show(WeekMenuForm(initial=start, weeks=weeks))
        form = WeekMenuForm(self.request.POST, weeks=weeks)
        if not form.is_valid():
            return self._show(form)
        taken = written.get(form.cleaned_data["monday"])
        if taken is not None:
            return self._say_taken(form, reverse("rewrite_menu", args=[taken]))
        return self._save(form)

    def _save(self, form: WeekMenuForm) -> HttpResponse:
        data = dict(form.cleaned_data)
        fill_menu(self.page, monday=data.pop("monday"), dishes=data)
        try:
            return self.save_or_ask_back(lambda: self._show(form))
        except ValidationError:
            # Somebody else saved the same week in between.
            return self._say_taken(form, "")

    def save(self) -> None:
        save_menu(self.page, below=self.parent if self.is_new else None, author=self.person)

    def _say_taken(self, form: WeekMenuForm, url: str) -> HttpResponse:
        self.taken_url = url
        message = _("This week has a menu already. Choose another week, or edit that menu.")
        form.add_error("monday", ValidationError(message, code="taken"))
        return self._show(form)

    def _show(self, form: WeekMenuForm) -> HttpResponse:
        readers = describe_audience(tuple(self.page.own_audience or ()), on=self.viewer.today)
        return self.show(form, taken_url=self.taken_url, readers=readers.sentence)
