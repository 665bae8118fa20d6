"""`manage.py load_demo`: two made-up municipalities with people, pages and documents."""

import time
from argparse import ArgumentParser, ArgumentTypeError
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from rich.console import Console

from cms.demo.loading import is_loaded, list_steps, run_steps, write_cast_file
from cms.demo.people import PASSWORD
from core.login.cast import CAST_FILE

FIRST_YEAR, LAST_YEAR = 2000, 2999


class Command(BaseCommand):
    """Loads the demo once; a second run says so and changes nothing."""

    help = (
        "Load the demo: two made-up municipalities with people, pages and documents. Everybody "
        f"of the cast also has the password “{PASSWORD}”. Runs in demo mode only."
    )
    # They take longer than finding out that the demo is already loaded.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--now",
            type=read_moment,
            help=(
                "write the texts for this moment, such as 2026-11-23T08:00; the imports go by the "
                "real clock, so choose one that is not far away"
            ),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(
                "The demo's people can be signed in as by anybody, so load_demo runs in demo mode "
                "only. Set INDGANG_DEMO=1 if this installation holds nobody's real data."
            )
        now = options["now"] or timezone.now()
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        if is_loaded():
            self.stdout.write("The demo is already loaded.")
            if not (settings.DATA_DIR / CAST_FILE).is_file():
                write_cast_file(settings.DATA_DIR, today=timezone.localdate(now))
            return
        started = time.monotonic()
        self.load(now)
        took = time.monotonic() - started
        self.stdout.write(f"The demo is loaded (after {took:.0f} s).")
        self.stdout.write(f"Everybody of the cast also has the password “{PASSWORD}”.")

    def load(self, now: datetime) -> None:
        """Runs the steps and says which: in one line on a terminal, else in a line each."""
        steps = list_steps(settings.DATA_DIR, now=now)
        if not self.stdout.isatty():
            for number, step in enumerate(run_steps(steps), 1):
                self.stdout.write(f"  {number} of {len(steps)}: {step.words}")
                self.stdout.flush()
            return
        with Console().status("Loading the demo ...") as status:
            for number, step in enumerate(run_steps(steps), 1):
                status.update(f"{number} of {len(steps)}: {step.words} ...")


def read_moment(text: str) -> datetime:
    """A moment in Danish time, unless the text says otherwise; raises `ArgumentTypeError`."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or not FIRST_YEAR <= moment.year <= LAST_YEAR:
        says = _("“%(text)s” is not a moment such as 2026-11-23T08:00.")
        raise ArgumentTypeError(says % {"text": text[:20]})
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)
