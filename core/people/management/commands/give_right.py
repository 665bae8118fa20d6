"""`manage.py give_right PERSON RIGHT INSTITUTION...`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.people.management.arguments import (
    add_right_arguments,
    read_institutions,
    read_person,
    read_rights,
)
from core.people.rights import give_rights


class Command(BaseCommand):
    help = "Give somebody rights in institutions, such as: give_right ida00001 edit,publish 998101."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_right_arguments(parser)

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        person, rights = read_person(options["person"]), read_rights(options["rights"])
        institutions = read_institutions(options)
        if not person.is_active:
            raise CommandError(
                _("%(unilogin)s may no longer sign in. Rights are for those who may.")
                % {"unilogin": person.unilogin}
            )
        for institution in institutions:
            given = give_rights(
                person,
                institution=institution,
                rights=rights,
                given_by=None,
                reason=f"manage.py give_right {','.join(rights)}",
                now=timezone.now(),
            )
            says = _("%(key)s %(name)s: %(unilogin)s has been given %(rights)s.")
            if not given:
                says = _("%(key)s %(name)s: nothing is different.")
            self.stdout.write(
                says
                % {
                    "key": institution.key,
                    "name": institution.name,
                    "unilogin": person.unilogin,
                    "rights": ", ".join(given),
                }
            )
