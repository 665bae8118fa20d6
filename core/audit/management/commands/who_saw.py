"""`manage.py who_saw`: who opened, changed or read the log of a page, and when."""

from argparse import ArgumentParser, ArgumentTypeError
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit.models import Entry
from core.audit.queries import read_entries_about_object
from core.days import end_of, start_of
from core.numbers import read_id

PAGE = "cms.basepage"
FIRST_YEAR, LAST_YEAR = 2000, 2999


class Command(BaseCommand):
    """Answers the officer who looks into a case; the reading is logged with its reason.

    Each line names a person by number and role. The number leads the officer to the name where
    that is allowed; the answer as it stands can be given to a citizen, who has a right to time
    and purpose but normally not to the names of staff (C-579/21; Datatilsynet, 6 June 2024).
    """

    help = "Prints who did what with a page, and when; --reason is written into the log."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("object_id", metavar="PAGE")
        parser.add_argument("--reason", required=True, help="why the log is read; no names")
        parser.add_argument("--from", dest="first", type=read_day, help="first day, YYYY-MM-DD")
        parser.add_argument("--to", dest="last", type=read_day, help="last day, YYYY-MM-DD")
        parser.add_argument(
            "--type", default=PAGE, help="what else than a page, such as people.person"
        )

    def handle(self, *args: Any, object_id: str, reason: str, **options: Any) -> None:
        if not reason.strip():
            raise CommandError(_("Say with --reason why the log is read."))
        most = Entry._meta.get_field("reason").max_length or 0
        if len(reason) > most:
            says = _("--reason has %(count)d characters. Write it in %(most)d at most.")
            raise CommandError(says % {"count": len(reason), "most": most})
        if read_id(object_id) is None:
            says = _("“%(text)s” is no number. It stands in the address when the page is edited.")
            raise CommandError(says % {"text": object_id[:20]})
        if options["type"] not in {model._meta.label_lower for model in apps.get_models()}:
            says = _("There is nothing of the type “%(type)s”. Pages are %(page)s.")
            raise CommandError(says % {"type": options["type"][:40], "page": PAGE})
        first, last = options["first"], options["last"]
        entries = read_entries_about_object(
            object_type=options["type"],
            object_id=object_id,
            now=timezone.now(),
            reader_id=None,
            reason=reason,
            since=first and start_of(first),
            until=last and end_of(last),
        )
        roles = find_roles(entry.actor_id for entry in entries)
        for entry in entries:
            self.stdout.write(write_line(entry, roles))


def write_line(entry: Entry, roles: dict[int, str]) -> str:
    """Time, action, number and roles of who did it, and the reason that was given."""
    who = _("somebody unknown, or the system itself")
    if entry.actor_id is not None:
        role = roles.get(entry.actor_id) or _("no role")
        who = _("person %(id)s (%(role)s)") % {"id": entry.actor_id, "role": role}
    at = timezone.localtime(entry.at)
    parts = [f"{at:%Y-%m-%d %H:%M:%S}", entry.get_action_display(), who, entry.reason]
    return "  ".join(part for part in parts if part)


def find_roles(person_ids: Iterable[int | None]) -> dict[int, str]:
    """The roles of people by their numbers, as they are today."""
    # By name, since this app knows nothing of those above it.
    rows = apps.get_model("people.Membership").objects.filter(person_id__in=set(person_ids))
    roles: dict[int, set[str]] = defaultdict(set)
    for row in rows:
        roles[row.person_id].add(str(row.get_role_display()))
    return {person_id: ", ".join(sorted(found)) for person_id, found in roles.items()}


def read_day(text: str) -> date:
    """A day of the command line; raises `ArgumentTypeError` for anything else."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        says = _("“%(text)s” is not a day such as 2026-08-31.")
        raise ArgumentTypeError(says % {"text": text[:20]})
    return day
