"""`manage.py create_person UNILOGIN FIRST_NAME [FAMILY_NAME]`."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from core.people.kinds import Role
from core.people.management.arguments import read_institution
from core.people.models import Person
from core.people.operations import LocalPlace, create_local_person

# Nobody is a guardian by a membership.
ROLES = [role.value for role in Role if role != Role.GUARDIAN]
REASON = "manage.py create_person"


class Command(BaseCommand):
    help = (
        "Make an account for somebody whom no roster has, such as: "
        "create_person nann0001 Nanna Holm --institution 998101 --role external."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("unilogin", help="the UNI-Login id")
        parser.add_argument("first_name")
        parser.add_argument("family_name", nargs="?", default="")
        parser.add_argument("--institution", metavar="KEY", help="where the person belongs")
        parser.add_argument("--role", choices=ROLES, help="as what the person belongs there")

    def handle(self, *args: Any, **options: Any) -> None:
        names = ("unilogin", "first_name", "family_name")
        try:
            person = create_local_person(
                **{name: options[name] for name in names},
                places=_read_places(options["institution"], options["role"]),
                created_by=None,
                reason=REASON,
                now=timezone.now(),
            )
        except ValidationError as error:
            raise CommandError(_explain(error)) from None
        self.stdout.write(
            _("%(unilogin)s has been created, without a password.") % {"unilogin": person.unilogin}
        )


def _read_places(key: str | None, role: str | None) -> list[LocalPlace]:
    if bool(key) != bool(role):
        raise CommandError(_("Say both --institution and --role, or neither of them."))
    if not key or not role:
        return []
    return [LocalPlace(at=read_institution(key), role=Role(role))]


def _explain(error: ValidationError) -> str:
    """As "First name: This field cannot be blank."."""
    words = {field.name: field.verbose_name for field in Person._meta.fields}
    return " ".join(
        f"{words[name]}: {' '.join(messages)}" for name, messages in error.message_dict.items()
    )
