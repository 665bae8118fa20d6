"""The portal's own scheduled work: what is due to be shown or hidden, and what is forgotten."""

from datetime import timedelta

from django.core.management import call_command

from core.tasks.outbox import forget_old_mails
from core.tasks.queue import Run, forget_finished_jobs, task
from core.tasks.schedules import register_schedule


@task(atomic=False)
def publish_scheduled(run: Run) -> None:
    """Wagtail's own command: marks pages whose time has come or is over, and indexes them anew."""
    call_command("publish_scheduled", verbosity=0)


@task(atomic=False)
def prune_task_results(run: Run) -> None:
    """Deletes what the queue keeps of finished tasks."""
    call_command("prune_db_task_results", min_age_days=1, failed_min_age_days=14, verbosity=0)


@task()
def forget_finished(run: Run) -> None:
    """Deletes old jobs, and mails that are long sent."""
    forget_finished_jobs(now=run.now)
    forget_old_mails(now=run.now)


def register_housekeeping() -> None:
    """Registers the work above; called when the app is ready."""
    register_schedule(name="publish_scheduled", task=publish_scheduled, every=timedelta(minutes=1))
    register_schedule(name="prune_task_results", task=prune_task_results, every=timedelta(days=1))
    register_schedule(name="forget_finished", task=forget_finished, every=timedelta(days=1))
