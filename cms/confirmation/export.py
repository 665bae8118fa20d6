"""The report as the rows of a spreadsheet."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from cms.confirmation.report import Report


def make_rows(report: Report) -> tuple[list[str], list[list[str]]]:
    """The head, and a row for each reply that is asked for."""
    head = [_("Class or room"), _("Name"), _("Who"), _("Confirmed at"), _("Note")]
    return head, [
        [line.group, line.whom, reply.name, write_moment(reply.confirmed_at),
         f"{reply.method} {reply.reason}".strip()]
        for line in report.lines
        for reply in line.replies
    ]  # fmt: skip


def write_moment(at: datetime | None) -> str:
    """A moment as spreadsheets sort it, empty for none."""
    return timezone.localtime(at).strftime("%d.%m.%Y %H.%M") if at else ""
