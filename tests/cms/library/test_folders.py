"""Looking after a folder in the portal: many files at once, their order, and new versions."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cms.editing.collections import make_collection
from cms.models import DocumentVersion, InstitutionDocument, LibraryPage
from core.access.keys import make_key
from core.access.models import Right
from core.access.operations import Holding, grant_rights, replace_holdings
from core.people.models import Person
from tests.cms.editing.test_stripping import make_photo

PDF = b"%PDF-1.4 "


def make_person(school, unilogin, *rights, holder="staff"):
    person = Person.objects.create_user(unilogin, first_name=unilogin.title())
    replace_holdings({person.pk: [Holding(key=make_key(school.institution.key, holder))]})
    grant_rights(person_id=person.pk, institution_id=school.institution.pk, rights=rights)
    client = Client()
    client.force_login(person)
    return client


def make_file(name="plan.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def read(response):
    return b"".join(response.streaming_content)


@pytest.fixture
def folder(egesoeskolen, publish):
    make_collection(egesoeskolen.institution)
    keys = [make_key("998101", "guardian"), make_key("998101", "staff")]
    return publish(egesoeskolen.home, LibraryPage(title="Referater", own_audience=keys))


@pytest.fixture
def ida(egesoeskolen):
    return make_person(egesoeskolen, "ida00001", Right.EDIT)


@pytest.fixture
def dorte(egesoeskolen):
    return make_person(egesoeskolen, "dorte001", holder="guardian")


@pytest.fixture
def fill(ida, folder):
    """Puts files into the folder as Ida and gives its documents, in their order."""

    def send(*names):
        ida.post(f"/mappe/{folder.pk}/", {"files": [make_file(name) for name in names]})
        return list(folder.documents.order_by("position", "title"))

    return send


def titles(folder):
    return list(folder.documents.order_by("position", "title").values_list("title", flat=True))


def test_forty_files_are_put_up_at_once_in_the_order_they_came(fill, folder):
    fill(*(f"referat_{number:02}.pdf" for number in range(40)))
    assert titles(folder) == [f"Referat {number:02}" for number in range(40)]


def test_forty_one_are_too_many(ida, folder):
    files = [make_file(f"{number}.pdf") for number in range(41)]
    assert ida.post(f"/mappe/{folder.pk}/", {"files": files}).status_code == 400
    assert titles(folder) == []


def test_one_wrong_file_does_not_lose_the_others(ida, folder):
    files = [make_file("a.pdf"), make_file("falsk.pdf", b"<html>"), make_file("b.pdf")]
    response = ida.post(f"/mappe/{folder.pk}/", {"files": files})
    assert titles(folder) == ["A", "B"]
    assert "falsk.pdf" in response.text


def test_a_file_that_is_too_big_is_named_with_its_size(ida, folder, settings):
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 5
    response = ida.post(f"/mappe/{folder.pk}/", {"files": [make_file("stor.pdf")]})
    assert titles(folder) == []
    assert "stor.pdf" in response.text


def test_a_parent_sees_new_documents_at_once(fill, folder, dorte):
    assert "Madplan" not in dorte.get(folder.get_url()).text
    fill("madplan.pdf")
    assert "Madplan" in dorte.get(folder.get_url()).text


def test_documents_change_places(ida, fill, folder):
    first, _second, third = fill("a.pdf", "b.pdf", "c.pdf")
    ida.post(f"/mappe/{folder.pk}/", {"up": third.pk})
    assert titles(folder) == ["A", "C", "B"]
    ida.post(f"/mappe/{folder.pk}/", {"down": first.pk})
    assert titles(folder) == ["C", "A", "B"]


def test_the_first_stays_first(ida, fill, folder):
    first, _second = fill("a.pdf", "b.pdf")
    ida.post(f"/mappe/{folder.pk}/", {"up": first.pk})
    assert titles(folder) == ["A", "B"]


def replace(ida, document, content=PDF + b"ny", name="plan.pdf"):
    sent = {"replace": "1", "file": make_file(name, content)}
    return ida.post(f"/ret-dokument/{document.pk}/", sent)


def test_a_new_file_stands_at_the_address_of_the_old_one(ida, dorte, fill):
    (document,) = fill("plan.pdf")
    address = document.url
    assert replace(ida, document).status_code == 302
    assert read(dorte.get(address)) == PDF + b"ny"


def test_the_address_of_a_file_by_another_name_leads_to_the_new_one(ida, dorte, fill):
    (document,) = fill("plan.pdf")
    replace(ida, document, name="plan-2027.pdf")
    assert read(dorte.get(document.url, follow=True)) == PDF + b"ny"


def test_the_old_file_is_kept_and_fetched_by_those_who_look_after_the_folder_alone(
    ida, dorte, fill
):
    (document,) = fill("plan.pdf")
    replace(ida, document)
    version = DocumentVersion.objects.get(document=document)
    address = f"/ret-dokument/{document.pk}/{version.pk}/"
    assert version.replaced_by.get_username() == "ida00001"
    assert address in ida.get(f"/ret-dokument/{document.pk}/").text
    assert read(ida.get(address)) == PDF
    assert dorte.get(address).status_code == 404


def test_a_file_that_is_replaced_in_the_editor_is_kept_as_well(ida, fill):
    (document,) = fill("plan.pdf")
    sent = {"title": "Plan", "tags": "", "folder": document.folder_id}
    sent["file"] = make_file(content=PDF + b"ny")
    assert ida.post(f"/redaktion/documents/edit/{document.pk}/", sent).status_code == 302
    with DocumentVersion.objects.get(document=document).file.open() as kept:
        assert kept.read() == PDF
    document.refresh_from_db()
    with document.file.open() as current:
        assert current.read() == PDF + b"ny"


def test_a_wrong_new_file_leaves_all_as_it_was(ida, fill):
    (document,) = fill("plan.pdf")
    assert replace(ida, document, b"<html>").status_code == 400
    assert not DocumentVersion.objects.exists()
    document.refresh_from_db()
    with document.file.open() as current:
        assert current.read() == PDF


def test_a_document_gets_another_title_and_folder(ida, fill, folder, egesoeskolen, publish):
    (document,) = fill("plan.pdf")
    other = publish(egesoeskolen.home, LibraryPage(title="Arkiv"))
    sent = {"title": "Årsplan", "folder": other.pk}
    assert ida.post(f"/ret-dokument/{document.pk}/", sent).status_code == 302
    assert titles(folder) == []
    assert titles(other) == ["Årsplan"]


def test_a_deleted_document_takes_its_old_files_with_it(
    ida, fill, django_capture_on_commit_callbacks
):
    (document,) = fill("plan.pdf")
    replace(ida, document)
    kept = DocumentVersion.objects.get(document=document).file
    assert "Slet" in ida.get(f"/slet-dokument/{document.pk}/").text
    with django_capture_on_commit_callbacks(execute=True):
        ida.post(f"/slet-dokument/{document.pk}/")
    assert not InstitutionDocument.objects.exists()
    assert not kept.storage.exists(kept.name)


def test_nothing_here_is_there_for_readers_or_for_editors_elsewhere(
    fill, folder, dorte, ida, revleskolen
):
    (document,) = fill("plan.pdf")
    stranger = make_person(revleskolen, "carla001", Right.EDIT)
    addresses = [
        f"/mappe/{folder.pk}/", f"/ret-dokument/{document.pk}/", f"/slet-dokument/{document.pk}/"
    ]  # fmt: skip
    assert [ida.get(address).status_code for address in addresses] == [200] * 3
    for client in (dorte, stranger):
        assert [client.get(address).status_code for address in addresses] == [404] * 3
        assert [client.post(address).status_code for address in addresses] == [404] * 3
    assert titles(folder) == ["Plan"]


@pytest.mark.parametrize("sent", ["x", "", "-1", "9" * 20, "9" * 5_000, "²", "٣", "1\x00"])
def test_what_is_no_document_is_moved_nowhere(sent, ida, fill, folder):
    fill("a.pdf", "b.pdf")
    assert ida.post(f"/mappe/{folder.pk}/", {"up": sent}).status_code == 404
    assert titles(folder) == ["A", "B"]


def test_a_text_that_is_not_there_is_no_folder(ida, fill):
    (document,) = fill("plan.pdf")
    sent = {"title": "Plan", "folder": "99999999999999999999"}
    assert ida.post(f"/ret-dokument/{document.pk}/", sent).status_code == 400


def test_half_a_photograph_is_refused_since_its_place_could_not_be_taken_out(ida, folder):
    photo = make_photo()
    files = [make_file("hel.jpg", photo), make_file("halv.jpg", photo[: len(photo) - 200])]
    response = ida.post(f"/mappe/{folder.pk}/", {"files": files})
    assert titles(folder) == ["Hel"]
    assert "halv.jpg" in response.text
