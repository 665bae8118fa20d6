"""The path to a page above its lists and forms, without the pages that are not one's own."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.templatetags import wagtailadmin_tags
from wagtail.admin.utils import get_latest_str
from wagtail.admin.views.pages import utils

from cms.editing.queries import explorable_root, pages_for
from cms.models import BasePage


def list_breadcrumbs(  # noqa: PLR0917 - called as Wagtail's own is
    page: BasePage,
    user: Any,
    url_name: str = "wagtailadmin_explore",
    root_url_name: str | None = "wagtailadmin_explore_root",
    include_self: bool = True,
    querystring_value: str = "",
) -> list[dict[str, str]]:
    """The address and title of each of one's own pages on the way to a page, and of the root."""
    root = explorable_root(user)
    if root is None:
        return []
    end = len(page.path) + 1 if include_self else len(page.path)
    above = [page.path[:length] for length in range(page.steplen, end, page.steplen)]
    own = pages_for(user).filter(path__in=above, path__startswith=root.path).order_by("path")
    pages = [root] if root.is_root() and above else []
    pages += own.specific(defer=True)
    return [
        {
            "url": _make_address(step, url_name, root_url_name) + querystring_value,
            # Wagtail's own name for the root of the tree is »Root«, to everybody.
            "label": _("Pages") if step.is_root() else get_latest_str(step),
        }
        for step in pages
    ]


def replace_breadcrumbs() -> None:
    """Puts ours in the place of Wagtail's function, which knows one user's pages to be a subtree.

    Wagtail has no hook for it; the two modules that call it look it up by its name.
    """
    for module in (utils, wagtailadmin_tags):
        module.get_breadcrumbs_items_for_page = list_breadcrumbs


def _make_address(page: BasePage, url_name: str, root_url_name: str | None) -> str:
    if page.is_root() and root_url_name:
        return reverse(root_url_name)
    return reverse(url_name, args=(page.pk,))
