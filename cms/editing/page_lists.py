"""The lists of pages: the explorer, the search and the pages of one kind."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables.pages import NavigateToChildrenColumn
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.admin.views.pages.search import SearchView
from wagtail.admin.views.pages.usage import ContentTypeUseView

from cms.editing.columns import LISTING_COLUMNS
from cms.editing.queries import explorable_root, pages_below, pages_for


class Explorer(ExplorableIndexView):
    """The pages below a page; at the root of the tree, the homes that one's pages lie below."""

    base_columns = LISTING_COLUMNS

    def get(self, request: HttpRequest, parent_page_id: int | None = None) -> HttpResponse:
        if explorable_root(request.user) is None:
            raise PermissionDenied
        return super().get(request, parent_page_id)

    def get_page_title(self) -> str:
        """Where one's pages begin has no name of its own; Wagtail's is »Root«."""
        return str(_("Pages") if self.parent_page.is_root() else super().get_page_title())

    def get_page_subtitle(self) -> str:
        return "" if self.parent_page.is_root() else str(super().get_page_subtitle())

    def get_base_queryset(self) -> Any:
        user, parent = self.request.user, self.parent_page
        if not (self.is_searching or self.is_filtering):
            pages = pages_below(user, parent)
        elif self.is_searching_whole_tree or parent.is_root():
            pages = pages_for(user)
        else:
            pages = pages_for(user).descendant_of(parent)
        return self.annotate_queryset(pages)


class PageSearch(SearchView):
    """The search among one's own pages."""

    verbose_name = _("page")
    verbose_name_plural = _("pages")
    columns = [*LISTING_COLUMNS, NavigateToChildrenColumn("navigate", width="10%")]


class PagesOfKind(ContentTypeUseView):
    """One's own pages of one kind."""

    def get_base_queryset(self) -> Any:
        return self.annotate_queryset(pages_for(self.request.user, model=self.model))
