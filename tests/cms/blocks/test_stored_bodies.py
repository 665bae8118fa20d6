"""The stored text: of one revision, one version of the templates, and one language."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from cms.blocks import rendering
from cms.bodies import make_body, store_bodies
from cms.models import ContentPage, RenderedBody
from cms.queries import find_page
from cms.reading import read_page_body

TEXT = [("text", "<p>Første udgave</p>")]


@pytest.fixture
def page(egesoeskolen, make_page):
    return make_page(egesoeskolen.home, "Side", body=TEXT, own_audience=["public"])


@pytest.fixture
def viewer(make_viewer):
    return make_viewer("998101/staff")


def read(page, viewer):
    row = find_page(page.url_path, viewer)
    return "".join(part["html"] for part in read_page_body(row, viewer).parts)


def publish(page, text):
    page.body = [("text", f"<p>{text}</p>")]
    page.save_revision().publish()


def test_publishing_stores_the_text_in_both_languages(page):
    rows = RenderedBody.objects.filter(page=page)
    assert {row.language for row in rows} == {"da", "en"}
    assert all("Første udgave" in row.segments for row in rows)
    assert {row.revision_id for row in rows} == {page.live_revision_id}


def test_a_draft_is_stored_nowhere(page, viewer):
    page.body = [("text", "<p>Kladde</p>")]
    page.save_revision()
    assert "Første udgave" in read(page, viewer)
    assert not RenderedBody.objects.filter(segments__contains="Kladde").exists()


def test_the_text_of_a_page_that_is_taken_down_is_forgotten(page):
    page.unpublish()
    assert not RenderedBody.objects.filter(page=page).exists()


def test_a_text_of_an_earlier_revision_is_never_shown(page, viewer):
    """Who renders slowly, while somebody publishes, stores too late."""
    late = make_body(ContentPage.objects.get(pk=page.pk), "da")
    publish(page, "Anden udgave")
    store_bodies([late])
    assert "Anden udgave" in read(page, viewer)
    assert "Første udgave" not in read(page, viewer)


def test_a_new_version_of_the_templates_renders_once(page, viewer, monkeypatch):
    monkeypatch.setattr("cms.queries.TEMPLATE_VERSION", rendering.TEMPLATE_VERSION + 1)
    monkeypatch.setattr("cms.bodies.TEMPLATE_VERSION", rendering.TEMPLATE_VERSION + 1)
    with translation.override("da"):
        assert find_page(page.url_path, viewer).body is None
        assert "Første udgave" in read(page, viewer)
        assert find_page(page.url_path, viewer).body is not None


def test_a_stored_text_costs_no_query_of_its_own(page, viewer):
    row = find_page(page.url_path, viewer)
    with CaptureQueriesContext(connection, ) as queries:  # fmt: skip
        read_page_body(row, viewer)
    assert len(queries) == 0


def test_an_alias_has_the_text_of_what_it_repeats(page, egesoeskolen, viewer):
    alias = page.create_alias(update_slug="gentaget")
    assert "Første udgave" in read(alias, viewer)
    publish(page, "Anden udgave")
    alias.refresh_from_db()
    assert "Anden udgave" in read(alias, viewer)


def test_what_a_hole_shows_is_part_of_what_a_browser_keeps(
    client, egesoeskolen, make_page, make_news, viewer
):
    from core.people.models import Person  # noqa: PLC0415

    client.force_login(Person.objects.get(pk=viewer.person_id))
    place = egesoeskolen.home
    page = make_page(
        place, "Nyt", own_audience=["public"],
        body=[("news", {"title": "", "place": place, "number": 3})],
    )  # fmt: skip
    first = client.get(page.url)
    kept = {"HTTP_IF_NONE_MATCH": first["ETag"]}
    assert client.get(page.url, **kept).status_code == 304
    news = make_news(place, "Nyhed", own_audience=["public"])
    # Without the counter that publishing raises, the hole alone tells.
    from cms.models import ContentCounter  # noqa: PLC0415

    ContentCounter.objects.update(changes=0)
    before = client.get(page.url)
    news.title = "Nyhed med ny titel"
    type(news).objects.filter(pk=news.pk).update(title=news.title)
    after = client.get(page.url, HTTP_IF_NONE_MATCH=before["ETag"])
    assert after.status_code == 200
    assert news.title in after.text
