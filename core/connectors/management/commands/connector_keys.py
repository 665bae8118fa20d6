"""`manage.py connector_keys new`, `manage.py connector_keys rotate`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.connectors.configuration.rotation import rotate_secrets
from core.connectors.vault import make_key


class Command(BaseCommand):
    """Makes keys for the secrets of connected systems, and moves the secrets to the newest."""

    help = "Make a key for INDGANG_CONNECTOR_KEYS_PATH, or encrypt all secrets with the newest."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("deed", choices=["new", "rotate"])

    def handle(self, *args: Any, **options: Any) -> None:
        if options["deed"] == "new":
            self.stdout.write(make_key())
            return
        rotated, lost = rotate_secrets()
        says = ngettext(
            "%(count)d secret is encrypted with the newest key.",
            "%(count)d secrets are encrypted with the newest key.",
            rotated,
        )
        self.stdout.write(says % {"count": rotated})
        for place in lost:
            self.stderr.write(_("No key fits. Type the secret anew: %s") % place)
