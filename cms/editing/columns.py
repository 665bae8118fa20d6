"""Columns of page lists that name a page above only to those who have it."""

from typing import Any

from wagtail.admin.ui.tables import pages as tables
from wagtail.admin.views import chooser
from wagtail.admin.views.pages.listing import PageListingMixin

from cms.editing.rights import rights_of


def _is_own(page: Any, context: Any) -> bool:
    return bool(rights_of(context["request"].user).held_in(page.institution_id))


class _OwnParent:
    """Leaves the cell empty where the page above belongs to somebody else."""

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(  # type: ignore[misc]
            instance, parent_context
        )
        for name in ("value", "parent_page"):
            page = context.get(name)
            if hasattr(page, "institution_id") and page is not instance:
                context[name] = page if _is_own(page, parent_context) else None
        return context


class TitleColumn(_OwnParent, tables.PageTitleColumn):
    """The title, and in search results the page above."""


class ParentColumn(_OwnParent, tables.ParentPageColumn):
    """The page above."""


class ChooserParentColumn(_OwnParent, chooser.ParentPageColumn):
    """The page above, in the page chooser's search results."""


LISTING_COLUMNS = [
    {
        "title": TitleColumn("title", label=column.label, sort_key="title", classname="title"),
        "parent": ParentColumn("parent", label=column.label),
    }.get(column.name, column)
    for column in PageListingMixin.base_columns
]
