"""A picture whose permission has been withdrawn: the editor shows why, and no broken picture."""

import pytest

from cms.editing.consent import answer_consent
from cms.models import Consent
from tests.cms.walks.editor.conftest import edit

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

BROKEN = """
() => Array.from(document.images, (image) => image)
  .filter((image) => image.currentSrc && image.complete && !image.naturalWidth)
  .map((image) => image.currentSrc)
"""
LOADED = "address => Array.from(document.images).some(i => i.src.includes(address) && i.complete)"


def find_broken(page, image):
    page.wait_for_function(LOADED, arg=f"/billeder/{image.pk}/")
    return page.evaluate(BROKEN)


def open_list(page, place):
    page.goto("/redaktion/images/")


def open_picture(page, place):
    page.goto(f"/redaktion/images/{place.image.pk}/")


def open_form(page, place):
    edit(page, place.page)


def open_chooser(page, place):
    edit(page, place.page)
    button = page.locator("#body-root [data-chooser-action-choose]").first
    button.evaluate("element => element.click()")
    page.locator(".modal .image-choice").first.wait_for()


@pytest.mark.parametrize("open_place", [open_list, open_picture, open_form, open_chooser])
def test_no_picture_in_the_editor_is_broken(open_place, place, open_editor):
    place.page.body = place.page.body.stream_block.to_python(
        [{"id": "1", "type": "image", "value": {"image": place.image.pk, "alt_text": "Et billede"}}]
    )
    place.page.save_revision(user=place.editor).publish(skip_permission_checks=True)
    answer_consent(place.image, Consent.WITHDRAWN, editor=None)
    page = open_editor(place.editor)
    open_place(page, place)
    assert find_broken(page, place.image) == []
    page.evaluate("() => document.body.append(Object.assign(new Image(), {src: '/intet.png'}))")
    page.wait_for_function("() => document.images[document.images.length - 1].complete")
    assert page.evaluate(BROKEN) != [], "the control: a broken picture is seen"
