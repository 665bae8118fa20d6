"""Files for spreadsheets, in which no cell is a formula."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from django.http import HttpResponse

# What spreadsheets take for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_csv(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A line a row, as the Danish Excel opens it at a double click."""
    text = StringIO()
    # The mark at the beginning tells Excel that the file is UTF-8.
    text.write("\ufeff")
    sheet = csv.writer(text, delimiter=";", lineterminator="\r\n")
    for row in (head, *rows):
        sheet.writerow([keep_text(cell) for cell in row])
    return text.getvalue()


def answer_csv(name: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> HttpResponse:
    """A spreadsheet to keep, under a name without an ending."""
    response = HttpResponse(write_csv(head, rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def keep_text(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would compute it."""
    return f"'{text}" if text.startswith(FORMULA) else text
