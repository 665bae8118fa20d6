"""`manage.py lift_block CHILD ADULT --reason REASON`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from core.people.guardian_access import lift_block
from core.people.management.arguments import read_person, read_reason
from core.people.models import GuardianBlock


class Command(BaseCommand):
    """For a block that no office lifts: the operator's own, or one of a place the child left."""

    help = "Lift the block of an adult for a child, wherever it was decided; logged with --reason."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("child", metavar="CHILD", help="the child's UNI-Login id")
        parser.add_argument("adult", metavar="ADULT", help="the blocked adult's UNI-Login id")
        parser.add_argument("--reason", required=True, help="who decided it and why; no names")

    def handle(self, *args: Any, **options: Any) -> None:
        reason = read_reason(options["reason"])
        child, adult = read_person(options["child"]), read_person(options["adult"])
        block = GuardianBlock.objects.filter(child=child, guardian=adult, lifted_at=None).first()
        if block is None:
            raise CommandError(_("There is no block in force of this adult for this child."))
        lift_block(block, lifted_by=None, reason=reason, now=timezone.now())
        self.stdout.write(_("The block has been lifted."))
