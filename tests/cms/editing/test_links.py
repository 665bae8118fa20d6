"""What a text can link to, as its scripts ask for it."""

import json

import pytest

from core.people.models import Person
from tests.cms.editing.test_admin_walk import own_names
from tests.cms.editing.walking import has_canary, read_answer

# Whichever model stands for a page, the scripts of a text say this.
ASKED = {"page_type": "wagtailcore.page", "allow_external_link": "true"}


@pytest.mark.parametrize(("address", "more"), [("", {}), ("search/", {"q": "side"})])
def test_a_text_links_to_ones_own_pages(address, more, lindesoe, klitnaes, ida):
    response = ida.get(f"/redaktion/choose-page/{address}", ASKED | more)
    assert response.status_code == 200
    assert has_canary(response, but=own_names(lindesoe))
    assert klitnaes.page.title.lower() not in read_answer(response)


def test_no_other_model_is_a_kind_of_page(ida):
    for kind in ("wagtailcore.site", "people.person", "wagtailcore.pages"):
        assert ida.get("/redaktion/choose-page/", {"page_type": kind}).status_code == 404


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("external", ["Linkets tekst"]),
        ("anchor", ["Sted på siden", "Linkets tekst"]),
        ("email", ["E-mailadresse", "Emne", "E-mailens tekst"]),
        ("phone", ["Telefonnummer"]),
    ],
)
def test_the_fields_of_a_link_have_danish_names(kind, names, ida):
    answer = json.loads(ida.get(f"/redaktion/choose-{kind}-link/").content)["html"]
    assert [name for name in names if name not in answer] == []


@pytest.mark.parametrize(
    ("language", "words"),
    [("da", ["Søg", "Kommentar", "kun pynt"]), ("en", ["Search", "Comment", "decorative"])],
)
def test_wagtails_words_are_in_the_language_of_whoever_asks(language, words, lindesoe, ida):
    Person.objects.filter(pk=lindesoe.editor.pk).update(language=language)
    state, page = lindesoe.task_state, lindesoe.waiting
    addresses = [
        "images/chooser/",
        f"pages/workflow/action/{page.pk}/reject/{state.pk}/",
        f"images/chooser/{lindesoe.image.pk}/select_format/",
    ]
    for address, word in zip(addresses, words, strict=True):
        assert word in json.loads(ida.get(f"/redaktion/{address}").content)["html"]
