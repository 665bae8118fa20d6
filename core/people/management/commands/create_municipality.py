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
        code, name = options["code"], options["name"].strip()
        if name and not name.isprintable():
            raise CommandError(_("The name has signs that cannot be shown. Write it again."))
        try:
            create_municipality(code=code, name=name)
        except ValidationError as error:
            raise CommandError(describe_refusal(error, code=code)) from None
        self.stdout.write(_("Municipality %(code)s has been created.") % {"code": code})


def describe_refusal(error: ValidationError, *, code: str) -> str:
    """What is wrong with each of the two, by its name on the command line."""
    names = {"code": _("The code"), "name": _("The name")}
    if any(found.code == "unique" for found in error.error_dict.get("code", [])):
        return _("A municipality with the code %(code)s already exists.") % {"code": code}
    return " ".join(
        f"{names[field]}: {' '.join(messages)}" for field, messages in error.message_dict.items()
    )
