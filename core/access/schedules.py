"""What access keys and scopes have done again and again."""

from datetime import timedelta

from core.access.operations import remove_unused_scopes
from core.tasks.queue import Run, task
from core.tasks.schedules import register_schedule


@task()
def tidy_scopes(run: Run) -> None:
    """Deletes shared scopes that nothing carries any more."""
    remove_unused_scopes()


register_schedule(name="tidy_scopes", task=tidy_scopes, every=timedelta(days=1))
