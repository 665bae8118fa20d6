"""What service messages have done again and again."""

from datetime import timedelta

from core.tasks.queue import Run, task
from core.tasks.schedules import register_schedule


@task()
def erase_service_messages(run: Run) -> None:
    """Deletes messages that are over."""
    from core.service_messages.operations import erase_messages  # noqa: PLC0415 - needs the models

    erase_messages(now=run.now)


register_schedule(
    name="erase_service_messages", task=erase_service_messages, every=timedelta(days=1)
)
