"""What stands around every page: menu, breadcrumbs, footer, look and the person's menu."""

from dataclasses import dataclass
from functools import cache, cached_property, partial
from operator import getitem
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from cms.queries import find_menu
from cms.rows import MenuRow, PageRow
from core.access.viewer import Viewer, viewer_of
from core.service_messages.queries import list_messages_for
from themes.context import describe_shell_of

# As many as stand in one row of a desktop's screen.
MOST_IN_MENU = 6
EDITOR = "/redaktion/"
# Django puts an address together anew each time.
_find_address = cache(reverse)
_MENU_NAMES = ("menu", "all_places_url", "calendar_tab_url")


@dataclass(frozen=True)
class Surroundings:
    """The pages around a page, or around the home page, that a viewer sees."""

    viewer: Viewer
    page: PageRow | None

    @cached_property
    def rows(self) -> list[MenuRow]:
        """Homes and the pages above and below, in tree order."""
        return find_menu(self.viewer, page=self.page)

    @cached_property
    def homes(self) -> list[MenuRow]:
        """The viewer's own places."""
        return [row for row in self.rows if row.is_own_home]

    @property
    def may_write(self) -> bool:
        """Whether the viewer may write below some place, of these or of others."""
        return any(row.viewer_writes for row in self.rows)

    @cached_property
    def has_several_institutions(self) -> bool:
        """Whether the viewer has places in more than one institution."""
        names = {row.institution_name for row in self.homes if row.kind != "municipality"}
        return len(names) > 1

    def name_whose(self, row: MenuRow) -> str:
        """The institution of a class or group, where its own name does not say enough."""
        return row.institution_name if self.has_several_institutions and row.kind == "group" else ""

    @cached_property
    def above(self) -> list[MenuRow]:
        """The visible pages above, from the municipality down."""
        if self.page is None:
            return []
        path = self.page.path
        return [row for row in self.rows if path.startswith(row.path) and row.path != path]

    @cached_property
    def below(self) -> list[MenuRow]:
        """The visible pages right below."""
        if self.page is None:
            return []
        depth, path = self.page.depth + 1, self.page.path
        return [row for row in self.rows if row.depth == depth and row.path.startswith(path)]


def make_shell(around: Surroundings) -> dict[str, Any]:
    """The shell's context: its menu, where the page lies, its municipality's look; no person."""
    page = around.page
    code = page.municipality_code if page else _only_municipality(around.homes)
    return {
        **describe_shell_of(code),
        "service_messages": list_messages_for(around.viewer, code=code),
        "municipality_name": _municipality_name(around, code),
        "home_current": page is None,
        "signed_in": around.viewer.person_id is not None,
        **make_menu(around),
        "breadcrumbs": _breadcrumbs(around),
        "today": around.viewer.today,
    }


def make_menu(around: Surroundings) -> dict[str, Any]:
    """The viewer's places as the menu shows them, the nearest to the page marked."""
    page = around.page
    chosen = choose_for_menu(around.homes, page)
    holding = [row for row in chosen if page and page.path.startswith(row.path)]
    return {
        "menu": [
            {
                "title": row.title,
                "url": row.url,
                "kind": row.kind,
                "whose": around.name_whose(row),
                "current": row is holding[-1] if holding else False,
            }
            for row in chosen
        ],
        "all_places_url": _find_address("places") if len(around.homes) > MOST_IN_MENU else "",
        "calendar_tab_url": _find_address("calendar") if around.viewer.person_id else "",
    }


def describe_places(request: HttpRequest) -> dict[str, Any]:
    """The menu for pages of the portal that are none of cms, such as "Dine oplysninger".

    It asks only when a template shows it; the views here give their own.
    """
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or request.path.startswith(EDITOR):
        return {}
    menu = SimpleLazyObject(lambda: make_menu(Surroundings(viewer_of(request), page=None)))
    return {name: SimpleLazyObject(partial(getitem, menu, name)) for name in _MENU_NAMES}


def choose_for_menu(homes: list[MenuRow], page: PageRow | None) -> list[MenuRow]:
    """The places that fit into the menu, in tree order; the one that somebody is in is there."""
    if len(homes) <= MOST_IN_MENU:
        return homes
    # Whoever has many places is seldom looking for the municipality's own page.
    ranked = sorted(
        homes,
        key=lambda row: (
            not (page and page.path.startswith(row.path)),
            row.kind == "municipality",
        ),
    )
    return sorted(ranked[:MOST_IN_MENU], key=lambda row: row.path)


def _only_municipality(homes: list[MenuRow]) -> str | None:
    """The one municipality of a viewer; with several, the look is neutral."""
    codes = {row.municipality_code for row in homes}
    return codes.pop() if len(codes) == 1 else None


def _municipality_name(around: Surroundings, code: str | None) -> str:
    if around.page is not None:
        return around.page.municipality_name
    names = (row.municipality_name for row in around.homes if row.municipality_code == code)
    return next(names, "")


def _breadcrumbs(around: Surroundings) -> list[dict[str, str]]:
    if around.page is None:
        return []
    steps = [{"title": row.title, "url": row.url} for row in around.above]
    return [*steps, {"title": around.page.title, "url": ""}] if steps else []
