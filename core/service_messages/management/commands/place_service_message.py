"""`manage.py place_service_message TEXT --until DAY`: words on top of everybody's pages."""

from argparse import ArgumentParser
from datetime import date, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from core.days import end_of
from core.privacy.blanking import blank_personal_text
from core.service_messages.models import LONGEST, ServiceMessage
from core.service_messages.operations import place_message, withdraw_message


class Command(BaseCommand):
    """For operators: a message for the whole installation; offices place their own."""

    help = "Put a message on top of every page of everybody, or take such messages down."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("text", metavar="TEXT", nargs="?", default="", help="in Danish")
        parser.add_argument("--english", default="", help="the same in English")
        parser.add_argument("--until", metavar="DAY", help="the last day, such as 2026-11-23")
        parser.add_argument(
            "--withdraw", action="store_true", help="take down what stands there instead"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        if options["withdraw"]:
            self._withdraw(now)
            return
        text, english = read_words(options["text"]), options["english"]
        if not text:
            raise CommandError(_("Write the message, in quotation marks."))
        place_message(
            text=text,
            english=read_words(english),
            begins_at=now,
            ends_at=read_end(options["until"], now=now),
            municipality=None,
            institution=None,
            placed_by=None,
            now=now,
        )
        self.stdout.write(_("The message stands on every page within half a minute."))

    def _withdraw(self, now: datetime) -> None:
        rows = ServiceMessage.objects.filter(municipality=None, institution=None, ends_at__gt=now)
        for row in rows:
            withdraw_message(row, withdrawn_by=None, now=now)
        self.stdout.write(_("No message stands on everybody's pages any more."))


def read_words(text: str) -> str:
    """A message on one line; raises `CommandError` where it cannot be shown."""
    words = " ".join(text.split())
    if not words.isprintable():
        raise CommandError(_("The message holds signs that cannot be shown. Write it again."))
    if len(words) > LONGEST:
        says = _("The message has %(count)d characters. Write it in %(most)d at most.")
        raise CommandError(says % {"count": len(words), "most": LONGEST})
    if blank_personal_text(words) != words:
        raise CommandError(_("Everybody reads this. Remove the CPR number or the e-mail address."))
    return words


def read_end(text: str | None, *, now: datetime) -> datetime:
    """The end of the last day; raises `CommandError` for what is no day to come."""
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        day = None
    if day is None or not now.date() <= day < date.max:
        raise CommandError(_("Say with --until the last day, from today on, such as 2026-11-23."))
    return end_of(day)
