"""Answers as a file for a spreadsheet, in which no cell is a formula."""

import csv
from collections.abc import Iterable
from io import StringIO

from django.utils import timezone
from django.utils.translation import gettext as _

from cms.form_pages.reading import list_lines
from cms.models import FormAnswer

# What spreadsheets take for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_csv(answers: Iterable[FormAnswer]) -> str:
    """A line an answer, a column a question, as the Danish Excel opens it at a double click."""
    rows = list(answers)
    questions = list(dict.fromkeys(line[0] for answer in rows for line in list_lines(answer)))
    text = StringIO()
    # The mark at the beginning tells Excel that the file is UTF-8.
    text.write("\ufeff")
    sheet = csv.writer(text, delimiter=";", lineterminator="\r\n")
    sheet.writerow(
        [_("Sent"), _("For whom"), _("Sent by"), *map(keep_text, questions), _("Answer")]
    )
    for answer in rows:
        said = dict(list_lines(answer))
        sheet.writerow(
            [
                timezone.localtime(answer.sent_at).strftime("%d.%m.%Y %H.%M"),
                keep_text((answer.child or answer.person).get_full_name()),
                keep_text(answer.person.get_full_name()),
                *(keep_text(said.get(question, "")) for question in questions),
                keep_text(f"{answer.get_state_display()} {answer.reply}".strip()),
            ]
        )
    return text.getvalue()


def keep_text(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would compute it."""
    return f"'{text}" if text.startswith(FORMULA) else text
