"""Files for spreadsheets, in which no cell is a formula."""

import csv
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO

from django.http import HttpResponse

# What spreadsheets take for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NARROWEST, WIDEST = 10, 60


def write_csv(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A line a row, as the Danish Excel opens it at a double click."""
    text = StringIO()
    # The mark at the beginning tells Excel that the file is UTF-8.
    text.write("\ufeff")
    sheet = csv.writer(text, delimiter=";", lineterminator="\r\n")
    for row in (head, *rows):
        sheet.writerow([keep_text(cell) for cell in row])
    return text.getvalue()


def write_xlsx(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A workbook with one sheet, whose head stays on the screen and on each printed page."""
    from openpyxl import Workbook  # noqa: PLC0415 - only who fetches a workbook pays for it
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415
    from openpyxl.styles import Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    book = Workbook()
    sheet = book.worksheets[0]
    widths = [NARROWEST] * len(head)
    for number, row in enumerate((head, *rows), start=1):
        for column, text in enumerate(row, start=1):
            cell = sheet.cell(row=number, column=column)
            cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
            # A text stays one whatever it begins with, and when somebody edits the cell, too.
            cell.data_type = "s"
            cell.quotePrefix = text.startswith(FORMULA)
            widths[column - 1] = min(max(widths[column - 1], len(text) + 2), WIDEST)
            if number == 1:
                cell.font = Font(bold=True)
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes, sheet.print_title_rows = "A2", "1:1"
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def answer_csv(name: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> HttpResponse:
    """A spreadsheet to keep, under a name without an ending."""
    return answer_file(write_csv(head, rows), f"{name}.csv", "text/csv; charset=utf-8")


def answer_xlsx(name: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> HttpResponse:
    """The same as a workbook for Excel."""
    return answer_file(write_xlsx(head, rows), f"{name}.xlsx", XLSX)


def answer_file(content: str | bytes, name: str, kind: str) -> HttpResponse:
    """A file to keep, of a kind as browsers call it."""
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def keep_text(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would compute it."""
    return f"'{text}" if text.startswith(FORMULA) else text
