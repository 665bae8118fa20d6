"""Reading a spreadsheet of events: its lines as plain texts under the form's names."""

import csv
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from io import BytesIO, StringIO
from itertools import islice
from typing import Any
from zipfile import BadZipFile, ZipFile

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

MOST_LINES = 200
LARGEST = 2 * 1024 * 1024
_LARGEST_UNPACKED = 40 * 1024 * 1024
_MOST_READ = 2_000
_MOST_COLUMNS = 40
_ZIPPED = b"PK\x03\x04"
# All that openpyxl raises on files that only look like a spreadsheet.
_BROKEN = (
    *(BadZipFile, InvalidFileException, zlib.error, OSError, EOFError, SyntaxError),
    *(AttributeError, IndexError, KeyError, TypeError, ValueError),
)
# What a heading may be called, as schools write them; the first is that of the empty sheet.
HEADINGS: dict[str, tuple[str, ...]] = {
    "title": ("titel", "begivenhed", "title"),
    "starts_on": ("første dag", "dato", "dag", "first day"),
    "ends_on": ("sidste dag", "slutdato", "last day"),
    "starts_at": ("fra", "from"),
    "ends_at": ("til", "to"),
    "hours_each_day": ("hver dag", "every day", "each day"),
    "location": ("sted", "hvor", "where"),
    "is_closing_day": ("lukkedag", "closing day"),
    "text": ("tekst", "text"),
}
_NEEDED = ("title", "starts_on")
_NAMES = {word: name for name, words in HEADINGS.items() for word in words}


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of the sheet by its number there, with what stands in it by the form's names."""

    number: int
    cells: dict[str, str]


def list_headings() -> list[str]:
    """The headings of an empty sheet."""
    return [words[0].capitalize() for words in HEADINGS.values()]


def read_sheet(content: bytes) -> list[Line]:
    """The lines of a file from Excel, or with commas or semicolons; empty ones are left out.

    Raises `ValidationError` for what is no such sheet, has no headings or too many lines.
    """
    numbered = [
        (number, cells)
        for number, cells in _read_cells(content)
        if any(cell.strip() for cell in cells)
    ]
    if not numbered:
        raise ValidationError(_("The sheet is empty. Write an event on each line, and try again."))
    (_first, head), *rest = numbered
    names = _read_head(head)
    if not rest:
        raise ValidationError(_("The sheet has headings and no events. Write one on each line."))
    if len(rest) > MOST_LINES:
        message = _("The sheet has more than %(most)d events. Split it up, and send each part.")
        raise ValidationError(message % {"most": MOST_LINES})
    return [Line(number=number, cells=_name_cells(names, cells)) for number, cells in rest]


def _read_cells(content: bytes) -> Iterable[tuple[int, list[str]]]:
    if content.startswith(_ZIPPED):
        try:
            return list(_read_workbook(content))
        except _BROKEN as error:
            message = _("The file cannot be read. Open it in Excel, save it again, and try again.")
            raise ValidationError(message) from error
    return list(_read_csv(_decode(content)))


def _read_workbook(content: bytes) -> Iterator[tuple[int, list[str]]]:
    with ZipFile(BytesIO(content)) as packed:
        if sum(item.file_size for item in packed.infolist()) > _LARGEST_UNPACKED:
            raise ValueError("unpacks to more than a sheet of events")
    book = load_workbook(BytesIO(content), read_only=True, data_only=True)
    try:
        rows = book.worksheets[0].iter_rows(
            max_row=_MOST_READ, max_col=_MOST_COLUMNS, values_only=True
        )
        for number, row in enumerate(rows, start=1):
            yield number, [_write_cell(cell) for cell in row]
    finally:
        book.close()


def _write_cell(cell: Any) -> str:
    """A cell as somebody would have typed it."""
    if isinstance(cell, bool):
        return "ja" if cell else ""
    if isinstance(cell, datetime) and cell.time() == time.min:
        cell = cell.date()
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else str(cell)


def _decode(content: bytes) -> str:
    """The text of a file: as new programs write it, or as the Danish Excel did."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if "\x00" in text:
        message = _("The file is no spreadsheet. Save it as Excel (.xlsx) or CSV, and try again.")
        raise ValidationError(message)
    return text


def _read_csv(text: str) -> Iterator[tuple[int, list[str]]]:
    first = text.partition("\n")[0]
    separator = max(";,\t", key=first.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    try:
        for row in islice(reader, _MOST_READ):
            yield reader.line_num, row[:_MOST_COLUMNS]
    except csv.Error as error:
        message = _("Line %(line)d cannot be read. Save the sheet again, and try again.")
        raise ValidationError(message % {"line": reader.line_num}) from error


def _read_head(cells: Sequence[str]) -> list[str]:
    names = []
    for cell in cells:
        heading = " ".join(cell.split()).rstrip("?:*. ").casefold()
        if heading and heading not in _NAMES:
            message = _("The heading “%(heading)s” is not known. Use these: %(known)s.")
            known = ", ".join(list_headings())
            raise ValidationError(message % {"heading": cell.strip()[:60], "known": known})
        names.append(_NAMES.get(heading, ""))
    for name in _NEEDED:
        if names.count(name) != 1:
            message = _("The first line must have the heading “%(heading)s” once.")
            heading = HEADINGS[name][0].capitalize()
            raise ValidationError(message % {"heading": heading})
    return names


def _name_cells(names: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """Of what stands under no heading nothing is kept; the form then says what is missing."""
    pairs = zip(names, cells, strict=False)
    return {name: cell.strip() for name, cell in pairs if name}
