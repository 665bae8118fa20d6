"""Tiles: where they stand, what each says, and how a person arranges them."""

from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.access.answers import forbid_keeping
from core.access.keys import UnitKind, find_kind
from core.access.levels import page_around
from core.access.viewer import Viewer, viewer_of
from core.connectors.models import Standing
from core.connectors.pieces import answer_piece, answer_piece_or_page, is_page
from core.connectors.running.outcomes import FailureKind
from core.connectors.tiles.arranging import add_tile, move_tile, remove_tile
from core.connectors.tiles.places import PlacedTile, find_tile, list_tiles
from core.connectors.tiles.reading import ShownTile, read_tiles
from core.connectors.tiles.words import choose_icon, describe_tile
from core.people.models import Person
from indgang_sdk.people import Role

TRY_AGAIN_AFTER_SECONDS = "2"
ACTIONS = {"op": -1, "ned": 1}
CHILDRENS = frozenset({Role.PUPIL, Role.GUARDIAN})


@login_required
@require_safe
def list_boxes(request: HttpRequest) -> HttpResponse:
    """The viewer's tiles, empty: each is filled by a request of its own."""
    tiles = [tile for tile in list_tiles(viewer_of(request)) if tile.is_shown]
    context = {
        "boxes": _describe_places(request, tiles),
        "week_url": reverse("week") if any(_knows_weeks(tile) for tile in tiles) else "",
    }
    return answer_piece(render(request, "themes/connectors/boxes.html", context))


@login_required
@require_safe
def show_box(request: HttpRequest, connection_id: int, source: str) -> HttpResponse:
    """What one tile says; busy is answered at once, with when to ask again."""
    tile = find_tile(viewer_of(request), connection_id=connection_id, name=source)
    if tile is None:
        raise Http404
    request.municipality_code = tile.configured.connection.municipality.code  # type: ignore[attr-defined]
    shown = _read(request, [tile])[0]
    context = {
        "box": _describe(request, shown, next_page=page_around(request)),
        "today": viewer_of(request).today,
    }
    response = render(request, "themes/connectors/box.html", context)
    if shown.failure is FailureKind.BUSY and not shown.answers:
        response.status_code = 503
        response.headers["Retry-After"] = TRY_AGAIN_AFTER_SECONDS
    return answer_piece(response)


@login_required
@require_safe
def show_boxes_of(request: HttpRequest, category: str) -> HttpResponse:
    """What the viewer's tiles of one kind of systems say, for a page that has a place for them."""
    tiles = [
        tile for tile in list_tiles(viewer_of(request)) if tile.configured.category == category
    ]
    here = request.get_full_path() if is_page(request) else page_around(request)
    boxes = [_describe(request, item, next_page=here) for item in _read(request, tiles)]
    context = {"boxes": boxes, "today": viewer_of(request).today}
    return answer_piece_or_page(
        request, "themes/connectors/boxes_of.html", context, title=_("Your boxes")
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show_boxes(request: HttpRequest) -> HttpResponse:
    """All tiles on a page of their own, filled already, and the way to arrange them."""
    tiles = list_tiles(viewer_of(request))
    if request.method == "POST":
        _arrange(request, tiles)
        return HttpResponseRedirect(f"{reverse('boxes')}#ret")
    shown = [tile for tile in tiles if tile.is_shown]
    context = {
        "title": _("Your boxes"),
        "boxes": [
            _describe(request, item, next_page=request.path) for item in _read(request, shown)
        ],
        "placed": _describe_places(request, shown),
        "offered": _describe_places(request, [tile for tile in tiles if not tile.is_shown]),
        "today": viewer_of(request).today,
        "breadcrumbs": [
            {"title": _("Home"), "url": reverse("home")},
            {"title": _("Your boxes"), "url": ""},
        ],
    }
    return forbid_keeping(render(request, "themes/connectors/your_boxes.html", context))


def _arrange(request: HttpRequest, tiles: list[PlacedTile]) -> None:
    asked = str(request.POST.get("boks", ""))
    found = next((tile for tile in tiles if _name(tile) == asked), None)
    if found is None:
        raise Http404
    person, deed = cast("Person", request.user), request.POST.get("handling", "")
    if deed in ACTIONS:
        move_tile(person, found, tiles=tiles, by=ACTIONS[deed])
    elif deed == "fjern":
        remove_tile(person, found)
    elif deed == "tilfoej":
        add_tile(person, found, tiles=tiles)


def _read(request: HttpRequest, tiles: list[PlacedTile]) -> list[ShownTile]:
    return read_tiles(
        tiles,
        viewer_of(request),
        session_key=request.session.session_key or "",
        language=get_language() or "da",
    )


def _describe(request: HttpRequest, shown: ShownTile, *, next_page: str) -> dict[str, Any]:
    viewer = viewer_of(request)
    return describe_tile(
        shown,
        language=get_language() or "da",
        with_municipality=_has_several(viewer),
        next=next_page,
    )


def _has_several(viewer: Viewer) -> bool:
    """Whether the viewer belongs to municipalities that may call their systems alike."""
    return sum(find_kind(unit) is UnitKind.MUNICIPALITY for unit in viewer.held) > 1


def _describe_places(request: HttpRequest, tiles: list[PlacedTile]) -> list[dict[str, Any]]:
    several = _has_several(viewer_of(request))
    return [_describe_place(tile, with_municipality=several) for tile in tiles]


def _describe_place(tile: PlacedTile, *, with_municipality: bool) -> dict[str, Any]:
    connection = tile.configured.connection
    return {
        "id": _name(tile),
        "title": tile.source.title.in_language(get_language() or "da"),
        "system": connection.title,
        "municipality": connection.municipality.name if with_municipality else "",
        "icon": choose_icon(tile.source),
        "url": reverse("box", args=[tile.connection_id, tile.source.name]),
        "is_locked": tile.standing is Standing.LOCKED,
        "may_be_removed": tile.standing is Standing.OFFERED,
    }


def _knows_weeks(tile: PlacedTile) -> bool:
    """Whether the week has something of the tile's system; it is about children."""
    offer = tile.configured.offer
    return bool(
        offer
        and tile.roles & CHILDRENS
        and (offer.list_sources("week_sources") or offer.list_sources("event_sources"))
    )


def _name(tile: PlacedTile) -> str:
    return f"{tile.connection_id}-{tile.source.name}"
