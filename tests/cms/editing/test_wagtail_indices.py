"""What Wagtail keeps of a page for its editor is written with the page, without tasks."""

import pytest
from django.core.files.base import ContentFile
from wagtail.models import Comment, ReferenceIndex
from wagtail.search.backends import get_search_backend
from wagtail.search.models import IndexEntry

from cms import signals
from cms.models import BasePage, InstitutionCollection, InstitutionImage
from core.people.models import Person
from tests.cms.editing.conftest import make_png

QUERIES_OF_PUBLISHING = 47


def find_titles(words):
    return [page.title for page in get_search_backend().search(words, BasePage)]


@pytest.fixture
def picture(egesoeskolen):
    link = InstitutionCollection.objects.get(institution=egesoeskolen.institution)
    return InstitutionImage.objects.create(
        title="Tavle", collection=link.collection, file=ContentFile(make_png(), name="t.png")
    )


def list_referring(image):
    return [reference.object_id for reference in ReferenceIndex.get_references_to(image)]


def rewrite(page, **fields):
    page = page.specific_class.objects.get(pk=page.pk)
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


def test_a_page_is_found_by_its_newest_title(egesoeskolen, make_page):
    page = make_page(egesoeskolen.home, "Cykelprøve")
    assert find_titles("cykelprøve") == ["Cykelprøve"]
    rewrite(page, title="Trafikprøve")
    assert find_titles("cykelprøve") == []
    assert find_titles("trafikprøve") == ["Trafikprøve"]


def test_a_draft_that_was_never_published_is_found_too(egesoeskolen, make_page):
    draft = BasePage.objects.get(pk=egesoeskolen.home.pk).add_child(
        instance=make_page(egesoeskolen.home, "Kladde").specific_class(title="Skitse", live=False)
    )
    assert find_titles("skitse") == [draft.title]


def test_a_deleted_page_leaves_nothing(egesoeskolen, make_page):
    page = make_page(egesoeskolen.home, "Cykelprøve")
    entries = IndexEntry.objects.filter(object_id=str(page.pk), title="Cykelprøve")
    assert entries.count() == 1
    page.delete()
    assert not entries.exists()


def test_what_a_page_refers_to_is_known_at_once(egesoeskolen, make_page, picture):
    shown = [("image", {"image": picture, "decorative": True})]
    page = make_page(egesoeskolen.home, body=shown)
    assert str(page.pk) in list_referring(picture)
    rewrite(page, body=[("text", "<p>Uden billede</p>")])
    assert list_referring(picture) == []


def test_a_page_that_is_saved_within_another_keeps_its_comments(egesoeskolen, make_page):
    person = Person.objects.create_user("kim", first_name="Kim")
    page = make_page(egesoeskolen.home)
    Comment.objects.create(page=page, user=person, text="Husk dato", contentpath="title")
    rewrite(page, title="Side igen")
    assert Comment.objects.get(page=page).text == "Husk dato"


def test_a_page_is_published_with_all_that_follows_or_not_at_all(
    egesoeskolen, make_page, monkeypatch
):
    page = make_page(egesoeskolen.home, "Cykelprøve")

    def fail(*args, **kwargs):
        raise RuntimeError("the life of a page")

    with monkeypatch.context() as patched:
        patched.setattr(signals, "follow_publication", fail)
        with pytest.raises(RuntimeError):
            rewrite(page, title="Trafikprøve")
    page.refresh_from_db()
    assert page.title == "Cykelprøve"
    # Nothing was lost: the version is there, and is published when all goes well.
    assert page.has_unpublished_changes
    page.get_latest_revision().publish()
    page.refresh_from_db()
    assert page.title == "Trafikprøve"


def test_a_version_takes_no_place_or_reader_along(egesoeskolen, make_page):
    page = make_page(egesoeskolen.home, "Cykelprøve")
    version = page.get_latest_revision()
    version.content |= {"scope": 1, "institution": 1, "municipality": 1, "owner": 1}
    version.save()
    read = version.as_object()
    assert (read.scope_id, read.institution_id) == (page.scope_id, page.institution_id)
    assert (read.municipality_id, read.owner_id) == (page.municipality_id, page.owner_id)
    assert read.locale_id == page.locale_id


def test_publishing_again_costs_a_known_number_of_queries(
    egesoeskolen, make_page, django_assert_max_num_queries
):
    page = make_page(egesoeskolen.home, body=[("text", "<p>Før</p>")])
    page = page.specific_class.objects.get(pk=page.pk)
    page.body = [("text", "<p>Efter</p>")]
    with django_assert_max_num_queries(QUERIES_OF_PUBLISHING):
        page.save_revision().publish()
