"""What the editor's first page shows: one's own work, as far as one still has a right to it."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from wagtail.admin.site_summary import PagesSummaryItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views import home

from cms.editing.queries import (
    explorable_root,
    list_places_to_write,
    list_waiting_for,
    pages_for,
)
from cms.editing.rights import rights_of
from cms.lifecycle.queries import count_due, has_door

MOST_PLACES = 8
MOST_DRAFTS = 10
# Wagtail's template asks five questions more of each.
MOST_WAITING = 5


class PlacesToWrite(Component):
    """Where one may write: one's own classes and rooms first, then the institutions."""

    name = "places_to_write"
    template_name = "cms/editing/places_to_write.html"
    order = 100

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user = parent_context["request"].user
        places = list_places_to_write(user, on=timezone.localdate(), most=MOST_PLACES + 1)
        return {"places": places[:MOST_PLACES], "has_more": len(places) > MOST_PLACES}


class PagesToReview(Component):
    """How many pages wait for one's review, and the way to them, which lies in the portal."""

    name = "pages_to_review"
    template_name = "cms/editing/pages_to_review.html"
    order = 220

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user = parent_context["request"].user
        return {"count": count_due(user, today=timezone.localdate()), "is_shown": has_door(user)}


class OwnDrafts(Component):
    """What one has written last and not yet published, the newest first."""

    name = "own_drafts"
    template_name = "cms/editing/own_drafts.html"
    order = 230

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user = parent_context["request"].user
        drafts = pages_for(user).filter(has_unpublished_changes=True, latest_revision__user=user)
        return {"drafts": drafts.order_by("-latest_revision_created_at", "-pk")[:MOST_DRAFTS]}


class WaitingForMe(home.WorkflowObjectsToModeratePanel):
    """What somebody may approve, the newest first; the task itself knows institutions."""

    template_name = "cms/editing/waiting_for_me.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        request = parent_context["request"]
        waiting = list_waiting_for(request.user, most=MOST_WAITING + 1)
        return {
            "request": request,
            "csrf_token": parent_context["csrf_token"],
            "states": [
                _describe_waiting(state, request.user)
                for state in waiting[:MOST_WAITING]
                if state.revision.content_object
            ],
            "has_more": len(waiting) > MOST_WAITING,
        }


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
    home.WorkflowObjectsToModeratePanel: WaitingForMe,
}


def choose_panels(request: HttpRequest, panels: list[Any]) -> None:
    """Keeps the panels that we know, each in its own form, and adds ours."""
    known = [REPLACED[type(panel)]() for panel in panels if type(panel) in REPLACED]
    panels[:] = [PlacesToWrite(), PagesToReview(), OwnDrafts(), *known]


def choose_summary_items(request: HttpRequest, items: list[Any]) -> None:
    """Counts one's own pages in the place of all; images and documents ask their policy."""
    items[:] = [
        OwnPagesSummary(request) if type(item) is PagesSummaryItem else item for item in items
    ]


def _describe_waiting(state: Any, user: Any) -> dict[str, Any]:
    """What Wagtail's template asks of a request for approval."""
    page = state.revision.content_object
    return {
        "obj": page,
        "revision": state.revision,
        "previous_revision_id": state.previous_revision_id,
        "live_revision_id": page.live_revision_id,
        "task_state": state,
        "actions": state.task.leaderapprovaltask.get_actions(page, user),
        "workflow_tasks": [],
        "workflow_action_url_name": "wagtailadmin_pages:workflow_action",
        "workflow_preview_url_name": "wagtailadmin_pages:workflow_preview",
        "revisions_compare_url_name": "wagtailadmin_pages:revisions_compare",
    }


def _is_own(request: HttpRequest, page: Any) -> bool:
    return bool(rights_of(request.user).held_in(getattr(page, "institution_id", None)))
