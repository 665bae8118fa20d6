"""What the index has done again and again."""

from datetime import timedelta

from core.tasks.queue import Run, task
from core.tasks.schedules import register_schedule


# What an engine takes, it has taken: a task that is run twice finds nothing left.
@task(atomic=False)
def index_changes(run: Run) -> None:
    """Hands to the engines what has changed."""
    from search.engines.chosen import list_engines  # noqa: PLC0415 - needs the models
    from search.indexing.handing import hand_changes_on  # noqa: PLC0415 - as above
    from search.indexing.rebuilding import rebuild  # noqa: PLC0415 - as above

    for engine in list_engines():
        # After a restore, or on the first day.
        if not engine.is_built():
            rebuild(engine)
    hand_changes_on()


# In batches of its own, so that others write in between.
@task(atomic=False, lease=timedelta(hours=2))
def renew_index(run: Run) -> None:
    """Reads all that is offered anew, so that nothing wrong stays found for longer than a day."""
    from core.index_sources.registry import list_index_sources  # noqa: PLC0415 - apps are ready
    from search.engines.chosen import list_engines  # noqa: PLC0415 - needs the models
    from search.indexing.lexicons import renew_lexicon  # noqa: PLC0415 - as above
    from search.indexing.rebuilding import mend  # noqa: PLC0415 - as above
    from search.operations import read_all_anew  # noqa: PLC0415 - as above

    for source in list_index_sources():
        read_all_anew(source)
    renew_lexicon(now=run.now)
    for engine in list_engines():
        # Words that a new lexicon takes apart otherwise are taken apart in the index, too.
        mend(engine)


@task()
def forget_search_counts(run: Run) -> None:
    """Deletes how often somebody searched, when it no longer matters."""
    from search.limits import forget_counts  # noqa: PLC0415 - needs the models

    forget_counts(now=run.now)


register_schedule(name="index_changes", task=index_changes, every=timedelta(minutes=1))
register_schedule(name="renew_index", task=renew_index, every=timedelta(days=1))
register_schedule(name="forget_search_counts", task=forget_search_counts, every=timedelta(hours=1))
