"""Wagtail's command, in which one page without an audience keeps no other from its readers."""

from typing import Any

from django.utils import timezone
from wagtail.management.commands import publish_scheduled

from cms.editing.waiting import publish_waiting


class Command(publish_scheduled.Command):  # type: ignore[misc]
    """Publishes versions whose time has come, and takes down pages whose time is over."""

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["dryrun"]:
            publish_waiting(now=timezone.now())
        super().handle(*args, **options)
