"""What a person may do with one page: Wagtail's tester, answered by editing rights."""

from typing import Any

from django.db.models import CharField
from django.db.models.functions import Cast
from wagtail.models import PagePermissionTester, Revision

from cms.editing.rights import is_editor, rights_of


class PageRights(PagePermissionTester):
    """The actions of one person on one page, after at most one query per person and request.

    Homes come and go with the roster: by hand their text is written and published, and they are
    never made, moved, copied, unpublished or deleted. Being an owner gives no right but to
    delete one's own draft.
    """

    def __init__(self, user: Any, page: Any) -> None:
        self.user = user
        self.page = page
        self.page_is_root = page.depth == 1
        self.permissions = rights_of(user).actions_in(page.institution_id)

    @property
    def is_home(self) -> bool:
        """Whether the roster makes and ends the page; one whose model is gone is left alone."""
        model = self.page.specific_class
        return model is None or bool(model.made_by_roster)

    def can_add_subpage(self) -> bool:
        model = self.page.specific_class
        return (
            "add" in self.permissions
            and model is not None
            and any(kind.can_create_at(self.page) for kind in model.creatable_subpage_models())
        )

    def can_edit(self) -> bool:
        return not self.page_is_root and (
            "change" in self.permissions or self._is_asked_to_approve()
        )

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        if self.page_is_root or self.is_home:
            return False
        return "bulk_delete" in self.permissions or (
            "change" in self.permissions and self._is_own_draft()
        )

    def can_unpublish(self) -> bool:
        return (
            self.page.live
            and not self.is_home
            and "publish" in self.permissions
            and not self.page_locked()
        )

    def can_publish(self) -> bool:
        return not self.page_is_root and "publish" in self.permissions

    def can_set_view_restrictions(self) -> bool:
        """Nobody: who sees a page is decided by its audience."""
        return False

    def can_lock(self) -> bool:
        task = self.page.current_workflow_task
        if task:
            return bool(task.user_can_lock(self.page, self.user))
        return "lock" in self.permissions

    def can_unlock(self) -> bool:
        if "change" in self.permissions and self.user_has_lock():
            return True
        task = self.page.current_workflow_task
        if task:
            return bool(task.user_can_unlock(self.page, self.user))
        return "unlock" in self.permissions

    def can_publish_subpage(self) -> bool:
        model = self.page.specific_class
        return "publish" in self.permissions and bool(model and model.creatable_subpage_models())

    def can_reorder_children(self) -> bool:
        return "publish" in self.permissions

    def can_move(self) -> bool:
        """A live page may be moved by whoever may publish it, a draft by whoever may write it."""
        if self.page_is_root or self.is_home:
            return False
        return "publish" in self.permissions or (
            "change" in self.permissions and not self._has_live_pages()
        )

    def can_copy(self) -> bool:
        return not self.is_home and self.can_edit()

    def can_move_to(self, destination: Any) -> bool:
        page = self.page
        if page == destination or destination.is_descendant_of(page) or not self.can_move():
            return False
        if not page.is_child_of(destination) and not page.specific.can_move_to(destination):
            return False
        there = PageRights(self.user, destination)
        needed = "publish" if self._has_live_pages() else "add"
        return self._is_same_municipality(destination) and {"add", needed} <= there.permissions

    def can_copy_to(self, destination: Any, recursive: bool = False) -> bool:
        page = self.page
        if recursive and (page == destination or destination.is_descendant_of(page)):
            return False
        return (
            self.can_copy()
            and page.specific_class.can_create_at(destination)
            and self._is_same_municipality(destination)
            and PageRights(self.user, destination).can_add_subpage()
        )

    def can_view_revisions(self) -> bool:
        return not self.page_is_root and bool(self.permissions)

    def _is_same_municipality(self, destination: Any) -> bool:
        here = self.page.municipality_id
        return here is not None and here == destination.municipality_id

    def _is_own_draft(self) -> bool:
        page = self.page
        return not page.live and page.owner_id == self.user.pk and page.is_leaf()

    def _has_live_pages(self) -> bool:
        """Whether something here is shown, or will be when its day comes."""
        page = self.page
        if page.live or page.get_descendants().filter(live=True).exists():
            return True
        here = page.get_descendants(inclusive=True).annotate(text=Cast("pk", CharField()))
        return bool(
            Revision.page_revisions.filter(
                object_id__in=here.values("text"), approved_go_live_at__isnull=False
            ).exists()
        )

    def _is_asked_to_approve(self) -> bool:
        task = self.page.current_workflow_task if is_editor(self.user) else None
        return bool(task and task.user_can_access_editor(self.page, self.user))
