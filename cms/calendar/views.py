"""The calendar: a month or a school year, of all of somebody's places or of one."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from cms.calendar.months import Month, list_days, list_weeks, month_of, read_month
from cms.calendar.queries import OccurrenceRow, occurrences_visible_to
from cms.calendar.reading import describe
from cms.calendar.systems import (
    describe_event_of_system,
    describe_systems,
    list_places,
    read_systems,
)
from cms.calendar.years import list_months, months_of, read_year
from cms.models import BasePage
from cms.queries import find_named
from cms.school_years import SchoolYear, school_year_of
from cms.sharing import list_units_of
from cms.shell import Surroundings, make_shell
from cms.views import answer_with, refuse
from cms.writing.queries import find_place_to_write
from core.access.answers import forbid_keeping
from core.access.viewer import Viewer, viewer_of
from core.connectors.happenings.agenda import Agenda
from core.connectors.happenings.drawing import ShownEvent
from core.connectors.pieces import answer_piece
from core.days import end_of, start_of
from core.numbers import read_id

# More than a year of a school with ten things a day.
_MOST = 3_000
NO_AGENDA = Agenda()


@require_safe
def show_calendar(request: HttpRequest) -> HttpResponse:
    """What happens in a month; the address names month and place by a number.

    What connected systems say is fetched after the page, or is there at once if asked.
    """
    if not request.user.is_authenticated:
        return refuse(request)
    viewer = viewer_of(request)
    place = _find_place(request.GET.get("sted", ""), viewer)
    month = read_month(request.GET.get("maaned", ""), today=viewer.today)
    around = Surroundings(viewer, page=None)
    rows = _read(viewer, around, month.first, month.last, place)
    filled = request.GET.get("vis") == "alt"
    agenda = _read_systems(month, place, viewer) if filled else NO_AGENDA
    values = make_shell(around) | _describe(month, rows, viewer, place, agenda=agenda)
    values |= {"home_current": False, "calendar_current": True}
    values |= {"new_event_url": _address_new_event(request, around, place)}
    values |= _describe_asking(month, place, agenda=agenda, filled=filled)
    # What systems answer is shown and not kept.
    return forbid_keeping(answer_with(request, "themes/calendar.html", values, keep=not filled))


@login_required
@require_safe
def show_systems(request: HttpRequest) -> HttpResponse:
    """The month of a calendar with what connected systems add to it, for the page around it."""
    viewer = viewer_of(request)
    place = _find_place(request.GET.get("sted", ""), viewer)
    month = read_month(request.GET.get("maaned", ""), today=viewer.today)
    agenda = _read_systems(month, place, viewer)
    here = f"{reverse('calendar')}?{_make_query(month, place)}"
    context: dict[str, Any] = {"systems": describe_systems(agenda, next=here)}
    if agenda.events:
        around = Surroundings(viewer, page=None)
        rows = _read(viewer, around, month.first, month.last, place)
        context |= _describe(month, rows, viewer, place, agenda=agenda)
    return answer_piece(render(request, "themes/components/month_with_systems.html", context))


@require_safe
def show_year(request: HttpRequest) -> HttpResponse:
    """The year wheel: what happens from August to July, a card for each month."""
    if not request.user.is_authenticated:
        return refuse(request)
    viewer = viewer_of(request)
    place = _find_place(request.GET.get("sted", ""), viewer)
    year = read_year(request.GET.get("aar", ""), today=viewer.today)
    around = Surroundings(viewer, page=None)
    rows = _read(viewer, around, year.first, year.last, place)
    values = make_shell(around) | _describe_year(year, rows, viewer, place)
    values |= {"home_current": False, "calendar_current": True}
    values |= {"new_event_url": _address_new_event(request, around, place)}
    return forbid_keeping(answer_with(request, "themes/calendar_year.html", values, keep=True))


def _read_systems(month: Month, place: BasePage | None, viewer: Viewer) -> Agenda:
    return read_systems(month, place, viewer, language=get_language() or "da")


def _describe_asking(
    month: Month, place: BasePage | None, *, agenda: Agenda, filled: bool
) -> dict[str, Any]:
    """Where the script finds what systems add, and without scripts the reader; or what they did."""
    query = _make_query(month, place)
    if filled:
        here = f"{reverse('calendar')}?{query}"
        return {"systems": describe_systems(agenda, next=here)}
    return {
        "systems_url": f"{reverse('calendar_systems')}?{query}",
        "filled_url": f"{reverse('calendar')}?{query}&vis=alt",
    }


def _read(
    viewer: Viewer, around: Surroundings, first: date, last: date, place: BasePage | None
) -> list[OccurrenceRow]:
    start, end = start_of(first), end_of(last)
    if place is not None:
        here = {"below": place.path, "shared_with": list_units_of(place)}
        return occurrences_visible_to(viewer, start=start, end=end, most=_MOST, **here)
    # What another municipality shows to everybody is nothing of theirs who do not belong there.
    own = {row.municipality_code for row in around.homes}
    return occurrences_visible_to(viewer, start=start, end=end, municipalities=own, most=_MOST)


def _describe_year(
    year: SchoolYear, rows: list[OccurrenceRow], viewer: Viewer, place: BasePage | None
) -> dict[str, Any]:
    now = month_of(viewer.today)
    this_year = school_year_of(viewer.today)
    return {
        "year_name": year.name,
        "months": [
            {
                "first": item["month"].first,
                "url": _address(item["month"], place),
                "is_now": item["month"] == now,
                "events": [
                    {**describe(event["row"]), "spans": event["spans"]} for event in item["events"]
                ],
            }
            for item in list_months(year, rows)
        ],
        "several_places": len({row.institution_name for row in rows}) > 1,
        "place": place.title if place else "",
        "place_url": place.get_url() if place else "",
        "all_url": reverse("calendar_year"),
        "calendar_url": _address(now if year == this_year else months_of(year)[0], place),
        "before_url": _address_year(year.before, place),
        "after_url": _address_year(year.after, place),
        "this_year_url": _address_year(this_year, place) if year != this_year else "",
    }


def _describe(
    month: Month,
    own: list[OccurrenceRow],
    viewer: Viewer,
    place: BasePage | None,
    *,
    agenda: Agenda,
) -> dict[str, Any]:
    several = len({row.institution_name for row in own} | list_places(agenda.events)) > 1
    rows = _merge(own, agenda.events)
    here = [
        {
            "number": week["number"],
            "days": [
                {
                    "day": day["day"],
                    "in_month": day["in_month"],
                    "is_today": day["is_today"],
                    "events": [_describe_row(row) for row in day["rows"]],
                }
                for day in week["days"]
            ],
        }
        for week in list_weeks(month, rows, today=viewer.today)
    ]
    return {
        "month": month.first,
        "weeks": here,
        "days": [
            {"day": item["day"], "events": [_describe_row(row) for row in item["rows"]]}
            for item in list_days(month, rows)
        ],
        "several_places": several,
        "place": place.title if place else "",
        "place_url": place.get_url() if place else "",
        "all_url": reverse("calendar"),
        "year_url": _address_year(school_year_of(month.first), place),
        "subscribe_url": reverse("calendar_addresses"),
        "before_url": _address(month.before, place),
        "after_url": _address(month.after, place),
        "today_url": _address(month_of(viewer.today), place),
        "is_now": month == month_of(viewer.today),
    }


def _merge(
    own: Sequence[OccurrenceRow], theirs: Sequence[ShownEvent]
) -> list[OccurrenceRow | ShownEvent]:
    return sorted([*own, *theirs], key=lambda row: (row.begins_at, row.title))


def _describe_row(row: OccurrenceRow | ShownEvent) -> dict[str, Any]:
    return describe_event_of_system(row) if isinstance(row, ShownEvent) else describe(row)


def _find_place(text: str, viewer: Viewer) -> BasePage | None:
    """The page of a place that the viewer sees; whatever else is asked for is all places."""
    number = read_id(text)
    page = find_named(number, viewer) if number else None
    return page if page is not None and page.home_unit else None


def _address_new_event(request: HttpRequest, around: Surroundings, place: BasePage | None) -> str:
    """Where an event is written, below the place or one to be chosen; "" for those who may not."""
    if not around.may_write:
        return ""
    if place is None:
        return reverse("write_event_where")
    may_write = find_place_to_write(request.user, place.pk) is not None
    return reverse("write_event", args=[place.pk]) if may_write else ""


def _address(month: Month, place: BasePage | None) -> str:
    return f"{reverse('calendar')}?{_make_query(month, place)}"


def _make_query(month: Month, place: BasePage | None) -> str:
    return urlencode({"maaned": month.code, **({"sted": place.pk} if place else {})})


def _address_year(year: SchoolYear, place: BasePage | None) -> str:
    query = {"aar": year.year, **({"sted": place.pk} if place else {})}
    return f"{reverse('calendar_year')}?{urlencode(query)}"
