"""Mails to editors: that there is something to do, never what it says or whose page it is.

They take the place of Wagtail's, which hold titles and comments and go to whoever once had to
do with a page. Ours go to people with a right in the page's institution at that moment.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail import signals
from wagtail.admin import signal_handlers
from wagtail.models import PageSubscription, Revision, TaskState, WorkflowState

from cms.editing.rights import editors_with
from cms.models import BasePage
from core.people.models import Person
from core.tasks.outbox import queue_mail

SEE = {"choose"}
WAGTAILS_OWN = (
    (signals.task_submitted, TaskState, "group_approval_task_submitted_email_notification"),
    (signals.workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification"),
    (signals.workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification"),
    (signals.workflow_approved, WorkflowState, "workflow_state_approved_email_notification"),
)


def connect_mails() -> None:
    """Puts our mails in the place of Wagtail's."""
    assert signal_handlers  # noqa: S101 - loaded, so that there is something to disconnect
    for signal, sender, uid in WAGTAILS_OWN:
        signal.disconnect(sender=sender, dispatch_uid=uid)
    signals.task_submitted.connect(ask_for_approval, dispatch_uid="ask_for_approval")
    signals.workflow_approved.connect(tell_of_approval, dispatch_uid="tell_of_approval")
    signals.workflow_rejected.connect(tell_of_rejection, dispatch_uid="tell_of_rejection")


def ask_for_approval(sender: Any, instance: TaskState, user: Any = None, **kwargs: Any) -> None:
    """Tells those who may publish in the page's institution that a page waits for them."""
    page = instance.workflow_state.content_object
    _queue(
        page,
        _editors(page, {"publish"}, setting="submitted", but=user),
        occasion=f"approval-asked:{instance.pk}",
        now=timezone.now(),
        words=lambda: (_("A page waits for your approval"), _("Read and approve it here:")),
    )


def tell_of_approval(sender: Any, instance: WorkflowState, user: Any = None, **kw: Any) -> None:
    """Tells who asked that the page was approved."""
    page = instance.content_object
    _queue(
        page,
        _editors(page, SEE, setting="approved", but=user).filter(pk=instance.requested_by_id),
        occasion=f"approved:{instance.pk}",
        now=timezone.now(),
        words=lambda: (_("Your page was approved"), _("See it here:")),
    )


def tell_of_rejection(sender: Any, instance: WorkflowState, user: Any = None, **kw: Any) -> None:
    """Tells who asked that changes are wanted before the page is published."""
    page, task_state = instance.content_object, instance.current_task_state_id
    _queue(
        page,
        _editors(page, SEE, setting="rejected", but=user).filter(pk=instance.requested_by_id),
        occasion=f"changes-asked:{instance.pk}:{task_state}",
        now=timezone.now(),
        words=lambda: (_("Your page needs changes"), _("Read why, and change it here:")),
    )


def mail_about_comments(page: BasePage, *, by: Any, now: datetime) -> None:
    """Tells those who follow a page's comments that there are new ones, at most once an hour."""
    followers = PageSubscription.objects.filter(page=page.pk, comment_notifications=True)
    _queue(
        page,
        _editors(page, SEE, setting="updated_comments", but=by).filter(
            pk__in=followers.values("user_id")
        ),
        # Without the dashes, the hour would be taken for a CPR number.
        occasion=f"comments:{page.pk}:{now:%Y-%m-%dT%H}",
        now=now,
        words=lambda: (_("New comments on a page you follow"), _("Read them here:")),
    )


def mail_about_unpublished(version: Revision) -> None:
    """Tells those who may publish in the page's institution that a page's day came in vain."""
    page = version.content_object
    _queue(
        page,
        _editors(page, {"publish"}, setting="submitted", but=None),
        occasion=f"not-published:{version.pk}",
        now=timezone.now(),
        words=lambda: (
            _("A page was not published"),
            _(
                "Its day came, but nobody has been chosen who can see it. "
                "Choose, and publish it here:"
            ),
        ),
    )


def _editors(page: BasePage, actions: Iterable[str], *, setting: str, but: Any) -> QuerySet[Person]:
    if page.institution_id is None:
        return Person.objects.none()
    people = editors_with(actions, institution_id=page.institution_id).exclude(email="")
    # Who never opened the account page has no profile, and wants all mails.
    unwanted = people.filter(**{f"wagtail_userprofile__{setting}_notifications": False})
    people = people.exclude(pk__in=unwanted.values("pk"))
    return people.exclude(pk=but.pk) if but else people


def _queue(
    page: BasePage, people: QuerySet[Person], *, occasion: str, now: datetime, words: Any
) -> None:
    address = settings.WAGTAILADMIN_BASE_URL + reverse("wagtailadmin_pages:edit", args=[page.pk])
    for person in people.order_by("pk"):
        with translation.override(person.language):
            subject, lead = words()
        queue_mail(
            occasion=occasion,
            municipality_code=page.municipality.code if page.municipality else "",
            subject=subject,
            body=f"{lead}\n{address}\n",
            now=now,
            person_id=person.pk,
        )
