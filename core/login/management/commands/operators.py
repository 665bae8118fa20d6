"""`manage.py operators`: who runs the whole portal, and how they get in without any provider."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.audit.models import Action
from core.audit.operations import record
from core.login.local.operations import invite_operator, revoke_account
from core.login.local.queries import has_second_factor
from core.people.models import Person

OBJECT = Person._meta.label_lower
HOW_TO_NAME = gettext_lazy("Write an id of at most 50 characters, and --name NAME.")


class Command(BaseCommand):
    """Operators sign in by accounts of the portal's own, so that no outage keeps them out."""

    help = (
        "Operators of the whole portal: add UNILOGIN --name NAME prints a link, for one use in "
        "seven days, to choose a password and a second factor; for an operator already there it "
        "replaces what was lost. list and remove UNILOGIN."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        deeds = parser.add_subparsers(dest="deed", required=True)
        add = deeds.add_parser("add")
        add.add_argument("unilogin")
        add.add_argument("--name", default="", help="the name, for somebody new")
        deeds.add_parser("list")
        deeds.add_parser("remove").add_argument("unilogin")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["deed"] == "list":
            self.list_operators()
        elif options["deed"] == "add":
            self.add(options["unilogin"].strip().lower(), name=options["name"])
        else:
            self.remove(options["unilogin"].strip().lower())

    def add(self, unilogin: str, *, name: str) -> None:
        """Makes an operator, if there is none of that id, and prints a link."""
        if not (unilogin + name).isprintable():
            raise CommandError(str(HOW_TO_NAME))
        now = timezone.now()
        with transaction.atomic():
            person = Person.objects.filter(unilogin=unilogin).first()
            if person is None:
                person = _make_operator(unilogin, name)
                record(
                    Action.CHANGE,
                    now=now,
                    actor_id=None,
                    subject_id=person.pk,
                    object_type=OBJECT,
                    object_id=person.pk,
                    reason="operator added",
                )
            elif not person.is_superuser:
                raise CommandError(
                    _("%(unilogin)s is no operator. An operator needs an id of its own.")
                    % {"unilogin": unilogin}
                )
            made = invite_operator(person, now=now)
        path = reverse("local_invitation", kwargs={"secret": made.secret})
        self.stdout.write(_("To be opened once, within seven days, by nobody else:"))
        self.stdout.write(f"{settings.WAGTAILADMIN_BASE_URL}{path}")

    def list_operators(self) -> None:
        """Prints each operator, and whether the account is set up."""
        operators = Person.objects.filter(is_superuser=True, is_active=True)
        for person in operators.select_related("local_account").order_by("unilogin"):
            account = getattr(person, "local_account", None)
            ready = account is not None and has_second_factor(account)
            words = _("set up") if ready else _("not set up yet")
            self.stdout.write(f"{person.unilogin}  {person.get_full_name()}  ({words})")

    def remove(self, unilogin: str) -> None:
        """Ends an operator's account and sessions; the person's row stays, as the log needs it."""
        known = Person.objects.filter(unilogin=unilogin, is_superuser=True)
        person = known.first() if unilogin.isprintable() else None
        if person is None:
            raise CommandError(_("There is no such operator."))
        now = timezone.now()
        with transaction.atomic():
            revoke_account(person, institution=None, revoked_by=None, now=now)
            Person.objects.filter(pk=person.pk).update(is_superuser=False, is_active=False)
            person.sessions.all().delete()
            record(
                Action.CHANGE,
                now=now,
                actor_id=None,
                subject_id=person.pk,
                object_type=OBJECT,
                object_id=person.pk,
                reason="operator removed",
            )
        self.stdout.write(_("The operator has been removed."))


def _make_operator(unilogin: str, name: str) -> Person:
    first_name, _space, family_name = name.strip().partition(" ")
    person = Person(unilogin=unilogin, first_name=first_name, family_name=family_name)
    try:
        person.full_clean(exclude=["password"])
    except ValidationError:
        raise CommandError(str(HOW_TO_NAME)) from None
    return Person.objects.create_user(
        unilogin, None, first_name=first_name, family_name=family_name, is_superuser=True
    )
