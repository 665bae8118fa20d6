"""The addresses of pages, tried before all others: most requests are for one of them."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RegexPattern

from cms import views

PAGE = "show_page"


class PageAddress(RegexPattern):
    """Words with a slash behind each, the first none that other addresses begin with."""

    def match(self, path: str) -> Any:
        if path.partition("/")[0] in list_taken_words(settings.ROOT_URLCONF):
            return None
        return super().match(path)


@cache
def list_taken_words(urlconf: str) -> frozenset[str]:
    """What the addresses of a configuration begin with, besides those of pages."""
    return frozenset(_list_first_words(get_resolver(urlconf).url_patterns))


def _list_first_words(patterns: list[Any]) -> Iterator[str]:
    for pattern in patterns:
        route = str(pattern.pattern).removeprefix("^")
        first = route.partition("/")[0]
        if not route and isinstance(pattern, URLResolver):
            yield from _list_first_words(pattern.url_patterns)
        elif isinstance(pattern.pattern, PageAddress) or not route:
            continue
        elif not first.replace("-", "").replace(".", "").isalnum():
            raise ImproperlyConfigured(f"The address {route} may begin as a page's.")
        else:
            yield first


urlpatterns = [
    URLPattern(
        PageAddress(r"^(?P<address>(?:[-\w]+/)+)$", name=PAGE, is_endpoint=True),
        views.show_page,
        name=PAGE,
    ),
]
