"""What the people's keys have done again and again."""

from datetime import timedelta

from django.utils import timezone

from core.people.refresh import refresh_ended_access
from core.tasks.queue import Run, task
from core.tasks.schedules import register_schedule


@task()
def clear_ended_access(run: Run) -> None:
    """Clears away keys and visibility that have ended by themselves."""
    refresh_ended_access(on=timezone.localdate(run.now))


register_schedule(name="clear_ended_access", task=clear_ended_access, every=timedelta(hours=1))
