"""`manage.py connections read FILE.json`, `manage.py connections write CODE`."""

import os
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from core.connectors.configuration.files import InvalidFile, apply_file, read_file, write_file
from core.connectors.configuration.operations import Actor
from core.people.management.arguments import read_municipality


class Command(BaseCommand):
    """Connects the systems of a municipality from a file, or writes such a file."""

    help = "Connect a municipality's systems as a file says, or write down what is connected."

    def add_arguments(self, parser: ArgumentParser) -> None:
        deeds = parser.add_subparsers(dest="deed", required=True)
        reading = deeds.add_parser("read", help="connect what the file names")
        reading.add_argument("file", help="a JSON file, or - for what comes in")
        writing = deeds.add_parser("write", help="write down what is connected, without secrets")
        writing.add_argument("municipality", help="the code of the municipality")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["deed"] == "write":
            self._write(options["municipality"])
            return
        text = _read(options["file"])
        try:
            by = Actor(person=None, now=timezone.now())
            left = apply_file(read_file(text), by=by, environment=os.environ)
        except InvalidFile as error:
            says = _("The file cannot be used: %(reason)s. Nothing has been changed.")
            raise CommandError(says % {"reason": str(error)[:400]}) from None
        self.stdout.write(_("The systems are connected as the file says."))
        for line in left:
            self.stdout.write(_("Does not run yet: %s") % line)

    def _write(self, code: str) -> None:
        self.stdout.write(write_file(read_municipality(code)).model_dump_json(indent=2))


def _read(name: str) -> str:
    try:
        return sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
    # A name with a NUL is a wrong value to Python, and to people a file that there is not.
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", "") or _("it is not text in UTF-8")
        raise CommandError(_("The file cannot be read: %s.") % reason) from None
