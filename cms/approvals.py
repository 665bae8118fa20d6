"""What waits for somebody's approval, for the front page of those who approve."""

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.urls import reverse

from cms.queries import name_moment
from cms.rows import Standing
from core.access.models import Right
from core.access.viewer import Viewer

MOST_SHOWN = 3
# From the few that are open, by the index that Wagtail has of these alone, to their pages: a
# cross join keeps that order, and the two states are those of the index. The number of a page is
# text there; of other things it is no number.
_TO_APPROVE = (
    "SELECT p.id, p.draft_title, COUNT(*) OVER () "  # noqa: S608
    "FROM wagtailcore_workflowstate w CROSS JOIN wagtailcore_taskstate t CROSS JOIN cms_basepage p "
    "WHERE w.status IN ('in_progress', 'needs_changes') AND t.id = w.current_task_state_id "
    "AND t.status = 'in_progress' AND p.id = CASE WHEN w.base_content_type_id = %(page_type)s "
    "THEN CAST(w.object_id AS integer) END AND p.institution_id IN ("
    "SELECT er.institution_id FROM access_editingright er WHERE er.person_id = %(person)s "
    f"AND er.right = '{Right.PUBLISH.value}' AND er.ends_on >= %(day)s) "
    "ORDER BY t.started_at, t.id LIMIT %(most)s"
)


@dataclass(frozen=True, kw_only=True)
class ToApprove:
    """How many pages wait for somebody, and the id and title of those that have waited longest."""

    count: int = 0
    first: tuple[tuple[int, str], ...] = ()


NOTHING = ToApprove()


def find_to_approve(viewer: Viewer, standing: Standing) -> ToApprove:
    """The pages that wait at the institutions where a person approves, in one query.

    Nothing is asked for who approves nowhere.
    """
    if not standing.may_approve:
        return NOTHING
    with connection.cursor() as cursor:
        cursor.execute(_TO_APPROVE, {**name_moment(viewer), "most": MOST_SHOWN})
        rows = cursor.fetchall()
    first = tuple((page_id, title) for page_id, title, _count in rows)
    return ToApprove(count=rows[0][2] if rows else 0, first=first)


def make_approvals_context(found: ToApprove) -> dict[str, Any]:
    """What the box of the front page shows; drafts and their titles are kept nowhere."""
    return {
        "count": found.count,
        "url": reverse("wagtailadmin_home"),
        "pages": [
            {"title": title, "url": reverse("wagtailadmin_pages:edit", args=[page_id])}
            for page_id, title in found.first
        ],
    }
