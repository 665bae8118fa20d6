"""What somebody writes is saved by itself, whatever becomes of the connection or the sign-in."""

import pytest
from django.conf import settings
from django.test import Client

from cms.models import ContentPage
from core.login.models import Session
from tests.cms.walks.editor.conftest import edit, wait_until_watched

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

SAVED = "#w-autosave-indicator[data-w-autosave-state-value=saved]"
WARNING = ".footer__container:not(.footer__container--hidden) .footer__save-warning"
TOKEN = "() => document.querySelector('#page-edit-form [name=csrfmiddlewaretoken]').value"
# Wagtail makes its last attempt about a minute after the first.
LONG = 120_000
# By a stopped clock, it takes what stands in the form then for what was there at first.
WATCHED_AFTER = 2_200


def write(page, words):
    """At the end of the page's text, as on a keyboard."""
    text = page.locator("#body-root [role=textbox]:visible").first
    text.click()
    text.press("Control+End")
    text.press_sequentially(words)


def read_saved(place):
    """The page's text as the next person to open it has it."""
    page = ContentPage.objects.get(pk=place.page.pk).get_latest_revision_as_object()
    return "".join(str(block.value) for block in page.body)


def wait_until_saved(page, place, words):
    for _attempt in range(100):
        if words in read_saved(place):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"not saved: {read_saved(place)}")


@pytest.fixture
def page(place, open_editor):
    return open_editor(place.editor)


def test_a_window_that_dies_takes_not_even_the_first_words_with_it(page, place, open_editor):
    page.goto(f"/redaktion/pages/{place.page.pk}/edit/")
    write(page, " Hurtigt!")
    page.locator(SAVED).wait_for()
    page.close()
    again = open_editor(place.editor)
    again.goto(f"/redaktion/pages/{place.page.pk}/edit/")
    again.locator("#body-root [role=textbox]", has_text="Hurtigt!").wait_for()


def test_words_typed_while_others_are_on_their_way_are_saved(page, place):
    edit(page, place.page)
    wait_until_watched(page)
    page.evaluate(
        """() => document.addEventListener("w-autosave:save", () => setTimeout(
            () => document.execCommand("insertText", false, " og nummer to"), 300), {once: true})"""
    )
    write(page, " Nummer et")
    wait_until_saved(page, place, "Nummer et")
    wait_until_saved(page, place, "og nummer to")


def test_a_lost_connection_is_said_and_loses_nothing(page, place):
    page.clock.install()
    edit(page, place.page)
    page.clock.run_for(WATCHED_AFTER)
    page.context.set_offline(True)
    write(page, " Uden net.")
    page.clock.run_for(LONG)
    warning = page.locator(WARNING)
    warning.get_by_text("Der gemmes ikke af sig selv").wait_for()
    assert "Forbindelsen svigtede." in warning.inner_text()
    asked = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.evaluate("() => { location.href = '/redaktion/' }")
    assert "Uden net." not in read_saved(place)
    page.context.set_offline(False)
    page.clock.run_for(3000)
    wait_until_saved(page, place, "Uden net.")
    assert asked == ["beforeunload"]


def test_somebody_signed_out_is_told_and_signs_in_elsewhere(page, place):
    edit(page, place.page)
    wait_until_watched(page)
    Session.objects.all().delete()
    write(page, " Efter pausen.")
    page.locator(WARNING).get_by_text("Du er blevet logget ud").wait_for()
    client = Client()
    client.force_login(place.editor)
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": page.url}])
    token = page.evaluate(TOKEN)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    # The first attempt saves, or learns of the sign-in and gets what the next one needs.
    page.wait_for_function(
        f"([token, saved]) => ({TOKEN})() !== token || document.querySelector(saved)",
        arg=[token, SAVED],
    )
    page.evaluate("window.dispatchEvent(new Event('online'))")
    wait_until_saved(page, place, "Efter pausen.")
