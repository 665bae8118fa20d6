"""`manage.py doctor`: is everything as it should be, and if not, what to do."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _

from core.tasks.doctoring import Finding, run_checks


class Command(BaseCommand):
    """Prints a line for each thing looked at, and leaves with 1 when one is not right."""

    help = "Looks at settings, database, mail, background work and footer pages."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--send-test", metavar="ADDRESS", help="connect to the mail server and send one mail"
        )

    def handle(self, *args: Any, send_test: str | None, **options: Any) -> None:
        if send_test is not None:
            require_address(send_test)
        findings = run_checks(now=timezone.now())
        if send_test is not None:
            findings.append(("mail", try_sending(send_test)))
        for name, finding in findings:
            self._print(name, finding)
        if not all(finding.ok for _name, finding in findings):
            raise SystemExit(1)

    def _print(self, name: str, finding: Finding) -> None:
        word = self.style.SUCCESS("OK  ") if finding.ok else self.style.ERROR(_("FAIL"))
        self.stdout.write(f"{word}  {name}: {finding.says}")
        if not finding.ok and finding.remedy:
            self.stdout.write(f"      → {finding.remedy}")


def require_address(text: str) -> None:
    """Raises `CommandError` for what is no e-mail address."""
    try:
        validate_email(text)
    except ValidationError as error:
        says = _("“%(text)s” is no e-mail address. Write one such as it@example.dk.")
        shown = "".join(sign for sign in text[:60] if sign.isprintable())
        raise CommandError(says % {"text": shown}) from error


def try_sending(address: str) -> Finding:
    """Sends one mail now; what the mail server answered stands in the finding."""
    try:
        send_mail(_("Test from Indgang"), _("The mail server works."), None, [address])
    except Exception as error:  # noqa: BLE001 - any failure is the answer that was asked for
        return Finding(
            ok=False,
            says=_("The test mail did not go: %(error)s") % {"error": type(error).__name__},
            remedy=_("Check INDGANG_EMAIL_URL and that this machine may reach the mail server."),
        )
    return Finding(ok=True, says=_("The test mail has been handed to the mail server."))
