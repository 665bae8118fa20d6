"""`manage.py dead_jobs`: what was given up, and trying it again."""

from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from core.numbers import read_id
from core.tasks.models import Job, JobState
from core.tasks.queue import retry_dead_job


class Command(BaseCommand):
    """Lists jobs that failed five times, and gives them five more attempts."""

    help = "Lists the jobs that were given up, or has some or all of them tried again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--retry", type=read_number, action="append", default=[], metavar="JOB")
        parser.add_argument("--retry-all", action="store_true")

    def handle(self, *args: Any, retry: list[int], retry_all: bool, **options: Any) -> None:
        dead = Job.objects.filter(state=JobState.DEAD).order_by("finished_at", "pk")
        wanted = list(dead.values_list("pk", flat=True)) if retry_all else retry
        for job_id in wanted:
            if not retry_dead_job(job_id, now=timezone.now()):
                raise CommandError(_("Job %(id)s was not given up.") % {"id": job_id})
            self.stdout.write(_("Job %(id)s is tried again.") % {"id": job_id})
        if wanted:
            return
        for job in dead:
            where = job.municipality_code or "–"
            self.stdout.write(
                f"{job.pk}  {job.finished_at:%Y-%m-%d %H:%M}  {where}  {job.task}  {job.last_error}"
            )
        if not dead:
            self.stdout.write(_("No job was given up."))


def read_number(text: str) -> int:
    """A job's number; raises `ArgumentTypeError`."""
    if (number := read_id(text)) is not None:
        return number
    says = _("“%(text)s” is no job's number. Run dead_jobs alone to see them.")
    raise ArgumentTypeError(says % {"text": text[:20]})
