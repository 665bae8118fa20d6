"""`manage.py connections read FILE.json`, `manage.py connections write CODE_OR_KEY`."""

import json
import os
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from core.connectors.configuration.files import InvalidFile, apply_file, read_file, write_file
from core.connectors.configuration.institution_files import (
    apply_institution_file,
    read_institution_file,
    write_institution_file,
)
from core.connectors.configuration.operations import Actor
from core.connectors.management.reading import read_text, refuse_file
from core.people.management.arguments import read_institution, read_municipality

CODE_LENGTH = 3


class Command(BaseCommand):
    """Connects the systems of a municipality or an institution from a file, or writes one."""

    help = "Connect systems as a file says, or write down what is connected."

    def add_arguments(self, parser: ArgumentParser) -> None:
        deeds = parser.add_subparsers(dest="deed", required=True)
        reading = deeds.add_parser("read", help="connect what the file names")
        reading.add_argument("file", help="a JSON file, or - for what comes in")
        writing = deeds.add_parser("write", help="write down what is connected, without secrets")
        writing.add_argument(
            "place", help="the code of a municipality, or the key of an institution"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["deed"] == "write":
            self._write(options["place"])
            return
        try:
            left = _apply(read_text(options["file"]))
        except InvalidFile as error:
            raise refuse_file(error) from None
        self.stdout.write(_("The systems are connected as the file says."))
        for line in left:
            self.stdout.write(_("Does not run yet: %s") % line)

    def _write(self, place: str) -> None:
        if len(place) == CODE_LENGTH:
            text = write_file(read_municipality(place)).model_dump_json(indent=2)
        else:
            text = write_institution_file(read_institution(place)).model_dump_json(indent=2)
        self.stdout.write(text)


def _apply(text: str) -> list[str]:
    by = Actor(person=None, now=timezone.now())
    if _is_of_institution(text):
        return apply_institution_file(read_institution_file(text), by=by, environment=os.environ)
    return apply_file(read_file(text), by=by, environment=os.environ)


def _is_of_institution(text: str) -> bool:
    """Whether a file is one institution's; one that cannot be read is refused as any other."""
    try:
        content = json.loads(text)
    except ValueError:
        return False
    return isinstance(content, dict) and "institution" in content
