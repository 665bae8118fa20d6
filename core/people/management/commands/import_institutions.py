"""`manage.py import_institutions FILE.csv`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from core.people.institutions import import_institutions
from core.people.institutions_file import COLUMNS, read_institution_rows
from core.people.refusals import FileRefused


class Command(BaseCommand):
    help = f"Add and change institutions from a CSV file with the columns {', '.join(COLUMNS)}."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            rows = read_institution_rows(options["file"].read_bytes())
            summary = import_institutions(rows, on=timezone.localdate())
        except OSError as error:
            raise CommandError(_("The file cannot be read: %s.") % (error.strerror or "")) from None
        except FileRefused as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(
            _("Institutions: %(new)d new, %(changed)d changed.")
            % {"new": summary.new, "changed": summary.changed}
        )
