"""A school with everything that an editor has, and windows in which its editors are signed in."""

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from core.people.models import Person
from tests.cms.editing.conftest import make_place

NOTE_WATCHING = "addEventListener('w-unsaved:watch-edits', () => { window.isWatched = true })"
COMPUTER = {"width": 1280, "height": 900}


@pytest.fixture
def place(db):
    """One school: Redaktoer-klit writes and publishes, Kollega-klit writes."""
    made = make_place("998", "998001", "998101", "school", word="klit")
    call_command("update_index", verbosity=0)
    return made


@pytest.fixture
def open_editor(browser, live_server, place):
    """Opens a window of somebody's own, signed in; the sign-in itself is walked elsewhere."""
    contexts = []

    def open_editor(person, *, language="da", **named):
        Person.objects.filter(pk=person.pk).update(language=language)
        client = Client()
        client.force_login(person)
        context = browser.new_context(
            base_url=live_server.url, locale="da-DK", timezone_id="Europe/Copenhagen",
            viewport=COMPUTER, **named,
        )  # fmt: skip
        name = settings.SESSION_COOKIE_NAME
        value = client.cookies[name].value
        context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
        context.set_default_timeout(30_000)
        contexts.append(context)
        return context.new_page()

    yield open_editor
    for context in contexts:
        # Wagtail says goodbye when a form is left; the database must not be gone by then.
        context.set_offline(False)
        for page in context.pages:
            page.on("dialog", lambda dialog: dialog.accept())
            page.goto("about:blank")
        context.close()


def edit(page, written):
    """Opens a page in the editor, whose buttons answer when its scripts have come."""
    page.add_init_script(NOTE_WATCHING)
    page.goto(f"/redaktion/pages/{written.pk}/edit/", wait_until="networkidle")


def wait_until_watched(page):
    """Until Wagtail compares what stands in the form with what it was opened with."""
    page.wait_for_function("() => window.isWatched")


def empty_text(page):
    """The first text of the page, with nothing in it any more, to write or paste into."""
    text = page.locator("#body-root [role=textbox]:visible").first
    text.click()
    text.press("Control+A")
    text.press("Delete")
    return text
