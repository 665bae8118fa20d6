"""`manage.py run_schedules`: the ticking command."""

import signal
import time
from argparse import ArgumentParser
from datetime import datetime
from typing import Any

import structlog
from django.core.management.base import BaseCommand
from django.db import Error, close_old_connections
from django.utils import timezone

from core.tasks.attempts import describe_error
from core.tasks.heartbeats import SCHEDULER, beat
from core.tasks.queue import recover_lost_jobs
from core.tasks.schedules import run_due_schedules, write_schedules

log = structlog.get_logger(__name__)

TICK_SECONDS = 60


def tick(*, now: datetime) -> list[str]:
    """Everything that is done once a minute; returns the names of what was due."""
    beat(SCHEDULER, now=now)
    write_schedules(now=now)
    recover_lost_jobs(now=now)
    return run_due_schedules(now=now)


class Command(BaseCommand):
    """Enqueues what is due, once a minute, until it is told to stop."""

    stopping = False
    help = "Enqueues scheduled work when it is due; several may run at the same time."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="tick once and exit")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        if once:
            for name in tick(now=timezone.now()):
                self.stdout.write(name)
            return
        self._tick_until_stopped()

    def _tick_until_stopped(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        while not self.stopping:
            close_old_connections()
            try:
                tick(now=timezone.now())
            except Error as error:
                # The database is away; the next tick makes up for this one.
                log.error("tick failed", error=describe_error(error))
            self._rest()

    def _stop(self, *_signal: object) -> None:
        self.stopping = True

    def _rest(self) -> None:
        """Sleeps by the second, because a signal does not end a sleep."""
        for _second in range(TICK_SECONDS):
            if self.stopping:
                return
            time.sleep(1)
