"""Versions that wait for their day, when it has come."""

from collections.abc import Iterable
from datetime import datetime

import structlog
from django.db import transaction
from wagtail.models import Revision

from cms.editing.mails import mail_about_unpublished
from cms.placing import AudienceMissing

log = structlog.get_logger(__name__)


def publish_waiting(*, now: datetime) -> int:
    """Publishes the versions whose time has come, and returns how many.

    Who approved a version had the right to show it then, and that counts; nobody's rights are
    asked for again. A version that has lost its audience meanwhile, as one whose page follows
    another that has none, is a draft again: nothing is lost, and those who lead are told.
    """
    due = Revision.page_revisions.filter(approved_go_live_at__lt=now)
    waiting = list(due.order_by("approved_go_live_at", "pk"))
    # The page above may be among them, and has its audience only then.
    left = _publish(_publish(waiting))
    for version in left:
        _hold_back(version)
    return len(waiting) - len(left)


def _publish(versions: Iterable[Revision]) -> list[Revision]:
    """Publishes versions, and returns those whose audience is missing."""
    missing = []
    for version in versions:
        try:
            with transaction.atomic():
                version.publish(log_action="wagtail.publish.scheduled")
        except AudienceMissing:
            missing.append(version)
    return missing


def _hold_back(version: Revision) -> None:
    with transaction.atomic():
        version.approved_go_live_at = None
        # With this column Wagtail writes into the page's history that it waits no longer.
        version.save(update_fields=["approved_go_live_at"])
        mail_about_unpublished(version)
    log.warning("scheduled version has no audience", page_id=version.object_id)
