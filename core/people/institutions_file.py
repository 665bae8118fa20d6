"""Reads the list of institutions that an installation begins with, as CSV."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

from django.utils.translation import gettext as _

from core.people.refusals import FileRefused

COLUMNS = ("key", "name", "kind", "parent", "municipality", "address")


@dataclass(frozen=True, kw_only=True)
class InstitutionRow:
    """One line of the file, as it stands there; `parent` and `address` may be empty."""

    line: int
    key: str
    name: str
    kind: str
    parent: str
    municipality: str
    address: str


def read_institution_rows(content: bytes) -> list[InstitutionRow]:
    """The rows of a file in UTF-8, with or without a byte order mark, comma or semicolon.

    Raises `FileRefused` for anything that is no such table; what the cells say is not looked at.
    """
    text = _decode(content)
    lines = _split(text)
    header = next(lines, None)
    if header is None:
        raise FileRefused(_("The file is empty."))
    columns = _check_header(header[0], header[1])
    rows = [_make_row(line, columns, cells) for line, cells in lines]
    if not rows:
        raise FileRefused(_("The file has no institutions."))
    return rows


def _decode(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise FileRefused(_("The text is not UTF-8. Save the file as UTF-8."), line=line) from None


def _split(text: str) -> Iterator[tuple[int, list[str]]]:
    """Pairs of a line number and its cells, without empty lines."""
    first = text.lstrip().partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, [cell.strip() for cell in cells]
            line = reader.line_num + 1
    except csv.Error:
        raise FileRefused(_("A quotation mark is missing or too many."), line=line) from None


def _check_header(line: int, cells: list[str]) -> list[str]:
    columns = [cell.lower() for cell in cells]
    for column in COLUMNS:
        if column not in columns:
            raise FileRefused(_("The column is missing."), line=line, column=column)
        if columns.count(column) > 1:
            raise FileRefused(_("The column is there twice."), line=line, column=column)
    return columns


def _make_row(line: int, columns: list[str], cells: list[str]) -> InstitutionRow:
    if len(cells) != len(columns):
        raise FileRefused(
            _("The line has %(cells)d cells, and the first line has %(columns)d.")
            % {"cells": len(cells), "columns": len(columns)},
            line=line,
        )
    values = dict(zip(columns, cells, strict=True))
    return InstitutionRow(line=line, **{column: values[column] for column in COLUMNS})
