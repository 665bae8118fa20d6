"""Reading CSV that somebody else has written, and writing what spreadsheets do not run."""

import csv
import io
import re

from indgang_sdk.errors import UnexpectedAnswer

MOST_ROWS = 50_000
MOST_CELLS = 500_000
# With these, wide or narrow, spreadsheets begin a formula.
FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")


def read_csv(
    body: bytes, *, delimiter: str = ",", encoding: str = "utf-8-sig"
) -> list[dict[str, str]]:
    """The rows by the names of the first one; each has as many cells as there are names.

    Raises `UnexpectedAnswer` for everything else, and for cells by the million.
    """
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError:
        raise UnexpectedAnswer(f"the answer is not text in {encoding}") from None
    if text.count(delimiter) + text.count("\n") + text.count("\r") > MOST_CELLS:
        raise UnexpectedAnswer(f"the answer has more than {MOST_CELLS} cells")
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return _name_cells([row for row in rows if row])
    except csv.Error:
        raise UnexpectedAnswer("the answer is not CSV") from None


def _name_cells(rows: list[list[str]]) -> list[dict[str, str]]:
    if not rows:
        raise UnexpectedAnswer("the answer has no row with names")
    names, *others = rows
    if len(set(names)) != len(names) or "" in names:
        raise UnexpectedAnswer("the answer's columns have no names, or one name twice")
    if len(others) > MOST_ROWS:
        raise UnexpectedAnswer(f"the answer has more than {MOST_ROWS} rows")
    if any(len(row) != len(names) for row in others):
        raise UnexpectedAnswer("a row has more or fewer cells than there are names")
    return [dict(zip(names, row, strict=True)) for row in others]


def plain_cell(text: str) -> str:
    """A cell for a file that people open in a spreadsheet, which takes it for text.

    >>> plain_cell("=HYPERLINK(A1)"), plain_cell("-3,5"), plain_cell("Æbler")
    ("'=HYPERLINK(A1)", '-3,5', 'Æbler')
    """
    return f"'{text}" if FORMULA.match(text) and not NUMBER.fullmatch(text) else text
