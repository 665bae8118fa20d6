"""Puts the demo's shortcuts on the pages of their places."""

from collections.abc import Iterable
from itertools import groupby

from cms.demo.audiences import Places
from cms.demo.pages import publish_page
from cms.demo.rights import find_author
from cms.models import BasePage
from sandbox.content.shortcuts import Shortcut


def make_shortcuts(shortcuts: Iterable[Shortcut], *, places: Places) -> None:
    """Publishes each place's page with its shortcuts, in their order."""
    for place, items in groupby(sorted(shortcuts, key=_place_of), key=_place_of):
        home = places.find_home(place)
        home.shortcuts = [  # type: ignore[attr-defined]
            (
                "shortcut",
                {
                    "title": item.title,
                    "page": _find_target(home, item.target),
                    "address": item.address,
                    "icon": item.icon,
                    "who": list(item.who),
                },
            )
            for item in items
        ]
        publish_page(home, author=find_author("", places.find_institution(place)))


def _place_of(item: Shortcut) -> str:
    return item.place


def _find_target(home: BasePage, title: str) -> BasePage | None:
    """The page or folder of that title below a place; none where there is no title."""
    if not title:
        return None
    below = BasePage.objects.filter(path__startswith=home.path, title=title)
    return below.order_by("path")[:1].get()
