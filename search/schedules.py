"""What the index has done again and again."""

from datetime import timedelta

from core.tasks.queue import Run, task
from core.tasks.schedules import register_schedule


# In batches of its own, so that others write in between.
@task(atomic=False, lease=timedelta(hours=2))
def rebuild_indexes(run: Run) -> None:
    """Reads all that is offered anew, so that nothing wrong stays found for longer than a day."""
    from core.index_sources.registry import list_index_sources  # noqa: PLC0415 - apps are ready
    from search.operations import rebuild_index  # noqa: PLC0415 - needs the models

    for source in list_index_sources():
        rebuild_index(source)


@task()
def forget_search_counts(run: Run) -> None:
    """Deletes how often somebody searched, when it no longer matters."""
    from search.limits import forget_counts  # noqa: PLC0415 - needs the models

    forget_counts(now=run.now)


register_schedule(name="rebuild_indexes", task=rebuild_indexes, every=timedelta(days=1))
register_schedule(name="forget_search_counts", task=forget_search_counts, every=timedelta(hours=1))
