"""What the local accounts have done again and again."""

from datetime import timedelta

from core.login.local.operations import forget_invitations
from core.tasks.queue import Run, task
from core.tasks.schedules import register_schedule


@task()
def forget_links(run: Run) -> None:
    """Deletes links to local accounts that were over long ago."""
    forget_invitations(now=run.now)


register_schedule(name="forget_links", task=forget_links, every=timedelta(days=1))
