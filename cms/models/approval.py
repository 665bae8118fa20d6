"""Approval: whoever leads the page's institution is asked before it is published."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Task, TaskState

from cms.models.base import BasePage


class LeaderApprovalTask(Task):
    """Asks those who may publish in the page's institution, whichever that is.

    One row serves all institutions, in the one workflow that all pages have.
    """

    class Meta:
        verbose_name = _("approval by the leader")
        verbose_name_plural = _("approvals by the leader")

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        return _leads(user, obj)

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        return not _leads(user, obj)

    def user_can_lock(self, obj: Any, user: Any) -> bool:
        return _leads(user, obj)

    def user_can_unlock(self, obj: Any, user: Any) -> bool:
        return _leads(user, obj)

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        if not _leads(user, obj):
            return []
        return [
            ("reject", _("Ask for changes"), True),
            ("approve", pgettext_lazy("button", "Approve and publish"), False),
            ("approve", _("Approve and publish with a comment"), True),
        ]

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> Any:
        """Raises `PermissionDenied` when a page would be shown to more than its approver may.

        The form and the view before say so in words; this holds whoever calls.
        """
        if action_name == "approve":
            _refuse_unpermitted(task_state.workflow_state.content_object, user)
        return super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> QuerySet[TaskState]:
        from cms.editing.queries import pages_for  # noqa: PLC0415 - above the models

        pages = pages_for(user, {"publish"})
        return TaskState.objects.filter(
            task_id=self.pk,
            status=TaskState.STATUS_IN_PROGRESS,
            workflow_state__base_content_type=ContentType.objects.get_for_model(BasePage),
            workflow_state__object_id__in=pages.values_list(Cast("pk", CharField())),
        )

    @classmethod
    def get_description(cls) -> Any:
        return _("Those who may publish in the page's institution are asked")


def _leads(user: Any, page: Any) -> bool:
    from cms.editing.rights import rights_of  # noqa: PLC0415 - above the models

    return page.institution_id in rights_of(user).approve


def _refuse_unpermitted(page: Any, user: Any) -> None:
    from cms.audience.doors import open_draft  # noqa: PLC0415 - above the models
    from cms.audience.publishing import check_rights  # noqa: PLC0415 - above the models

    try:
        check_rights(open_draft(page, is_approval=True), person_id=user.pk if user else None)
    except ValidationError as refusal:
        raise PermissionDenied(*refusal.messages) from refusal
