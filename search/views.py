"""The search: one question, and what the viewer finds, by kind and page."""

import re
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.access.answers import forbid_keeping
from core.access.viewer import Viewer, viewer_of
from core.connectors.levels import describe_held
from core.connectors.pieces import answer_piece_or_page
from core.connectors.searching import FoundInSystems, search_systems
from search.analysis.folding import list_folded
from search.analysis.stems import find_spelling
from search.indexing.lexicons import read_lexicon_of
from search.limits import TooManySearches, count_search
from search.models import Kind
from search.queries import PAGE_LENGTH, Found, Hit, SearchDown, find_entries
from search.snippets import Marker

LONGEST_QUERY = 200
LAST_PAGE = 500
# The key of an institution, as in keys.
_PLACE = re.compile(r"[0-9A-Z]{6}")
_NONE = Found(hits=[], totals={})
TOO_OFTEN, DOWN = "too_often", "down"
_STATUS = {TOO_OFTEN: 429, DOWN: 503}
# What is new by itself says when; a page that stands for years does not.
_DATED = (Kind.NEWS, Kind.EVENT, Kind.DOCUMENT)


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What somebody looks for, and how it is narrowed: what the address says."""

    query: str
    kind: str = ""
    place: str = ""
    page: int = 1


@require_safe
def show_search(request: HttpRequest) -> HttpResponse:
    """What the viewer finds with a query; who is not signed in finds what is public."""
    viewer = viewer_of(request)
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    kind = request.GET.get("slags", "")
    kind = kind if kind in Kind.values else ""
    place = request.GET.get("sted", "")
    place = place if _PLACE.fullmatch(place) else ""
    page = _read_page(request.GET.get("side", ""))
    has_words = bool(list_folded(query))
    found, trouble = _NONE, ""
    if has_words:
        try:
            count_search(viewer, address=request.META["REMOTE_ADDR"])
            found = find_entries(query, viewer, kind=kind, place=place, page=page)
        except TooManySearches:
            trouble = TOO_OFTEN
        except SearchDown:
            trouble = DOWN
    chosen = Chosen(query=query, kind=kind, place=place, page=page)
    values = _describe(found, chosen, viewer=viewer)
    values |= {"has_words": has_words, "trouble": trouble}
    values["systems_url"] = _address_of_systems(query) if has_words and viewer.person_id else ""
    response = render(request, "themes/search.html", values, status=_STATUS.get(trouble, 200))
    if trouble:
        response.headers["Retry-After"] = "60"
    return forbid_keeping(response)


@require_safe
def show_systems(request: HttpRequest) -> HttpResponse:
    """What connected systems find with a query, fetched after the page that shows our own."""
    viewer = viewer_of(request)
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    found = FoundInSystems()
    if viewer.person_id is not None and list_folded(query):
        try:
            count_search(viewer, address=request.META["REMOTE_ADDR"])
            found = search_systems(query, viewer, language=get_language() or "da")
        except TooManySearches:
            found = FoundInSystems()
    address = f"{reverse('search')}?{urlencode({'q': query})}"
    context = {
        "found": found,
        "held": describe_held(found.held, next=address),
        "today": viewer.today,
    }
    title = _("Search in the connected systems")
    return answer_piece_or_page(request, "themes/connectors/found.html", context, title=title)


def _describe(found: Found, chosen: Chosen, *, viewer: Viewer) -> dict[str, Any]:
    marker = Marker(question=found.question, lexicon=read_lexicon_of(found.lexicon_version))
    page = chosen.page
    return {
        "portal_search_query": chosen.query,
        "total": sum(found.totals.values()),
        "is_more": found.is_more,
        "is_relaxed": found.is_relaxed,
        "is_fallback": found.is_fallback,
        "mended": [text for _, meant in found.question.mended if (text := find_spelling(meant))],
        "kinds": _list_kinds(found, chosen),
        "places": _list_places(found, chosen),
        "hits": [_describe_hit(hit, marker) for hit in found.hits],
        "is_narrowed": bool(chosen.kind or chosen.place),
        "all_kinds_url": _address(Chosen(query=chosen.query)),
        "earlier_url": _address(replace(chosen, page=page - 1)) if page > 1 else "",
        "later_url": (
            _address(replace(chosen, page=page + 1)) if page * PAGE_LENGTH < found.total else ""
        ),
        "today": viewer.today,
    }


def _list_kinds(found: Found, chosen: Chosen) -> list[dict[str, Any]]:
    kinds = [Kind(name) for name in Kind.values if found.totals.get(name) or name == chosen.kind]
    every: dict[str, Any] = {"label": None, "number": sum(found.totals.values()), "kind": ""}
    each = [
        {"label": kind.label, "number": found.totals.get(kind.value, 0), "kind": kind.value}
        for kind in kinds
    ]
    return [
        {
            "label": item["label"],
            "number": item["number"],
            "url": _address(replace(chosen, kind=item["kind"], page=1)),
            "current": item["kind"] == chosen.kind,
        }
        for item in (every, *each)
    ]


def _list_places(found: Found, chosen: Chosen) -> list[dict[str, Any]]:
    return [
        {
            "label": one.name,
            "number": one.number,
            # Chosen once more, it is all places again.
            "url": _address(
                replace(chosen, place="" if one.key == chosen.place else one.key, page=1)
            ),
            "current": one.key == chosen.place,
        }
        for one in found.places
    ]


def _describe_hit(hit: Hit, marker: Marker) -> dict[str, Any]:
    kind = Kind(hit.kind)
    return {
        "kind": kind.value,
        "title": marker.mark(hit.title, language=hit.language),
        "snippet": marker.cut(hit.text, language=hit.language),
        "url": hit.url,
        "language": hit.language,
        "place": hit.institution_name or hit.municipality_name,
        "municipality": hit.municipality_name,
        "dated_at": hit.dated_at if kind in _DATED else None,
    }


def _address_of_systems(query: str) -> str:
    return f"{reverse('search_systems')}?{urlencode({'q': query})}"


def _read_page(text: str) -> int:
    """The number of a page of hits; whatever else is asked for is the first."""
    if not text.isascii() or not text.isdecimal() or len(text) > len(str(LAST_PAGE)):
        return 1
    return min(max(int(text), 1), LAST_PAGE)


def _address(chosen: Chosen) -> str:
    named = {
        "q": chosen.query,
        "slags": chosen.kind,
        "sted": chosen.place,
        "side": chosen.page if chosen.page > 1 else "",
    }
    return (
        f"{reverse('search')}?{urlencode({name: value for name, value in named.items() if value})}"
    )
