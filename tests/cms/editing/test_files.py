"""Files have no draft: what readers see already is changed by those who may publish."""

import pytest
from wagtail.permissions import policy_registry

from cms.editing.queries import folders_for
from cms.models import ContentPage, InstitutionDocument, InstitutionImage, LibraryPage, MediaUse
from core.access.models import Right
from tests.cms.editing.conftest import add_page, make_editor, sign_in

ADMIN = "/redaktion/"


@pytest.fixture
def writer(lindesoe):
    return make_editor("skriver", lindesoe.institution, Right.EDIT)


@pytest.fixture
def approver(lindesoe):
    return make_editor("godkender", lindesoe.institution, Right.PUBLISH)


def allowed(person, file):
    policy = policy_registry.get(file)
    return {
        action
        for action in ("choose", "change", "delete")
        if policy.user_has_permission_for_instance(person, action, file)
    }


def show(file, page):
    MediaUse.objects.create(page=page, **{
        "image" if isinstance(file, InstitutionImage) else "document": file
    })  # fmt: skip


@pytest.mark.parametrize("kind", ["image", "document"])
def test_a_file_that_nobody_sees_is_the_writers(kind, lindesoe, writer, approver):
    InstitutionDocument.objects.update(folder=None)
    file = type(getattr(lindesoe, kind)).objects.get(pk=getattr(lindesoe, kind).pk)
    assert allowed(writer, file) == {"choose", "change", "delete"}
    assert allowed(approver, file) == {"choose", "delete"}


@pytest.mark.parametrize("kind", ["image", "document"])
def test_a_file_on_a_published_page_is_changed_by_who_publishes(kind, lindesoe, writer):
    file = getattr(lindesoe, kind)
    show(file, lindesoe.page)
    assert allowed(writer, file) == {"choose"}
    assert allowed(lindesoe.editor, file) == {"choose", "change", "delete"}


def test_a_document_in_a_published_folder_is_changed_by_who_publishes(lindesoe, writer):
    document = InstitutionDocument.objects.get(pk=lindesoe.document.pk)
    assert document.folder_id == lindesoe.library.pk
    assert allowed(writer, document) == {"choose"}
    LibraryPage.objects.filter(pk=lindesoe.library.pk).update(live=False)
    assert allowed(writer, document) == {"choose", "change", "delete"}


@pytest.mark.parametrize("kind", ["image", "document"])
def test_nobody_elsewhere_does_anything(kind, lindesoe, klitnaes):
    assert allowed(klitnaes.editor, getattr(lindesoe, kind)) == set()


def test_what_lies_in_no_institutions_collection_is_nobodys(lindesoe):
    image = InstitutionImage.objects.get(pk=lindesoe.image.pk)
    InstitutionImage.objects.filter(pk=image.pk).update(collection=1)
    image.refresh_from_db()
    assert allowed(lindesoe.editor, image) == set()


def test_a_published_folder_takes_files_of_those_who_publish(lindesoe, klitnaes, writer):
    draft = add_page(lindesoe.home, LibraryPage, "Ny mappe", owner=writer, live=False)
    assert set(folders_for(writer)) == {draft}
    assert set(folders_for(lindesoe.editor)) == {draft, lindesoe.library}


def test_a_writer_cannot_bring_a_file_into_a_published_folder(lindesoe, writer):
    InstitutionDocument.objects.update(folder=None)
    address = f"{ADMIN}documents/edit/{lindesoe.document.pk}/"
    form = {"title": "Plan", "tags": "", "folder": lindesoe.library.pk}
    assert sign_in(writer).post(address, form).status_code == 200
    assert sign_in(lindesoe.editor).post(address, form).status_code == 302
    assert InstitutionDocument.objects.get(pk=lindesoe.document.pk).folder_id == (
        lindesoe.library.pk
    )


def test_many_files_at_once_are_deleted_by_the_same_rule(lindesoe, writer):
    show(lindesoe.image, lindesoe.page)
    address = f"{ADMIN}bulk/cms/institutionimage/delete/?id={lindesoe.image.pk}"
    sign_in(writer).post(address)
    assert InstitutionImage.objects.filter(pk=lindesoe.image.pk).exists()
    sign_in(lindesoe.editor).post(address)
    assert not InstitutionImage.objects.filter(pk=lindesoe.image.pk).exists()


def test_publishing_a_page_is_what_makes_its_image_seen(lindesoe, writer):
    page = add_page(
        lindesoe.home, ContentPage, "Med billede", body=[("image", lindesoe.image)], live=False
    )
    assert "change" in allowed(writer, lindesoe.image)
    page.get_latest_revision().publish(skip_permission_checks=True)
    assert "change" not in allowed(writer, lindesoe.image)
