"""`manage.py startconnector NAME`: a connector that works at once, to be changed into one's own."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from indgang_sdk.command.new import NotMade, make_connector, make_package


class Command(BaseCommand):
    """Makes a folder in `plugins`, or a package of its own elsewhere."""

    help = "Make a connector whose tests pass and that shows a tile, here or as its own package."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="its name in code: small letters, digits and _")
        parser.add_argument("--package", type=Path, help="make a package of its own in this folder")

    def handle(self, *args: Any, **options: Any) -> None:
        name, package = options["name"], options["package"]
        try:
            if package is None:
                made = make_connector(name, into=Path(settings.BASE_DIR) / "plugins")
            else:
                made = make_package(name, folder=package)
        except (NotMade, OSError) as error:
            raise CommandError(_("No connector was made: %s") % str(error)[:300]) from None
        self.stdout.write(_("The connector is in %s. Its README says what comes next.") % made)
        if package is None:
            line = f'"plugins.{name}.plugin"'
            self.stdout.write(_("Add this line to CONNECTORS in the settings: %s") % line)
