"""A form that was opened before somebody else saved overwrites nothing unasked."""

import pytest

from cms.models import BasePage, ContentPage
from tests.cms.editing.forms import page_form, rich_text

SAID = "har gemt siden, mens du skrev"


@pytest.fixture
def opened(lindesoe):
    """What the form of Ida's page says about the version that it was opened with."""
    version = BasePage.objects.get(pk=lindesoe.page.pk).latest_revision
    return {
        "loaded_revision_id": str(version.pk),
        "loaded_revision_created_at": version.created_at.isoformat(),
    }


def save_as_colleague(place):
    page = ContentPage.objects.get(pk=place.page.pk)
    page.title = "Kollegaens titel"
    return page.save_revision(user=place.colleague)


def send(client, place, opened, **more):
    form = page_form(("text", rich_text("Idas tekst")), title="Idas titel", slug=place.page.slug)
    return client.post(f"/redaktion/pages/{place.page.pk}/edit/", form | opened | more)


def latest_title(place):
    page = BasePage.objects.get(pk=place.page.pk)
    return page.get_latest_revision_as_object().title


@pytest.mark.parametrize("button", ["action-publish", "action-submit", "save"])
def test_it_comes_back_with_what_was_written(button, lindesoe, ida, opened):
    theirs = save_as_colleague(lindesoe)
    response = send(ida, lindesoe, opened, **{button: "1"})
    answer = response.content.decode()
    assert response.status_code == 200
    assert f"{lindesoe.colleague.get_full_name()} {SAID}" in answer
    assert "Idas titel" in answer
    assert "Idas tekst" in answer
    # The next press is an answer to the question.
    assert f'name="loaded_revision_id" value="{theirs.pk}"' in answer
    assert "w-autosave" not in answer.split('id="page-edit-form"')[1].split(">")[0]
    assert latest_title(lindesoe) == "Kollegaens titel"


def test_it_is_saved_over_a_version_that_has_been_seen(lindesoe, ida, opened):
    save_as_colleague(lindesoe)
    assert send(ida, lindesoe, opened, has_seen_newer="1").status_code == 302
    assert latest_title(lindesoe) == "Idas titel"


def test_it_is_saved_where_nobody_else_has(lindesoe, ida, opened):
    assert send(ida, lindesoe, opened).status_code == 302
    assert latest_title(lindesoe) == "Idas titel"


def test_what_is_saved_by_itself_stays_below_a_newer_version(lindesoe, ida, opened):
    save_as_colleague(lindesoe)
    response = ida.post(
        f"/redaktion/pages/{lindesoe.page.pk}/edit/",
        page_form(title="Idas titel", slug=lindesoe.page.slug) | opened,
        headers={"Accept": "application/json"},
    )
    assert response.json()["error_code"] == "invalid_revision"
    assert latest_title(lindesoe) == "Kollegaens titel"
