"""The week of a family, from all platforms and timetables."""

import re
from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.access.answers import forbid_keeping
from core.access.viewer import Viewer, viewer_of
from core.connectors.failure_words import name_break
from core.connectors.households import read_household
from core.connectors.levels import describe_held
from core.connectors.pieces import answer_piece
from core.connectors.week.reading import read_week
from core.numbers import read_id
from indgang_sdk.week import IsoWeek

# Children are at school for ten years, and a system is asked for nothing beyond.
MOST_YEARS = 10
_WEEK = re.compile(r"([0-9]{4})-W([0-9]{2})")


@login_required
@require_safe
def show_week(request: HttpRequest) -> HttpResponse:
    """The page around a week; what it holds is fetched after it, or is there at once if asked."""
    viewer = viewer_of(request)
    household = read_household(viewer)
    if household is None or not household.children:
        raise Http404
    week, child_id = _read_week(request, viewer), read_id(request.GET.get("barn", ""))
    chosen = child_id if child_id in {item.person_id for item in household.children} else None
    context: dict[str, Any] = {
        "title": _("The week"),
        "week": week,
        "first": week.days[0],
        "last": week.days[4],
        "is_current": week == IsoWeek.of(viewer.today),
        "earlier_url": _address(_step(week, -7), chosen),
        "later_url": _address(_step(week, 7), chosen),
        "current_url": _address(None, chosen),
        "content_url": f"{reverse('week_content')}?{_query(week, chosen)}",
        "filled_url": f"{_address(week, chosen)}&vis=alt",
        "children": [
            {
                "name": item.first_name,
                "url": _address(week, item.person_id),
                "is_chosen": item.person_id == chosen,
            }
            for item in household.children
        ],
        "all_url": _address(week, None),
        "is_all": chosen is None,
        "breadcrumbs": [
            {"title": _("Home"), "url": reverse("home")},
            {"title": _("The week"), "url": ""},
        ],
    }
    if request.GET.get("vis") == "alt":
        context |= _fill(viewer, week, chosen)
    return forbid_keeping(render(request, "themes/connectors/week.html", context))


@login_required
@require_safe
def show_week_content(request: HttpRequest) -> HttpResponse:
    """What a week holds, for the page around it."""
    viewer = viewer_of(request)
    chosen = read_id(request.GET.get("barn", ""))
    context = _fill(viewer, _read_week(request, viewer), chosen)
    return answer_piece(render(request, "themes/connectors/week_content.html", context))


def _fill(viewer: Viewer, week: IsoWeek, child_id: int | None) -> dict[str, Any]:
    read = read_week(viewer, week, language=get_language() or "da", child_id=child_id)
    return {
        "content": {
            "children": [
                {
                    "name": child.name,
                    "letters": child.letters,
                    "days": child.shown_days(),
                    "is_empty": child.is_empty,
                    "is_whole": child.is_whole,
                }
                for child in read.children
            ],
            "systems": read.systems,
            "troubles": read.troubles,
            "breaks": [name_break(*read.paused)] if read.paused else [],
            # Without what the page around asked for: the week is the same by its own address.
            "held": describe_held(read.held, next=_address(week, child_id)),
            "fetched_at": read.fetched_at,
        },
        "today": viewer.today,
    }


def _read_week(request: HttpRequest, viewer: Viewer) -> IsoWeek:
    """The week that is asked for; the current one for whatever is no week, or years away."""
    found = _WEEK.fullmatch(request.GET.get("uge", ""))
    if found is None or abs(int(found[1]) - viewer.today.year) > MOST_YEARS:
        return _this(viewer)
    try:
        return IsoWeek(year=int(found[1]), number=int(found[2]))
    except ValueError:
        return _this(viewer)


def _this(viewer: Viewer) -> IsoWeek:
    return IsoWeek.of(viewer.today)


def _step(week: IsoWeek, days: int) -> IsoWeek:
    return IsoWeek.of(week.days[0] + timedelta(days=days))


def _query(week: IsoWeek | None, child_id: int | None) -> str:
    named = {"uge": str(week) if week else "", "barn": child_id or ""}
    return urlencode({name: value for name, value in named.items() if value})


def _address(week: IsoWeek | None, child_id: int | None) -> str:
    return f"{reverse('week')}?{_query(week, child_id)}"
