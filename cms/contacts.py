"""Whom to ask at an institution, and in a class or room: names that are never kept."""

from typing import Any

from cms.models import GroupHome, InstitutionHome
from cms.reading import page_model
from cms.rows import PageRow
from core.access.viewer import Viewer
from core.people.kinds import Role
from core.people.staff import GROUP, list_staff_visible_to

Context = dict[str, Any]


def list_contacts(page: PageRow, viewer: Viewer) -> list[Context]:
    """Whom to ask: an institution's leaders and office, of a group its own staff.

    As far as the viewer may see them; they are names, so they are never kept.
    """
    model = page_model(page)
    if model not in (InstitutionHome, GroupHome):
        return []
    group_id = int(page.home_unit[1:]) if model is GroupHome else None
    wanted = {GROUP} if model is GroupHome else {Role.LEADER, Role.ADMINISTRATIVE}
    staff = list_staff_visible_to(viewer, institution_id=page.institution_id, group_id=group_id)
    return [
        {"name": item.name, "title": item.title, "email": item.email, "phone": item.phone}
        for item in staff
        if item.belongs_to & wanted
    ]
