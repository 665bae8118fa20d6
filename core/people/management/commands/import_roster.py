"""`manage.py import_roster FILE --municipality CODE`."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rich.console import Console
from rich.progress import Progress

from core.people.models import Municipality
from core.people.refusals import FileRefused
from core.people.roster.importing import RosterOptions, import_roster
from core.people.roster.summary import InstitutionSummary, Tally

PASSES = 2


class Command(BaseCommand):
    help = (
        "Import people, groups and guardianships from the national export wsiEKSPORT v7, "
        "package FuldMyndighed. The whole file is checked before anything is changed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--municipality", required=True, metavar="CODE")
        parser.add_argument("--dry-run", action="store_true", help="change nothing, only tell")
        parser.add_argument(
            "--part",
            action="store_true",
            help="the file has only some of the municipality's institutions; leave the others",
        )
        parser.add_argument(
            "--accept-vanished",
            action="store_true",
            help="import although more than half of an institution's people are gone",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        municipality = Municipality.objects.filter(code=options["municipality"]).first()
        if municipality is None:
            raise CommandError(_("The municipality is not known here. Create it."))
        rules = RosterOptions(
            is_part=options["part"],
            accept_vanished=options["accept_vanished"],
            dry_run=options["dry_run"],
        )
        try:
            with _open_with_progress(options["file"]) as file:
                summaries = import_roster(
                    file, municipality=municipality, now=timezone.now(), options=rules
                )
        except OSError as error:
            raise CommandError(_("The file cannot be read: %s.") % (error.strerror or "")) from None
        except FileRefused as refusal:
            raise CommandError(str(refusal)) from None
        for summary in summaries:
            self.stdout.write(describe_summary(summary))
        if rules.dry_run:
            self.stdout.write(_("This was a trial run. Nothing has been changed."))


def describe_summary(summary: InstitutionSummary) -> str:
    """What changed in one institution, as lines of text."""
    tallies = {
        _("People"): summary.people,
        _("Groups"): summary.groups,
        _("Memberships"): summary.memberships,
        _("Guardians"): summary.guardianships,
    }
    lines = [f"{what}: {_describe_tally(tally)}" for what, tally in tallies.items() if tally]
    if not lines:
        lines.append(_("Nothing is different."))
    if summary.skipped:
        left_out = ngettext(
            "%(count)d person without UNI-Login or role was left out.",
            "%(count)d people without UNI-Login or role were left out.",
            summary.skipped,
        )
        lines.append(left_out % {"count": summary.skipped})
    return "\n  ".join([f"{summary.key} {summary.name}", *lines])


def _describe_tally(tally: Tally) -> str:
    counts = {"new": tally.new, "changed": tally.changed, "ended": tally.ended}
    return _("%(new)d new, %(changed)d changed, %(ended)d ended") % counts


class _ProgressFile:
    """A file that shows how far it has been read, on its way through both passes."""

    def __init__(self, file: BinaryIO, progress: Progress, *, size: int) -> None:
        self._file = file
        self._progress = progress
        self._task = progress.add_task(_("Reading the file"), total=size * PASSES)

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self._progress.advance(self._task, len(data))
        return data

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._file.seek(offset, whence)


@contextmanager
def _open_with_progress(path: Path) -> Iterator[Any]:
    """The file, with a bar on standard error when that is a terminal."""
    with path.open("rb") as file:
        if not sys.stderr.isatty():
            yield file
            return
        with Progress(console=Console(stderr=True), transient=True) as progress:
            yield _ProgressFile(file, progress, size=path.stat().st_size)
