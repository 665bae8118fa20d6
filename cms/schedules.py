"""What pages and what belongs to them have done again and again."""

from datetime import timedelta

from django.utils import timezone

from cms.confirmation.mails import remind_of_due
from core.tasks.queue import Run, task
from core.tasks.schedules import register_schedule


@task()
def erase_form_answers(run: Run) -> None:
    """Deletes answers to forms whose day has come."""
    from cms.form_pages.operations import erase_answers  # noqa: PLC0415 - needs the models

    erase_answers(today=timezone.localdate(run.now))


@task()
def look_after_pages(run: Run) -> None:
    """Reminds of pages that are to be reviewed, and archives those whose time is over."""
    from cms.lifecycle import daily  # noqa: PLC0415 - needs the models

    daily.look_after_pages(now=run.now)


@task(atomic=False)
def check_links(run: Run) -> None:
    """Looks for links within the portal that do not work."""
    from cms.lifecycle.link_check import note_broken_links  # noqa: PLC0415 - needs the models

    note_broken_links(now=run.now)


register_schedule(name="remind_of_due", task=remind_of_due, every=timedelta(hours=6))
register_schedule(name="erase_form_answers", task=erase_form_answers, every=timedelta(hours=6))
register_schedule(name="look_after_pages", task=look_after_pages, every=timedelta(days=1))
register_schedule(name="check_links", task=check_links, every=timedelta(days=1))
