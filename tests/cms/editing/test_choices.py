"""What a page's form may link to and show: things of one's own, and what was there before."""

import pytest
from wagtail.models import Revision

from cms.models import BasePage, ContentPage
from tests.cms.editing.forms import page_form, rich_text

LINKS = {
    "page": lambda place: ("text", rich_text("se her", id=place.page.pk, linktype="page")),
    "document": lambda place: (
        "text", rich_text("hent", id=place.document.pk, url="/x", is_document=True)
    ),
    "image": lambda place: ("image", place.image.pk),
}  # fmt: skip


def add_address(place, ending=""):
    return f"/redaktion/pages/add/cms/contentpage/{place.home.pk}/{ending}"


@pytest.mark.parametrize("kind", LINKS)
def test_a_new_page_chooses_ones_own_and_no_others(kind, lindesoe, klitnaes, kirsten):
    response = kirsten.post(add_address(klitnaes), page_form(LINKS[kind](lindesoe)))
    assert response.status_code == 302
    assert response.headers["Location"] == "/redaktion/"
    assert not BasePage.objects.filter(slug="ny-side").exists()
    kirsten.post(add_address(klitnaes), page_form(LINKS[kind](klitnaes)))
    assert BasePage.objects.filter(slug="ny-side").exists()


@pytest.mark.parametrize("kind", LINKS)
def test_an_edited_page_chooses_ones_own_and_no_others(kind, lindesoe, klitnaes, kirsten):
    address = f"/redaktion/pages/{klitnaes.page.pk}/edit/"
    before = Revision.objects.count()
    form = page_form(LINKS[kind](lindesoe), slug=klitnaes.page.slug)
    assert kirsten.post(address, form).headers["Location"] == "/redaktion/"
    assert Revision.objects.count() == before
    form = page_form(LINKS[kind](klitnaes), slug=klitnaes.page.slug)
    assert kirsten.post(address, form).headers["Location"] == address
    assert Revision.objects.count() == before + 1


@pytest.mark.parametrize("kind", LINKS)
def test_a_form_that_is_wrong_elsewhere_shows_nothing_of_others(kind, lindesoe, klitnaes, kirsten):
    form = page_form(LINKS[kind](lindesoe), title="", **{"action-publish": "1"})
    response = kirsten.post(add_address(klitnaes), form)
    assert response.status_code == 302
    own = kirsten.post(add_address(klitnaes), page_form(LINKS[kind](klitnaes)) | {"slug": "a b"})
    assert own.status_code == 200


@pytest.mark.parametrize("kind", LINKS)
def test_a_preview_chooses_ones_own_and_no_others(kind, lindesoe, klitnaes, kirsten):
    for address in (
        add_address(klitnaes, "preview/"),
        f"/redaktion/pages/{klitnaes.page.pk}/edit/preview/",
    ):
        assert kirsten.post(address, page_form(LINKS[kind](lindesoe))).status_code == 302
        response = kirsten.post(address, page_form(LINKS[kind](klitnaes)))
        assert response.json() == {"is_valid": True, "is_available": True}


def test_what_somebody_with_more_rights_has_chosen_stays(lindesoe, klitnaes, kirsten):
    page = ContentPage.objects.get(pk=klitnaes.page.pk)
    page.body = [("image", lindesoe.image)]
    page.save_revision()
    address = f"/redaktion/pages/{page.pk}/edit/"
    form = page_form(LINKS["image"](lindesoe), slug=page.slug)
    assert kirsten.post(address, form).headers["Location"] == address
    form = page_form(LINKS["image"](lindesoe), LINKS["page"](lindesoe), slug=page.slug)
    assert kirsten.post(address, form).headers["Location"] == "/redaktion/"


def test_things_of_nobody_look_like_things_of_others(klitnaes, kirsten):
    form = page_form(("text", rich_text("se her", id=10**9, linktype="page")))
    assert kirsten.post(add_address(klitnaes), form).headers["Location"] == "/redaktion/"


@pytest.mark.parametrize(
    "broken", [{"body-count": "mange"}, {"body-0-value": "{"}, {"body-0-order": ""}]
)
def test_a_form_that_is_not_whole_is_refused(broken, klitnaes, kirsten):
    form = page_form(("text", rich_text("tekst"))) | broken
    assert kirsten.post(add_address(klitnaes), form).status_code == 400


def test_a_form_without_a_text_is_refused(klitnaes, kirsten):
    assert kirsten.post(add_address(klitnaes), {"title": "Ny"}).status_code == 400
