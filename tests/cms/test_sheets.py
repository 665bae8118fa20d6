"""Workbooks: what is written is read back, and nothing in them is computed."""

from io import BytesIO

import openpyxl
import pytest

from cms.sheets import write_xlsx


def read_back(*rows):
    book = openpyxl.load_workbook(BytesIO(write_xlsx(["Navn", "Bemærkning"], rows)))
    return book.active


def test_a_workbook_holds_its_rows_below_a_head_that_stays():
    sheet = read_back(["Åse Ærø", "Ø"], ["Łukasz", "2"])
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows == [["Navn", "Bemærkning"], ["Åse Ærø", "Ø"], ["Łukasz", "2"]]
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A2", "$1:$1")


@pytest.mark.parametrize("text", ['=HYPERLINK("http://x","y")', "+1", "-1", "@SUM(A1)", "\tx"])
def test_no_cell_of_a_workbook_is_a_formula(text):
    cell = read_back([text, "Nej"])["A2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)
    assert not read_back([text, "Nej"])["B2"].quotePrefix


def test_signs_that_no_workbook_takes_are_left_out():
    assert read_back(["Bo\x0b Juul", ""])["A2"].value == "Bo Juul"
