"""What connectors have done again and again."""

from datetime import timedelta

from core.tasks.queue import Run, task
from core.tasks.schedules import register_schedule


@task()
def erase_connector_records(run: Run) -> None:
    """Deletes old counts and failures of calls."""
    from core.connectors.running.records import (  # noqa: PLC0415 - needs the models
        erase_old_records,
    )
    from core.connectors.running.silences import (  # noqa: PLC0415 - needs the models
        forget_old_failures,
    )

    erase_old_records(now=run.now)
    forget_old_failures(now=run.now)


@task()
def tell_of_silent_systems(run: Run) -> None:
    """Tells administrators of systems that have not answered for days."""
    from core.connectors.telling import tell_administrators  # noqa: PLC0415 - needs the models

    tell_administrators(now=run.now)


@task(atomic=False)
def read_system_entries(run: Run) -> None:
    """Reads what connected systems give the index, where its moment has come."""
    from core.connectors.entries.reading import (  # noqa: PLC0415 - needs the models
        read_due_entries,
    )

    read_due_entries(now=run.now)


register_schedule(name="read_system_entries", task=read_system_entries, every=timedelta(minutes=5))
register_schedule(
    name="erase_connector_records", task=erase_connector_records, every=timedelta(days=1)
)
register_schedule(
    name="tell_of_silent_systems", task=tell_of_silent_systems, every=timedelta(hours=1)
)
