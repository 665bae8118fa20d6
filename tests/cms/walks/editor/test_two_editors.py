"""Two who write in the same page: each is told of the other, and no version is lost unseen."""

import pytest

from cms.models import ContentPage
from core.access.models import Right
from core.access.operations import grant_rights
from tests.cms.walks.editor.conftest import edit
from tests.cms.walks.editor.test_autosave import SAVED, WARNING, WATCHED_AFTER, read_saved, write

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

DIALOG = "#w-save-confirmation-dialog .w-dialog__box"
# Wagtail's browser asks this often for other versions.
ASKED_EVERY = 11_000


def open_window(page, place):
    page.clock.install()
    edit(page, place.page)
    page.clock.run_for(WATCHED_AFTER)
    return page


@pytest.fixture
def both(place, open_editor):
    """The windows of the editor and of the colleague, who may publish too, with the same page."""
    grant_rights(
        person_id=place.colleague.pk, institution_id=place.institution.pk,
        rights=[Right.EDIT, Right.PUBLISH],
    )  # fmt: skip
    return [open_window(open_editor(person), place) for person in (place.editor, place.colleague)]


def publish(page):
    page.locator("[name=action-publish]").first.click()


def read_live(place):
    return "".join(str(block.value) for block in ContentPage.objects.get(pk=place.page.pk).body)


def write_and_save(page, words):
    write(page, words)
    page.clock.run_for(2_000)
    page.locator(SAVED).wait_for()


def test_the_second_sees_the_first_and_is_asked_before_overwriting(both, place):
    mine, other = both
    other.clock.run_for(ASKED_EVERY)
    other.locator(".w-editing-sessions__list button").hover()
    other.clock.run_for(1_000)
    other.get_by_text("Er her nu").wait_for()
    assert place.editor.get_full_name() in other.locator("[data-tippy-root]").last.inner_text()
    # The list is not changed under somebody's pointer.
    other.mouse.move(640, 700)
    write_and_save(mine, " Fra den ene.")
    other.clock.run_for(ASKED_EVERY)
    said = f"{place.editor.get_full_name()} har gemt en ny version"
    other.get_by_role("button", name=said).wait_for()
    write(other, " Fra den anden.")
    other.clock.run_for(2_000)
    other.locator(WARNING).get_by_text("overskriver du en nyere version").wait_for()
    publish(other)
    dialog = other.locator(DIALOG)
    dialog.get_by_text(said).wait_for()
    assert "mister Redaktoer-Klit Familie klit sine ændringer" in dialog.inner_text()
    assert "Fra den ene." in read_saved(place)
    dialog.locator("[data-w-dialog-target=confirm]").click()
    other.wait_for_url("**/pages/*/")
    assert "Fra den anden." in read_live(place)
    assert "Fra den ene." in "".join(
        str(block.value)
        for revision in place.page.revisions.all()
        for block in revision.as_object().body
    )


def test_a_press_before_the_browser_has_heard_of_the_other_version_is_asked_about(both, place):
    mine, other = both
    write_and_save(mine, " Fra den ene.")
    write(other, " Fra den anden.")
    publish(other)
    other.get_by_text("har gemt siden, mens du skrev. Din tekst er her endnu").wait_for()
    assert "Fra den ene." in read_saved(place)
    assert "Fra den anden." not in read_live(place)
    assert "Fra den anden." in other.locator("#body-root").inner_text()
    with other.expect_popup() as shown:
        other.locator(".messages a").first.click()
    assert "Fra den ene." in shown.value.locator("main").inner_text()
    publish(other)
    other.wait_for_url("**/pages/*/")
    assert "Fra den anden." in read_live(place)


def test_ones_own_versions_are_none_of_another(place, open_editor):
    mine = open_window(open_editor(place.editor), place)
    write_and_save(mine, " Først.")
    write_and_save(mine, " Så.")
    publish(mine)
    mine.wait_for_url("**/pages/*/")
    assert "Først. Så." in read_live(place)
