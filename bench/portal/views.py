"""What the portal's pages are measured beside."""

from unittest import mock

from django.http import HttpRequest, HttpResponse

from cms import front_page
from cms.views import show_home, show_page
from themes import fragments


def show_signed_in(request: HttpRequest) -> HttpResponse:
    """The floor: the whole middleware and the signed-in person, and nothing else."""
    return HttpResponse(f"{request.user.get_short_name()} er logget ind.")


def show_home_with_news(request: HttpRequest, most: int) -> HttpResponse:
    """The home page, with more news on it than the portal ever shows."""
    with mock.patch.object(front_page, "NEWS_ON_HOME", most):
        return show_home(request)


def show_page_to_first_reader(request: HttpRequest, address: str) -> HttpResponse:
    """A page whose text others have read, but nobody with the same menu."""
    fragments.forget_pages()
    return show_page(request, address)
