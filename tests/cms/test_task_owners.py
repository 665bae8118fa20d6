"""Wagtail's own tasks carry the municipality of what they are about."""

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django_tasks import task
from django_tasks_db.models import DBTaskResult
from wagtail.models import Comment, CommentReply

from cms.models import InstitutionCollection, InstitutionDocument, InstitutionImage
from core.people.models import Person
from core.tasks.models import TaskOwner
from tests.cms.editing.conftest import make_png

REFERENCES = "wagtail.tasks.update_reference_index_task"
SEARCH = "modelsearch.tasks.insert_or_update_object_task"
REMOVAL = "wagtail.tasks.delete_file_from_storage_task"


@task()
def work_of_a_library() -> None:
    """Stands for a task that nobody has said anything about."""


@pytest.fixture(autouse=True)
def empty_queue(egesoeskolen, revleskolen):
    DBTaskResult.objects.all().delete()


def owners():
    """Task and municipality of each row in the queue; None is a row without either."""
    rows = DBTaskResult.objects.values_list(
        "task_path", "owner__municipality_code", "owner__installation_wide"
    )
    return {(path, "all" if wide else code) for path, code, wide in rows}


def collection_of(school):
    return InstitutionCollection.objects.get(institution=school.institution).collection


def test_a_comment_is_of_its_pages_municipality(egesoeskolen, revleskolen):
    person = Person.objects.create_user("kim", first_name="Kim")
    comment = Comment.objects.create(
        page=revleskolen.home, user=person, text="Hej", contentpath="title"
    )
    CommentReply.objects.create(comment=comment, user=person, text="Hej selv")
    assert DBTaskResult.objects.count() == 2
    assert owners() == {(REFERENCES, "999")}
    Comment.objects.create(page=egesoeskolen.home, user=person, text="Hej", contentpath="title")
    assert owners() == {(REFERENCES, "999"), (REFERENCES, "998")}


def test_a_page_needs_no_task(egesoeskolen, make_news):
    make_news(egesoeskolen.home)
    assert not owners()


@pytest.mark.parametrize("model", [InstitutionImage, InstitutionDocument])
def test_a_file_is_of_its_collections_municipality(
    model, egesoeskolen, django_capture_on_commit_callbacks
):
    content = make_png() if model is InstitutionImage else b"%PDF-1.4"
    file = model.objects.create(
        title="Fil", collection=collection_of(egesoeskolen), file=ContentFile(content, name="a.png")
    )
    assert owners() == {(REFERENCES, "998"), (SEARCH, "998")}
    DBTaskResult.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        file.delete()
    assert owners() == {(REMOVAL, "998")}


def test_the_sizes_of_an_image_are_removed_for_its_municipality(
    egesoeskolen, django_capture_on_commit_callbacks
):
    image = InstitutionImage.objects.create(
        title="Billede",
        collection=collection_of(egesoeskolen),
        file=ContentFile(make_png(), name="b.png"),
    )
    image.get_rendition("width-4")
    DBTaskResult.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        image.delete()
    assert DBTaskResult.objects.count() == 2
    assert owners() == {(REMOVAL, "998")}


def test_what_nobody_knows_is_said_to_be_for_all(db):
    work_of_a_library.enqueue()
    assert owners() == {(work_of_a_library.module_path, "all")}


def test_a_row_goes_with_its_task(db):
    work_of_a_library.enqueue()
    assert TaskOwner.objects.exists()
    DBTaskResult.objects.all().delete()
    assert not TaskOwner.objects.exists()


def test_the_database_refuses_a_row_that_is_nobodys(db):
    work_of_a_library.enqueue()
    with pytest.raises(IntegrityError), transaction.atomic():
        TaskOwner.objects.update(municipality_code="", installation_wide=False)
    TaskOwner.objects.update(municipality_code="998", installation_wide=False)
