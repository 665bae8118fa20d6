"""Answers that a page's script puts into the page, known by a header of their own."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.access.answers import forbid_keeping

HEADER = "X-Indgang-Piece"
# In an address, that the piece is asked for as a page of its own: where no script runs.
AS_PAGE = "side"


def answer_piece(response: HttpResponse) -> HttpResponse:
    """The answer with its header: whatever comes without it is no piece, but somebody else's page.

    A proxy in front has pages of its own for when it cannot go on, and they come with any status.
    """
    response.headers[HEADER] = "1"
    return forbid_keeping(response)


def is_page(request: HttpRequest) -> bool:
    """Whether a piece is asked for as a page of its own."""
    return request.GET.get("vis") == AS_PAGE


def answer_piece_or_page(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, title: str
) -> HttpResponse:
    """The piece for a page's script, or with `vis=side` the piece on a page of its own."""
    if not is_page(request):
        return answer_piece(render(request, template, context))
    around = {
        "title": title,
        "piece": template,
        "breadcrumbs": [
            {"title": _("Home"), "url": reverse("home")},
            {"title": title, "url": ""},
        ],
    }
    return forbid_keeping(
        render(request, "themes/connectors/piece_page.html", {**context, **around})
    )
