"""`manage.py connect_sandbox --port 8900`: the demo's municipalities connect the played systems."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.demo.systems import connect_systems
from core.connectors.configuration.files import InvalidFile


class Command(BaseCommand):
    """Connects the systems of the sandbox; `run_demo` does it at each start."""

    help = "Connect the demo's municipalities with the systems that the sandbox plays."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8900, help="the port of its page")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The sandbox is for the demo, with INDGANG_DEMO=1.")
        try:
            left = connect_systems(port=options["port"], now=timezone.now())
        except InvalidFile as error:
            says = _("The file cannot be used: %(reason)s. Nothing has been changed.")
            raise CommandError(says % {"reason": str(error)[:400]}) from None
        for line in left:
            self.stderr.write(f"Does not run: {line}")
