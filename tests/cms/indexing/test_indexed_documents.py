"""A file is found by who sees its folder or a page that links to it, and by nobody else."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile

from cms.models import InstitutionCollection, InstitutionDocument, LibraryPage
from search.queries import find_entries

STAFF, GUARDIANS = ["998101/staff"], ["998101/guardian"]


@pytest.fixture
def teacher(make_viewer):
    return make_viewer("998101/staff")


@pytest.fixture
def mother(make_viewer):
    return make_viewer("998101/guardian")


def titles(query, viewer):
    return {hit.title for hit in find_entries(query, viewer).hits}


@pytest.fixture
def make_document(egesoeskolen):
    def make(title, folder=None):
        link = InstitutionCollection.objects.get(institution=egesoeskolen.institution)
        document = InstitutionDocument(title=title, folder=folder, collection=link.collection)
        document.file.save("fil.txt", ContentFile(b"hej"))
        return document

    return make


@pytest.fixture
def folder(egesoeskolen, publish):
    return publish(egesoeskolen.home, LibraryPage(title="Mappe", own_audience=STAFF))


def test_a_file_is_found_by_those_of_its_folder(make_document, folder, teacher, mother):
    document = make_document("Vikarhåndbog", folder)
    (hit,) = find_entries("vikarhåndbog", teacher).hits
    assert (hit.kind, hit.url) == ("document", f"/dokument/{document.pk}/")
    assert hit.institution_name == "Egesøskolen"
    assert titles("vikarhåndbog", mother) == set()


def test_a_file_that_nothing_shows_is_found_by_nobody(make_document, teacher):
    make_document("Løs fil")
    assert titles("løs", teacher) == set()


def test_a_page_that_links_to_a_file_lets_it_be_found(
    make_document, folder, make_page, egesoeskolen, teacher, mother
):
    document = make_document("Ordensregler", folder)
    link = f'<p><a linktype="document" id="{document.pk}">her</a></p>'
    page = make_page(egesoeskolen.home, "Velkommen", own_audience=GUARDIANS, body=[("text", link)])
    assert titles("ordensregler", mother) == {"Ordensregler"}
    page.unpublish()
    assert titles("ordensregler", mother) == set()
    assert titles("ordensregler", teacher) == {"Ordensregler"}


def test_a_folder_that_is_taken_down_takes_its_files_along(make_document, folder, teacher):
    make_document("Vikarhåndbog", folder)
    folder.refresh_from_db()
    folder.unpublish()
    assert titles("vikarhåndbog", teacher) == set()
    folder.save_revision().publish()
    assert titles("vikarhåndbog", teacher) == {"Vikarhåndbog"}


def test_another_audience_of_a_section_reaches_the_files_below(
    egesoeskolen, make_page, publish, make_document, teacher, mother
):
    section = make_page(egesoeskolen.home, "Afsnit", own_audience=STAFF)
    inner = publish(section, LibraryPage(title="Indre mappe"))
    make_document("Vikarhåndbog", inner)
    section.refresh_from_db()
    section.own_audience = GUARDIANS
    section.save()
    assert titles("vikarhåndbog", teacher) == set()
    assert titles("vikarhåndbog", mother) == {"Vikarhåndbog"}


def test_a_folder_s_last_second_is_that_of_its_files(
    egesoeskolen, publish, make_document, make_viewer, now
):
    end = now + timedelta(hours=1)
    folder = publish(
        egesoeskolen.home, LibraryPage(title="Mappe", own_audience=STAFF, expire_at=end)
    )
    make_document("Vikarhåndbog", folder)
    before = make_viewer("998101/staff", now=end - timedelta(seconds=1))
    assert titles("vikarhåndbog", before) == {"Vikarhåndbog"}
    assert titles("vikarhåndbog", make_viewer("998101/staff", now=end)) == set()


def test_a_new_title_and_a_deleted_file_are_followed(make_document, folder, teacher):
    document = make_document("Vikarhåndbog", folder)
    document.title = "Nøgleliste"
    document.save()
    assert (titles("vikarhåndbog", teacher), titles("nøgleliste", teacher)) == (
        set(),
        {"Nøgleliste"},
    )
    document.delete()
    assert titles("nøgleliste", teacher) == set()
