"""`manage.py take_right PERSON RIGHT INSTITUTION...`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.people.management.arguments import (
    add_right_arguments,
    read_institutions,
    read_person,
    read_rights,
)
from core.people.rights import take_rights


class Command(BaseCommand):
    help = "Take rights in institutions from somebody, such as: take_right ida00001 publish 998101."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_right_arguments(parser)

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        person, rights = read_person(options["person"]), read_rights(options["rights"])
        for institution in read_institutions(options):
            taken = take_rights(
                person,
                institution=institution,
                rights=rights,
                taken_by=None,
                reason=f"manage.py take_right {','.join(rights)}",
                now=timezone.now(),
            )
            says = _("%(key)s %(name)s: %(rights)s has been taken from %(unilogin)s.")
            if not taken:
                says = _("%(key)s %(name)s: nothing is different.")
            self.stdout.write(
                says
                % {
                    "key": institution.key,
                    "name": institution.name,
                    "unilogin": person.unilogin,
                    "rights": ", ".join(taken),
                }
            )
