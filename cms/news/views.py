"""The archive over HTTP: the address names place, school year and page of the list."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from cms.cards import make_card
from cms.children import find_family, list_child_values
from cms.models import BasePage
from cms.news.archive import Archive, find_oldest, list_archive
from cms.queries import find_named
from cms.rows import MenuRow
from cms.school_years import list_school_years, read_school_year
from cms.sharing import list_units, list_units_of
from cms.shell import Surroundings, make_shell
from cms.views import answer_with, refuse
from core.access.answers import forbid_keeping
from core.access.viewer import Viewer, viewer_of
from core.numbers import read_id

ON_A_PAGE = 20
_LONGEST_NUMBER = 4


@require_safe
def show_news_archive(request: HttpRequest) -> HttpResponse:
    """All news of somebody's places, or of one; who has not signed in reads that of a place."""
    viewer = viewer_of(request)
    around = Surroundings(viewer, page=None)
    place = _find_place(request.GET.get("sted", ""), around)
    if place is None and not request.user.is_authenticated:
        return refuse(request)
    number = _read_number(request.GET.get("side", ""))
    year = read_school_year(request.GET.get("skoleaar", ""))
    # What another municipality shows to everybody is no news to those who do not belong there.
    own = None if place else {row.municipality_code for row in around.homes}
    family = find_family(viewer)
    archive = Archive(
        below=place.path if place else "",
        shared_with=_list_units(place),
        municipalities=own,
        year=year,
        family=family,
    )
    values = make_shell(around) | _describe(around, place, archive, number)
    live = list_child_values(family.children)
    return forbid_keeping(
        answer_with(request, "themes/news_archive.html", values, live=live, keep=True)
    )


def _describe(
    around: Surroundings, place: MenuRow | BasePage | None, archive: Archive, number: int
) -> dict[str, Any]:
    viewer, year = around.viewer, archive.year
    skip = (number - 1) * ON_A_PAGE
    rows = list_archive(viewer, archive, skip=skip, most=ON_A_PAGE + 1)
    several = len({row.municipality_code for row in rows}) > 1
    query = {"sted": place.pk if place else "", "skoleaar": year.year if year else ""}
    return {
        "home_current": False,
        "cards": [make_card(row, viewer, with_municipality=several) for row in rows[:ON_A_PAGE]],
        "place": place.title if place else "",
        "place_id": place.pk if place else 0,
        "places": _list_places(around, place),
        "years": _list_years(viewer, archive),
        "year": year.year if year else 0,
        "archive_url": reverse("news_archive"),
        "newer_url": _address(query, number - 1) if number > 1 else "",
        "older_url": _address(query, number + 1) if len(rows) > ON_A_PAGE else "",
        "number": number,
    }


def _list_places(around: Surroundings, place: MenuRow | BasePage | None) -> list[dict[str, Any]]:
    """The places to choose between: the viewer's own, and the one that is shown."""
    places = [
        {"id": row.pk, "title": row.title, "whose": around.name_whose(row)} for row in around.homes
    ]
    if place is not None and place.pk not in {item["id"] for item in places}:
        places.append({"id": place.pk, "title": place.title, "whose": ""})
    return places


def _list_years(viewer: Viewer, archive: Archive) -> list[dict[str, Any]]:
    oldest = find_oldest(viewer, archive)
    if oldest is None:
        return []
    years = list_school_years(timezone.localdate(oldest), today=viewer.today)
    return [{"value": year.year, "name": year.name} for year in years]


def _find_place(text: str, around: Surroundings) -> MenuRow | BasePage | None:
    """The page of a place that the viewer sees; whatever else is asked for is all places."""
    number = read_id(text)
    if number is None:
        return None
    mine = next((row for row in around.homes if row.pk == number), None)
    page = mine or find_named(number, around.viewer)
    return page if page is not None and page.home_unit else None


def _list_units(place: MenuRow | BasePage | None) -> tuple[str, ...]:
    """The units by which the municipality shares news with the place."""
    if place is None:
        return ()
    if isinstance(place, BasePage):
        return list_units_of(place)
    code = place.municipality_code
    return list_units(place.home_unit, kind=place.kind, municipality_code=code)


def _read_number(text: str) -> int:
    """The page of the list in an address; the first for whatever else stands there."""
    usable = text.isdecimal() and len(text) <= _LONGEST_NUMBER
    return max(int(text), 1) if usable else 1


def _address(query: dict[str, Any], number: int) -> str:
    named = {name: value for name, value in query.items() if value}
    return f"{reverse('news_archive')}?{urlencode({**named, 'side': number})}"
