"""`manage.py who_may INSTITUTION`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from core.people.management.arguments import read_institution
from core.people.rights import read_right_holders

REASON = "manage.py who_may"


class Command(BaseCommand):
    help = "Print who holds which right in an institution; the reading is logged."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("institution", metavar="INSTITUTION", help="the key")

    def handle(self, *args: Any, **options: Any) -> None:
        institution = read_institution(options["institution"])
        holders = read_right_holders(institution, reader=None, reason=REASON, now=timezone.now())
        for holder in holders:
            self.stdout.write(f"{holder.unilogin}  {holder.name}  {', '.join(holder.rights)}")
        if not holders:
            self.stdout.write(_("Nobody has a right there."))
