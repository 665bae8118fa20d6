"""The editor in Danish: no address of it answers in English, and nothing that opens is English."""

import pytest

from tests.cms.editing.address_table import EXPECTED, SEES, SHOWS
from tests.cms.editing.test_admin_walk import ASKING
from tests.cms.editing.walking import Names
from tests.cms.walks.conftest import make_photo
from tests.cms.walks.editor.conftest import edit
from tests.cms.walks.editor.english import (
    fetch_texts,
    find_danish,
    find_english,
    find_same,
    read_texts,
)
from tests.cms.walks.editor.kinds import KINDS

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

# Without waiting until a page that grows has come to rest.
PRESS = "element => element.click()"
# Programs read these.
NO_TEXTS = {"jsi18n/", "sprite/"}


def read_previews(page, place):
    """What each block looks like in an example, as shown to those who choose one."""
    page.goto("/redaktion/")
    for name, block in list_previews():
        yield name, fetch_texts(page, "/redaktion/block-preview/", {"id": block.definition_prefix})


def list_previews():
    """Each block of any kind of page that has an example."""
    for kind in KINDS:
        streams = [
            field.stream_block for field in kind._meta.fields if hasattr(field, "stream_block")
        ]
        for stream in streams:
            for name, block in stream.child_blocks.items():
                if block.is_previewable:
                    yield f"{kind.__name__}.{name}", block


def read_addresses(page, place):
    """The texts that each open address answers to the person of the page."""
    names = Names(place)
    page.goto("/redaktion/")
    for address in sorted(set(EXPECTED) - NO_TEXTS):
        if EXPECTED[address] in (SEES, SHOWS):
            asked = ASKING.get(address, lambda _: {})(names)
            yield address, fetch_texts(page, names.fill(address), asked)


def open_checks(page):
    """What the editor counts, and finds wrong, in its own view of the page."""
    page.locator("[data-side-panel-toggle=checks]").click()
    page.wait_for_function("document.querySelector('[data-content-word-count]').innerText > '0'")


def open_blocks(page):
    """Each kind of block, one below the other."""
    add = page.locator("#body-root > div > div > .c-sf-add-button").last
    add.click()
    offers = page.locator(".w-combobox [role=option]")
    offered = offers.count()
    assert offered > 10
    for number in range(offered):
        offers.nth(number).evaluate(PRESS)
        add.evaluate(PRESS)


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
    """A comment that has been written, and what can be done with it."""
    page.locator(".modal .close").click()
    page.locator(".modal").wait_for(state="detached")
    page.locator("[data-side-panel-toggle=comments]").click()
    page.locator("[data-comment-add]:visible").first.click()
    page.locator(".comment textarea").fill("Er det rigtigt?")
    # A comment moves while it is being written.
    page.locator(".comment button[type=submit]").evaluate(PRESS)
    page.locator(".comment [aria-haspopup], .comment details").first.evaluate(PRESS)


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
        page.locator("#page-edit-form").evaluate("form => form.submit()")


def read_opened(page, place):
    """The texts after each thing that the editor of a page, and of pictures, has to open."""
    edit(page, place.page)
    for way in (open_checks, open_blocks, open_tools, open_comment, open_days, open_mistakes):
        way(page)
        yield way.__name__, read_texts(page)
    edit(page, place.waiting)
    page.locator("[data-workflow-action-name=reject]").last.evaluate(PRESS)
    page.locator(".modal form").wait_for()
    yield "approval", read_texts(page)
    page.goto("/redaktion/images/multiple/add/", wait_until="networkidle")
    page.set_input_files("input[type=file]", [make_photo()])
    page.locator("#upload-list form").wait_for()
    yield "pictures", read_texts(page)


@pytest.mark.parametrize("read", [read_addresses, read_opened, read_previews])
def test_nothing_in_the_editor_is_english(place, open_editor, read):
    danish, english = (
        dict(read(open_editor(place.editor, language=language), place)) for language in ("da", "en")
    )
    wrong = {
        name: found
        for name, texts in danish.items()
        if (
            found := find_english(texts)
            + find_same(texts, english[name])
            + find_danish(english[name])
        )
    }
    assert not wrong, "\n".join(f"{name}: {found}" for name, found in wrong.items())
    seen = [name for name, texts in english.items() if find_english(texts)]
    assert len(seen) > 0.7 * len(english), "the control: English is seen where it is"
