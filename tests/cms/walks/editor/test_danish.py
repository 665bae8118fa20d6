"""The editor in Danish: no address of it answers with an English text, and nothing opens one."""

import json

import pytest

from core.people.models import Person
from tests.cms.editing.address_table import EXPECTED, SEES, SHOWS
from tests.cms.editing.test_admin_walk import ASKING
from tests.cms.editing.walking import Names
from tests.cms.walks.conftest import make_photo
from tests.cms.walks.editor.english import fetch_texts, find_english, read_texts
from tests.cms.walks.editor.conftest import edit

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

# Programs read these.
NO_TEXTS = {"jsi18n/", "sprite/"}


def read_addresses(page, place):
    """The texts that each open address answers to the person of the page."""
    names = Names(place)
    return {
        address: fetch_texts(page, names.fill(address), ASKING.get(address, lambda _: {})(names))
        for address in sorted(set(EXPECTED) - NO_TEXTS)
        if EXPECTED[address] in (SEES, SHOWS)
    }


def test_no_address_answers_in_english(place, open_editor):
    texts = {}
    for language in ("da", "en"):
        page = open_editor(place.editor, language=language)
        page.goto("/redaktion/")
        texts[language] = read_addresses(page, place)
    json.dump(texts, open("/tmp/texts.json", "w"))
    found = {
        address: wrong for address, shown in texts["da"].items() if (wrong := find_english(shown))
    }
    assert found == {}


def open_blocks(page):
    """Each kind of block, one below the other."""
    add = page.locator("#body-root > div > div > .c-sf-add-button").last
    add.click()
    offered = page.locator(".w-combobox [role=option]").count()
    page.keyboard.press("Escape")
    for number in range(offered):
        add.click()
        page.locator(".w-combobox [role=option]").nth(number).click()


def open_tools(page):
    """The tools of a text, with some of it chosen, and what a link can lead to."""
    text = page.locator("#body-root [role=textbox]:visible").first
    text.click()
    text.press("Home")
    text.press_sequentially("Kom og se")
    text.press("Shift+Home")
    page.locator("[name=LINK]:visible").first.click()
    page.locator(".modal .link-types").wait_for()


def open_comment(page):
    page.locator("[data-side-panel-toggle=comments]").click()
    page.locator("[data-comment-add]:visible").first.click()
    page.locator(".comment textarea").fill("Er det rigtigt?")
    page.locator(".comment button[type=submit]").click()
    page.locator(".comment [aria-haspopup], .comment details").first.click()


def open_checks(page):
    """What the editor finds wrong with the page, in a preview of its own."""
    page.locator("[data-side-panel-toggle=checks]").click()
    page.locator("[data-side-panel=checks] h2").first.wait_for()
    page.wait_for_function("document.querySelector('[data-content-word-count]').innerText > '0'")


def open_days(page):
    """When the page is shown, in a window with a calendar."""
    page.locator("[data-side-panel-toggle=status]").click()
    page.locator("[data-a11y-dialog-show=schedule-publishing-dialog]").click()
    page.locator("#id_go_live_at").click()
    page.locator(".xdsoft_datetimepicker:visible").wait_for()


def open_mistakes(page):
    """The form with all that is missing in it."""
    page.fill("#id_title", "")
    with page.expect_navigation():
        page.locator("#page-edit-form").evaluate("form => { form.noValidate = true; form.submit() }")


def read_edited_page(page, place):
    """The texts after each thing that the editor of a page has to open."""
    edit(page, place.page)
    for way in (open_blocks, open_tools, open_comment, open_checks, open_days, open_mistakes):
        if way is not open_tools and page.locator(".modal:visible").count():
            page.locator(".modal:visible .close").click()
            page.locator(".modal").wait_for(state="detached")
        way(page)
        yield way.__name__, read_texts(page)


def read_others(page, place):
    """The texts where pictures are sent, something is approved, and versions are compared."""
    page.goto("/redaktion/images/multiple/add/", wait_until="networkidle")
    page.set_input_files("input[type=file]", [make_photo()])
    page.locator("#upload-list form").wait_for()
    yield "sending", read_texts(page)
    edit(page, place.waiting)
    page.locator("[data-workflow-action-name=reject]").last.evaluate("button => button.click()")
    page.locator(".modal form").wait_for()
    yield "approval", read_texts(page)


def test_nothing_opens_in_english(place, open_editor):
    texts = {}
    for language in ("da", "en"):
        page = open_editor(place.editor, language=language)
        texts[language] = dict(read_edited_page(page, place)) | dict(read_others(page, place))
    json.dump(texts, open("/tmp/texts2.json", "w"))
