"""`manage.py create_municipality CODE NAME`."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from core.people.operations import create_municipality


class Command(BaseCommand):
    help = "Make a municipality, such as: create_municipality 998 'Lindesø Kommune'."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", help="three digits")
        parser.add_argument("name")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            create_municipality(code=options["code"], name=options["name"])
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        self.stdout.write(_("Municipality %(code)s has been created.") % options)
