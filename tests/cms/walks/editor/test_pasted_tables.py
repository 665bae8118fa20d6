"""Tables from Word, from a spreadsheet and from a mail, pasted into a text and into a table."""

import pytest

from cms.models import ContentPage
from tests.cms.walks.editor.conftest import edit, empty_text
from tests.cms.walks.editor.test_two_editors import publish
from tests.cms.walks.editor.test_word import PASTE, flatten

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

# As Word writes one whose first row is repeated on each page, shortened.
WORD = """
<html xmlns:o="urn:schemas-microsoft-com:office:office"><body><!--StartFragment-->
<table class=MsoTableGrid border=1 style='mso-yfti-tbllook:1184'>
<caption>Idræt i 3.B</caption>
<thead><tr><td><p class=MsoNormal>Dag<o:p></o:p></p></td><td><p>Tid</p></td><td><p>Sted</p></td>
</tr></thead>
<tr style='mso-yfti-irow:1'><td rowspan=2><p class=MsoNormal><b>Mandag</b><o:p></o:p></p></td>
<td><p>8.15</p></td><td><p>Hal B,</p><p>ved <a href="https://www.eksempel.dk/soe">søen</a></p></td>
</tr>
<tr><td><p>10.00</p></td>
<td><p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span>&nbsp; </span></span>tøj
<o:p></o:p></p><p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>2.<span>&nbsp;
</span></span>sko</p></td></tr>
<tr><td><p>Onsdag</p></td><td><p class=MsoNormal><o:p>&nbsp;</o:p></p></td><td>Bad<br>Sauna</td>
</tr>
<tr><td colspan=2><p>Torsdag fri</p></td><td><o:p>&nbsp;</o:p></td></tr>
<tr><td><o:p>&nbsp;</o:p></td><td></td><td></td></tr>
</table><!--EndFragment--></body></html>
"""
LINES = """
<p>Idræt i 3.B</p>
<p><b>Dag</b> | <b>Tid</b> | <b>Sted</b></p>
<p><b>Mandag</b> | 8.15 | Hal B, ved <a href="https://www.eksempel.dk/soe">søen</a></p>
<p><b>Mandag</b> | 10.00 | tøj, 2. sko</p>
<p>Onsdag | – | Bad, Sauna</p>
<p>Torsdag fri</p>
"""
# As mails are laid out: all that they say stands in one cell.
MAIL = """
<table><tr><td></td><td><table><tr><td><p>Kære alle</p><ul><li>Madpakke</li><li>Regntøj</li></ul>
</td></tr></table></td></tr><tr><td></td><td>Hilsen Ida</td></tr></table>
"""
LETTER = "<p>Kære alle</p><ul><li>Madpakke</li><li>Regntøj</li></ul><p>Hilsen Ida</p>"
# As a spreadsheet writes it, in both of the forms that it offers.
SHEET = """
<table><tr><td>Dag</td><td>Tid</td></tr><tr><td>Mandag</td><td>Kl. 8.15<br>eller før</td></tr>
<tr><td colspan=2>Tirsdag fri</td></tr></table>
"""
SHEET_LINES = "Dag\tTid\r\nMandag\tKl. 8.15\r\nTirsdag fri\t\r\n"
EMPTY = [{"id": "1", "type": "table", "value": {"table": {
    "columns": [{"type": "text", "heading": "Gammel"}, {"type": "long_text", "heading": ""}],
    "rows": [{"values": ["a", "<p>b</p>"]}],
    "caption": "",
}}}]  # fmt: skip


def paste(target, html, plain=""):
    target.evaluate(PASTE, [html, plain])


def read_body(place):
    return ContentPage.objects.get(pk=place.page.pk).body.raw_data[0]["value"]


@pytest.mark.parametrize(("pasted", "kept"), [(WORD, LINES), (MAIL, LETTER)], ids=["word", "mail"])
def test_a_table_in_a_text_is_a_line_for_each_row(pasted, kept, place, open_editor):
    page = open_editor(place.editor)
    edit(page, place.page)
    text = empty_text(page)
    paste(text, pasted)
    publish(page)
    page.wait_for_url("**/pages/*/")
    assert flatten(read_body(place)) == flatten(kept)


@pytest.fixture
def table(place, open_editor):
    """The table of a page, open in the editor."""
    place.page.body = place.page.body.stream_block.to_python(EMPTY)
    place.page.save_revision(user=place.editor).publish(skip_permission_checks=True)
    page = open_editor(place.editor)
    edit(page, place.page)
    return page.locator(".typed-table-block")


def save(table, place):
    publish(table.page)
    table.page.wait_for_url("**/pages/*/")
    saved = read_body(place)["table"]
    headings = [column["heading"] for column in saved["columns"]]
    return headings, [[flatten(cell) for cell in row["values"]] for row in saved["rows"]]


@pytest.mark.parametrize(
    ("html", "time"), [(SHEET, "Kl. 8.15 eller før"), ("", "Kl. 8.15")], ids=["html", "plain"]
)
def test_cells_pasted_into_a_heading_fill_the_table_from_there(html, time, table, place):
    paste(table.locator(".column-heading").first, html, SHEET_LINES)
    headings, rows = save(table, place)
    assert headings == ["Dag", "Tid"]
    assert rows == [["Mandag", f"<p>{time}</p>"], ["Tirsdag fri", "<p></p>"]]


def test_cells_pasted_into_the_last_cell_make_columns_and_rows(table, place):
    text = table.locator("[role=textbox]").first
    text.click()
    paste(text, SHEET, SHEET_LINES)
    headings, rows = save(table, place)
    assert headings == ["Gammel", "", ""]
    assert rows == [
        ["a", "<p>Dag</p>", "Tid"],
        ["", "<p>Mandag</p>", "Kl. 8.15 eller før"],
        ["", "<p>Tirsdag fri</p>", ""],
    ]


def test_a_letter_pasted_into_a_cell_stays_in_it(table, place):
    text = table.locator("[role=textbox]").first
    text.click()
    text.press("Control+A")
    paste(text, f"<p>Se her:</p>{SHEET}", "")
    headings, rows = save(table, place)
    assert headings == ["Gammel", ""]
    assert rows == [
        ["a", "<p>Se her:</p><p>Dag | Tid</p><p>Mandag | Kl. 8.15, eller før</p><p>Tirsdag fri</p>"]
    ]
