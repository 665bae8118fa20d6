"""A letter from Word, pasted into the editor and into the short form."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from cms.models import ContentPage, NewsPage
from tests.cms.walks.editor.conftest import edit, empty_text
from tests.cms.walks.editor.test_two_editors import publish

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

# As Word writes it into the clipboard, shortened.
LETTER = Path(__file__).with_name("word.html").read_text(encoding="utf-8")
PLAIN = (
    "Tur til søen\r\nKære forældre. Vi tager på tur i næste uge.\r\n"
    "·\tMadpakke\r\n·\tRegntøj\r\nLæs mere på søens side.\r\n"
)
PASTE = """
(target, [html, plain]) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  clipboardData.setData("text/plain", plain);
  const paste = { clipboardData, bubbles: true, cancelable: true };
  target.dispatchEvent(new ClipboardEvent("paste", paste));
}
"""
KEPT = """
<p><b>Tur til søen</b></p>
<p>Kære forældre. Vi tager <b>på tur</b> i <i>næste uge</i>.</p>
<ul><li>Madpakke<ul><li>uden nødder</li></ul></li><li>Regntøj</li></ul>
<ol><li>Vi mødes kl. 8</li><li>Vi er hjemme kl. 14</li></ol>
<p>Mandag | Svømning</p>
<p>Læs mere på <a href="https://www.eksempel.dk/soe">søens side</a>.klik</p>
"""


def flatten(markup):
    """Without the keys that Wagtail gives its paragraphs, and without lines of the source."""
    return re.sub(r' data-block-key="\w+"|\n', "", markup)


def test_a_letter_in_the_editor_keeps_its_form_and_nothing_of_words(place, open_editor):
    page = open_editor(place.editor)
    edit(page, place.page)
    text = empty_text(page)
    text.evaluate(PASTE, [LETTER, PLAIN])
    page.locator("#body-root li", has_text="Regntøj").wait_for()
    publish(page)
    page.wait_for_url("**/pages/*/")
    body = ContentPage.objects.get(pk=place.page.pk).body
    assert flatten(body.raw_data[0]["value"]) == flatten(KEPT)
    page.goto(f"/redaktion/pages/{place.page.pk}/view_draft/")
    assert page.locator("main li").count() == 5
    assert Axe().run(page).violations_count == 0


def test_a_letter_in_the_short_form_becomes_paragraphs_and_a_list(place, open_editor):
    page = open_editor(place.editor, permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"/ny-nyhed/{place.home.pk}/")
    page.get_by_label("Titel").fill("Tur")
    page.get_by_label("Tekst", exact=True).focus()
    page.evaluate("text => navigator.clipboard.writeText(text)", PLAIN)
    page.keyboard.press("Control+V")
    page.locator("[name=audience]").first.check()
    page.locator("button[value=draft]").click()
    page.wait_for_load_state()
    text = NewsPage.objects.get(title="Tur").get_latest_revision_as_object().body.raw_data[0]
    assert flatten(text["value"]) == flatten(
        "<p>Tur til søen<br/>Kære forældre. Vi tager på tur i næste uge.</p>"
        "<ul><li>Madpakke</li><li>Regntøj</li></ul><p>Læs mere på søens side.</p>"
    )
