"""Documents in a folder that ask: put up, confirmed there, reported, asked about again."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from cms.confirmation.mails import remind_of_due, tell_of_document
from cms.confirmation.operations import ask_about_document
from cms.models import (
    Confirmation,
    ConfirmationMode,
    ConfirmationRequest,
    InstitutionCollection,
    InstitutionDocument,
    LibraryPage,
)
from core.access.models import Right
from core.access.operations import grant_rights
from core.audit.models import Action, Entry
from core.people.models import Person
from core.tasks.models import OutboxMail
from core.tasks.queue import Run
from indgang_sdk.levels import Level
from tests.signing_in import sign_in_at

BOTH = ConfirmationMode.EACH_GUARDIAN


@pytest.fixture
def folder(egesoeskolen, publish):
    key = egesoeskolen.institution.key
    audience = [f"{key}/guardian", f"{key}/staff"]
    return publish(egesoeskolen.home, LibraryPage(title="Regler", own_audience=audience))


@pytest.fixture
def put_up(folder, egesoeskolen):
    """Puts a document into the folder that asks, unless the mode is none."""
    link = InstitutionCollection.objects.get(institution=egesoeskolen.institution)

    def add(title="Mobilaftale", mode=BOTH, **fields):
        document = InstitutionDocument.objects.create(
            title=title, file=ContentFile(b"%PDF-1.4 1", name="aftale.pdf"),
            collection=link.collection, folder=folder,
        )  # fmt: skip
        if mode:
            ask_about_document(document.pk, mode=mode, major=False, **fields)
        return document

    return add


@pytest.fixture
def sign_in(client, cast, egesoeskolen):
    grant_rights(
        person_id=cast["Mette"].pk,
        institution_id=egesoeskolen.institution.pk,
        rights=[Right.EDIT, Right.PUBLISH],
    )

    def enter(name, level=Level.TWO_FACTOR):
        return sign_in_at(client, cast[name], level=level)

    return enter


def run_of(now):
    return Run(job_id=1, municipality_code="998", attempt=1, now=now)


def test_a_parent_confirms_in_the_folder(sign_in, put_up, folder, cast):
    document, other = put_up(), put_up("Ferieplan", mode="")
    client = sign_in("Dorte")
    before = client.get(folder.url).text
    assert before.count("Jeg har læst det") == 1
    assert "Malthe og Anna" in before
    assert client.post(f"/kvitter/dokument/{document.pk}/")["Location"] == folder.url
    after = client.get(folder.url).text
    assert "Jeg har læst det" not in after
    assert "Du har kvitteret" in after
    rows = Confirmation.objects.filter(document=document, person=cast["Dorte"], page=None)
    assert {row.child.first_name for row in rows} == {"Malthe", "Anna"}
    assert {row.page_title for row in rows} == {"Mobilaftale"}
    assert client.post(f"/kvitter/dokument/{other.pk}/").status_code == 404


@pytest.mark.parametrize("name", ["Carla", "Mette"])
def test_who_is_not_asked_finds_no_button_and_confirms_nothing(sign_in, put_up, folder, name):
    document = put_up()
    client = sign_in(name)
    assert "Jeg har læst det" not in client.get(folder.url).text
    assert client.post(f"/kvitter/dokument/{document.pk}/").status_code == 404
    assert not Confirmation.objects.exists()


def test_the_home_gathers_documents_that_wait(sign_in, put_up):
    document = put_up("Ordensregler")
    client = sign_in("Dorte")
    assert "Ordensregler" in client.get("/").text
    client.post(f"/kvitter/dokument/{document.pk}/")
    assert "Ordensregler" not in client.get("/").text


def test_the_report_is_that_of_one_document(sign_in, put_up):
    document, other = put_up(), put_up("Ordensregler")
    for name in ("Dorte", "Jonas"):
        sign_in(name).post(f"/kvitter/dokument/{document.pk}/")
    client = sign_in("Mette")
    shown = client.get(f"/kvitteringer/dokument/{document.pk}/").text
    assert "2 af 2 har kvitteret, 0 mangler" in shown
    assert "Mobilaftale" in shown
    assert "0 af 2 har kvitteret" in client.get(f"/kvitteringer/dokument/{other.pk}/").text
    sheet = client.get(f"/kvitteringer/dokument/{document.pk}/hent/")
    assert "Malthe" in sheet.content.decode()
    assert client.get(f"/kvitteringer/dokument/{document.pk}/hent/excel/").status_code == 200
    logged = Entry.objects.filter(
        object_type="cms.institutiondocument", object_id=str(document.pk)
    ).order_by("pk")
    assert [entry.action for entry in logged] == [Action.OPEN, Action.EXPORT, Action.EXPORT]


@pytest.mark.parametrize("name", ["Dorte", "Carla"])
def test_the_report_is_for_who_writes_there(sign_in, put_up, name):
    document = put_up()
    client = sign_in(name)
    for address in ("", "hent/", "hent/excel/", "paamind/"):
        assert client.get(f"/kvitteringer/dokument/{document.pk}/{address}").status_code == 404
    assert sign_in("Mette").get(f"/kvitteringer/dokument/{document.pk}/").status_code == 200


def test_the_office_enters_what_came_on_paper(sign_in, put_up, cast):
    document = put_up(mode=ConfirmationMode.ONE_GUARDIAN)
    people = f"{cast['Jonas'].pk}/{cast['Malthe'].pk}"
    client = sign_in("Mette")
    address = f"/kvitteringer/dokument/{document.pk}/{people}/"
    assert client.post(address, {"method": "paper"}).status_code == 302
    assert "1 af 2" in client.get(f"/kvitteringer/dokument/{document.pk}/").text


def test_a_new_file_asks_again_only_as_a_major_change(sign_in, put_up, folder):
    document = put_up()
    sign_in("Dorte").post(f"/kvitter/dokument/{document.pk}/")

    def replace(**more):
        file = SimpleUploadedFile("aftale.pdf", b"%PDF-1.4 2", "application/pdf")
        address = f"/ret-dokument/{document.pk}/"
        answer = sign_in("Mette").post(address, {"file": file, "replace": "1", **more})
        assert answer.status_code == 302
        return sign_in("Dorte").get(folder.url).text

    assert "Jeg har læst det" not in replace()
    assert "Jeg har læst det" in replace(is_major="on")


def test_an_editor_asks_and_stops_asking_and_the_answers_stay(sign_in, put_up):
    document = put_up(mode="")
    address = f"/ret-dokument/{document.pk}/"
    client = sign_in("Mette")
    assert "Vigtig ændring" not in client.get(address).text
    past = timezone.localdate() - timedelta(days=1)
    refused = client.post(address, {"ask": "1", "mode": BOTH.value, "due_on": str(past)})
    assert refused.status_code == 400
    assert not ConfirmationRequest.objects.exists()
    due = timezone.localdate() + timedelta(days=9)
    client.post(address, {"ask": "1", "mode": BOTH.value, "due_on": str(due)})
    request = ConfirmationRequest.objects.get()
    assert (request.document_id, request.mode, request.due_on) == (document.pk, BOTH, due)
    assert "Vigtig ændring" in client.get(address).text
    sign_in("Dorte").post(f"/kvitter/dokument/{document.pk}/")
    sign_in("Mette").post(address, {"ask": "1", "mode": ""})
    assert not ConfirmationRequest.objects.exists()
    assert Confirmation.objects.count() == 2


def test_who_asks_nobody_is_told_so(sign_in, put_up, folder):
    asked = {"ask": "1", "mode": BOTH.value}
    document = put_up(mode="")
    client = sign_in("Mette")
    told = client.post(f"/ret-dokument/{document.pk}/", asked, follow=True).text
    assert "De, mappen er for, bliver bedt om at kvittere" in told
    folder.own_audience = ["public"]
    folder.save_revision().publish()
    told = client.post(f"/ret-dokument/{document.pk}/", asked, follow=True).text
    assert "Ingen bliver bedt om det, så længe" in told


def test_mails_lead_to_the_folder_and_name_nothing(put_up, cast, folder):
    Person.objects.update(email="nogen@example.dk")
    today = timezone.localdate()
    document = put_up(due_on=today + timedelta(days=3))
    for _time in range(2):
        tell_of_document.function(run_of(timezone.now()), document_id=document.pk)
    first = list(OutboxMail.objects.all())
    assert {row.person.first_name for row in first} == {"Dorte", "Jonas"}
    assert all(f"/side/{folder.pk}/" in row.body for row in first)
    assert not any("Mobil" in row.subject + row.body for row in first)
    for _time in range(2):
        remind_of_due.function(run_of(timezone.now()))
    assert OutboxMail.objects.count() == 4


def test_nobody_is_asked_when_the_folder_is_taken_down(put_up, cast, folder):
    Person.objects.update(email="nogen@example.dk")
    document = put_up()
    folder.unpublish()
    tell_of_document.function(run_of(timezone.now()), document_id=document.pk)
    assert not OutboxMail.objects.exists()


def test_the_answers_outlive_the_document(sign_in, put_up):
    documents = [put_up("En"), put_up("To")]
    for document in documents:
        sign_in("Dorte").post(f"/kvitter/dokument/{document.pk}/")
    for document in documents:
        document.delete()
    assert Confirmation.objects.filter(document=None, page=None).count() == 4
    assert not ConfirmationRequest.objects.exists()
