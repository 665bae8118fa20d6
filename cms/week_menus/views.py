"""Writing the menu of a week: ten short fields, with the next week chosen."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.audience.publishing import ANSWER, Judgement
from cms.audience.words import describe_audience
from cms.models import InstitutionHome, WeekMenuPage
from cms.week_menus.forms import WeekMenuForm
from cms.week_menus.operations import fill_menu, give_families, save_menu
from cms.week_menus.queries import find_own_menu, find_place_with_meals, list_weeks_written
from cms.week_menus.weeks import WEEK, find_monday
from cms.writing import operations
from cms.writing.judging import judge_page
from cms.writing.views import MISTAKES, for_writers
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
    kitchen = Kitchen(request, person, page=WeekMenuPage(), home=home, is_new=True)
    return kitchen.answer(weeks, start=start, written=written)


@for_writers
def rewrite_menu(request: HttpRequest, person: Person, page_id: int) -> HttpResponse:
    """A menu that is there already; its week stays."""
    page = find_own_menu(person, page_id)
    if page is None:
        raise Http404
    home = find_place_with_meals(person, page.get_parent().pk)
    if home is None or page.locked or page.workflow_in_progress:
        return HttpResponseRedirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    draft = page.get_latest_revision_as_object()
    kitchen = Kitchen(request, person, page=draft, home=home, is_new=False)
    names = [f"{kind}_{number}" for kind in ("dish", "note") for number in range(1, 6)]
    start = {"monday": draft.monday.isoformat()} | {name: getattr(draft, name) for name in names}
    return kitchen.answer([draft.monday], start=start, written={})


class Kitchen:
    """One menu and one writer, for one request."""

    def __init__(
        self,
        request: HttpRequest,
        person: Person,
        *,
        page: WeekMenuPage,
        home: InstitutionHome,
        is_new: bool,
    ) -> None:
        self.request = request
        self.person = person
        self.page = page
        self.home = home
        self.is_new = is_new
        self.judgement: Judgement | None = None
        self.taken_url = ""
        give_families(page, institution_key=home.home_of.key)
        request.municipality_code = home.home_of.municipality.code  # type: ignore[attr-defined]

    @property
    def may_publish(self) -> bool:
        subject = self.home if self.is_new else self.page
        return bool(subject.permissions_for_user(self.person).can_publish())

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
        action = self.request.POST.get("action", "")
        if action in {"publish", "ask"}:
            self.judgement = judge_page(self.request, self.person, self.page, parent=self.home)
            if not self.judgement.is_clear:
                return self._show(form)
        try:
            save_menu(self.page, below=self.home if self.is_new else None, author=self.person)
        except ValidationError:
            # Somebody else saved the same week in between.
            return self._say_taken(form, "")
        return self._go_on(action)

    def _say_taken(self, form: WeekMenuForm, url: str) -> HttpResponse:
        self.taken_url = url
        message = _("This week has a menu already. Choose another week, or edit that menu.")
        form.add_error("monday", ValidationError(message, code="taken"))
        return self._show(form)

    def _go_on(self, action: str) -> HttpResponse:
        page, person = self.page, self.person
        if action == "publish" and page.permissions_for_user(person).can_publish():
            operations.publish_news(page, author=person)
            messages.success(self.request, _("The menu has been published."))
            page.refresh_from_db()
            return HttpResponseRedirect(page.get_url())
        if action == "ask":
            operations.ask_for_approval(page, author=person)
            messages.success(self.request, _("The menu has been sent for approval."))
            return HttpResponseRedirect(self.home.get_url())
        if action == "more":
            return HttpResponseRedirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))
        messages.success(self.request, _("The draft has been saved. Nobody else sees it yet."))
        return HttpResponseRedirect(reverse("rewrite_menu", args=[page.pk]))

    def _show(self, form: WeekMenuForm) -> HttpResponse:
        readers = describe_audience(
            tuple(self.page.own_audience or ()), on=viewer_of(self.request).today
        )
        context = {
            "form": form,
            "place": self.home.title,
            "is_new": self.is_new,
            "taken_url": self.taken_url,
            "readers": readers.sentence,
            "may_publish": self.may_publish,
            "judgement": self.judgement,
            "answers": self.request.POST.getlist(ANSWER),
            "answer_name": ANSWER,
            "back_url": self.page.get_url() if self.page.live else self.home.get_url(),
            "municipality_name": self.home.home_of.municipality.name,
        }
        status = MISTAKES if form.is_bound else 200
        return render(self.request, "themes/writing/week_menu.html", context, status=status)
