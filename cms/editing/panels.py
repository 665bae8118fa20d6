"""What the editor's first page shows: one's own work, as far as one still has a right to it."""

from typing import Any

from django.http import HttpRequest
from wagtail.admin.site_summary import PagesSummaryItem
from wagtail.admin.views import home

from cms.editing.queries import explorable_root, pages_for
from cms.editing.rights import rights_of


class OwnApprovals(home.UserObjectsInWorkflowModerationPanel):
    """Pages that wait for somebody else's approval."""

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        request = parent_context["request"]
        context["workflow_states"] = [
            state for state in context["workflow_states"] if _is_own(request, state.content_object)
        ]
        return context


class OwnRecentEdits(home.RecentEditsPanel):
    """Pages that one has edited last."""

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        request = parent_context["request"]
        context["last_edits"] = [
            (moment, page) for moment, page in context["last_edits"] if _is_own(request, page)
        ]
        return context


class OwnLockedPages(home.LockedPagesPanel):
    """Pages that one has locked."""

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        user = parent_context["request"].user
        locked = pages_for(user).filter(locked=True, locked_by=user)
        context["locked_pages"] = locked.order_by("-locked_at", "-pk").specific(defer=True)
        return context


class OwnPagesSummary(PagesSummaryItem):
    """How many pages one's institutions have."""

    def is_shown(self) -> bool:
        return explorable_root(self.request.user) is not None

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user = self.request.user
        return {
            "root_page": explorable_root(user),
            "total_pages": pages_for(user).count(),
            "site_name": "",
        }


# Wagtail's panel, and ours in its place.
REPLACED = {
    home.UserObjectsInWorkflowModerationPanel: OwnApprovals,
    home.RecentEditsPanel: OwnRecentEdits,
    home.LockedPagesPanel: OwnLockedPages,
    # Asks the task itself, which knows institutions.
    home.WorkflowObjectsToModeratePanel: home.WorkflowObjectsToModeratePanel,
}


def choose_panels(request: HttpRequest, panels: list[Any]) -> None:
    """Keeps the panels that we know, each in its own form."""
    panels[:] = [REPLACED[type(panel)]() for panel in panels if type(panel) in REPLACED]


def choose_summary_items(request: HttpRequest, items: list[Any]) -> None:
    """Counts one's own pages in the place of all; images and documents ask their policy."""
    items[:] = [
        OwnPagesSummary(request) if type(item) is PagesSummaryItem else item for item in items
    ]


def _is_own(request: HttpRequest, page: Any) -> bool:
    return bool(rights_of(request.user).held_in(getattr(page, "institution_id", None)))
