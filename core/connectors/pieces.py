"""Answers that a page's script puts into the page, known by a header of their own."""

from django.http import HttpResponse

from core.access.answers import forbid_keeping

HEADER = "X-Indgang-Piece"


def answer_piece(response: HttpResponse) -> HttpResponse:
    """The answer with its header: whatever comes without it is no piece, but somebody else's page.

    A proxy in front has pages of its own for when it cannot go on, and they come with any status.
    """
    response.headers[HEADER] = "1"
    return forbid_keeping(response)
