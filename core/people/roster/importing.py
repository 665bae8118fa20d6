"""Brings a roster in: one pass that only checks, and one that writes.

Each institution is one transaction. An import that was interrupted is finished by running it
again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from django.db import transaction
from django.utils import timezone

from core.people.leading import keep_rights_of_staff
from core.people.models import Institution, Municipality
from core.people.refresh import refresh_access
from core.people.roster.checking import RosterChecker
from core.people.roster.entries import Coming
from core.people.roster.groups import write_groups
from core.people.roster.guardianships import write_guardianships
from core.people.roster.memberships import write_memberships
from core.people.roster.people import write_people
from core.people.roster.reader import read_institutions
from core.people.roster.records import InstitutionRecord
from core.people.roster.summary import InstitutionSummary
from core.people.roster.turns import wait_for_turn
from core.people.signals import roster_imported


@dataclass(frozen=True, kw_only=True)
class RosterOptions:
    """How a roster is imported.

    `is_part`: the file has only some of the municipality's institutions. `accept_vanished`: more
    than half of an institution's people may have left. `dry_run`: nothing is changed; on SQLite
    others wait with their writing until it is over.
    """

    is_part: bool = False
    accept_vanished: bool = False
    dry_run: bool = False


def import_roster(
    file: BinaryIO,
    *,
    municipality: Municipality,
    now: datetime,
    options: RosterOptions = RosterOptions(),
) -> list[InstitutionSummary]:
    """Makes the municipality's people those of the file, and says what changed where.

    `file` can be read twice. Raises `FileRefused` before anything is written. The same file
    again writes nothing. Imports wait for each other.
    """
    with wait_for_turn():
        return _import_alone(file, municipality=municipality, now=now, options=options)


def _import_alone(
    file: BinaryIO, *, municipality: Municipality, now: datetime, options: RosterOptions
) -> list[InstitutionSummary]:
    on = timezone.localdate(now)
    checked = RosterChecker(
        municipality=municipality,
        on=on,
        is_part=options.is_part,
        accept_vanished=options.accept_vanished,
    ).check(file)
    writer = RosterWriter(now=now, coming=checked.coming, dry_run=options.dry_run)
    with _undone_if(options.dry_run):
        summaries = [writer.write_institution(record) for record in read_institutions(file)]
        exported_at = checked.exported_at
        summaries += [
            writer.write_institution(
                InstitutionRecord(line=1, key=absent.key, exported_at=exported_at)
            )
            for absent in checked.absent
        ]
    return summaries


@dataclass(frozen=True, kw_only=True)
class RosterWriter:
    """Writes institutions of one import; in a dry run keys stay as they are."""

    now: datetime
    coming: Coming
    dry_run: bool = False

    def write_institution(self, record: InstitutionRecord) -> InstitutionSummary:
        """Makes the rows of one institution those of its record, in one transaction."""
        with transaction.atomic():
            institution = Institution.objects.get(key=record.key)
            summary, touched = self._write_rows(record, institution)
            if not self.dry_run:
                refresh_access(touched, on=timezone.localdate(self.now))
                keep_rights_of_staff(institution, now=self.now)
                self._announce(institution, summary)
        return summary

    def _write_rows(
        self, record: InstitutionRecord, institution: Institution
    ) -> tuple[InstitutionSummary, set[int]]:
        on = timezone.localdate(self.now)
        where = institution.pk
        groups = write_groups(record.groups, institution_id=where, on=on)
        people = write_people(
            record.gather_people(), institution_id=where, key=record.key, coming=self.coming
        )
        memberships = write_memberships(
            record.places, institution_id=where, people=people.ids, groups=groups.ids, on=on
        )
        guardianships = write_guardianships(
            record.places, institution_id=where, people=people.ids, on=on
        )
        if institution.roster_exported_at != record.exported_at:
            institution.roster_exported_at = record.exported_at
            institution.save(update_fields=["roster_exported_at"])
        summary = InstitutionSummary(
            key=institution.key,
            name=institution.name,
            people=people.tally,
            groups=groups.tally,
            memberships=memberships.tally,
            guardianships=guardianships.tally,
            skipped=record.skipped,
        )
        parts = (groups.touched, people.touched, memberships.touched, guardianships.touched)
        return summary, set().union(*parts)

    def _announce(self, institution: Institution, summary: InstitutionSummary) -> None:
        if summary.has_changes:
            roster_imported.send(sender=Institution, institution_ids=[institution.pk])


@contextmanager
def _undone_if(undo: bool) -> Iterator[None]:
    if not undo:
        yield
        return
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
