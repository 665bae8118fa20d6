"""News that asks: published, edited, confirmed on the page, reported, reminded of by mail."""

from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.core import mail
from django.utils import timezone

from cms.confirmation.mails import remind, remind_of_due, tell_of_news
from cms.models import Confirmation, ConfirmationMode, ConfirmationRequest, NewsPage
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
def publish_asking(egesoeskolen, make_news):
    """Publishes news for the families of the school, as the editor does."""

    def make(mode=BOTH, title="Ny mobilaftale", **fields):
        key = egesoeskolen.institution.key
        audience = [f"{key}/guardian", f"{key}/pupil", f"{key}/staff"]
        return make_news(egesoeskolen.home, title, own_audience=audience, asked=mode, **fields)

    return make


@pytest.fixture
def sign_in(client, cast):
    def enter(name, level=Level.TWO_FACTOR):
        return sign_in_at(client, cast[name], level=level)

    return enter


@pytest.fixture
def editor(cast, egesoeskolen):
    """Mette, who writes at the school."""
    person = cast["Mette"]
    grant_rights(
        person_id=person.pk, institution_id=egesoeskolen.institution.pk, rights=[Right.EDIT]
    )
    return person


def run_of(now):
    return Run(job_id=1, municipality_code="998", attempt=1, now=now)


def tell(page):
    """What the worker does after news was published."""
    named = {"page_id": page.pk, "revision_id": page.live_revision_id}
    tell_of_news.function(run_of(timezone.now()), **named)


def test_a_parent_confirms_on_the_page(sign_in, publish_asking, cast):
    page = publish_asking()
    client = sign_in("Dorte")
    shown = client.get(page.url)
    assert "Jeg har læst det" in shown.text
    assert "for Malthe og Anna" in shown.text
    assert shown["Cache-Control"] == "private, no-store"
    assert client.post(f"/kvitter/{page.pk}/")["Location"] == page.url
    after = client.get(page.url).text
    assert "Du har kvitteret" in after
    assert "Jeg har læst det" not in after
    rows = Confirmation.objects.filter(page=page, person=cast["Dorte"])
    assert {row.child.first_name for row in rows} == {"Malthe", "Anna"}


def test_where_both_must_each_sees_whether_the_other_has(sign_in, publish_asking):
    page = publish_asking(BOTH)
    sign_in("Dorte").post(f"/kvitter/{page.pk}/")
    assert "Den anden forælder har ikke kvitteret endnu" in sign_in("Dorte").get(page.url).text
    sign_in("Jonas").post(f"/kvitter/{page.pk}/")
    assert "Den anden forælder har også kvitteret" in sign_in("Dorte").get(page.url).text


def test_where_one_is_enough_the_other_is_told_nothing(sign_in, publish_asking):
    page = publish_asking(ConfirmationMode.ONE_GUARDIAN)
    assert "Jeg har læst det" in sign_in("Jonas").get(page.url).text
    sign_in("Dorte").post(f"/kvitter/{page.pk}/")
    shown = sign_in("Jonas").get(page.url).text
    assert 'id="confirm"' not in shown
    assert "Den anden forælder" not in shown
    assert "Den anden forælder" not in sign_in("Dorte").get(page.url).text


@pytest.mark.parametrize("name", ["Carla", "Mette"])
def test_who_is_not_asked_finds_no_button_and_confirms_nothing(sign_in, publish_asking, name):
    page = publish_asking()
    client = sign_in(name)
    shown = client.get(page.url)
    assert shown.status_code == (404 if name == "Carla" else 200)
    assert 'id="confirm"' not in shown.text
    assert client.post(f"/kvitter/{page.pk}/").status_code == 404
    assert not Confirmation.objects.exists()


def test_looking_at_the_address_confirms_nothing(sign_in, publish_asking):
    page = publish_asking()
    assert sign_in("Dorte").get(f"/kvitter/{page.pk}/").status_code == 405
    assert not Confirmation.objects.exists()


def test_a_major_change_asks_again_and_a_minor_one_does_not(sign_in, publish_asking):
    page = publish_asking()
    client = sign_in("Dorte")
    client.post(f"/kvitter/{page.pk}/")
    page.title = "Ny mobilaftale, rettet"
    page.save_revision().publish()
    assert "Jeg har læst det" not in client.get(page.url).text
    page.is_major_change = True
    revision = page.save_revision()
    assert "Jeg har læst det" not in client.get(page.url).text
    revision.publish()
    assert "Jeg har læst det" in client.get(page.url).text


def test_the_same_version_published_again_asks_nobody_anew(sign_in, publish_asking):
    page = publish_asking()
    page.is_major_change = True
    revision = page.save_revision()
    revision.publish()
    version = ConfirmationRequest.objects.get(page=page).version
    NewsPage.objects.get(pk=page.pk).unpublish()
    revision.publish()
    assert ConfirmationRequest.objects.get(page=page).version == version


def test_the_home_gathers_what_waits_with_the_children_it_is_for(sign_in, publish_asking):
    page = publish_asking(confirm_by=timezone.localdate())
    client = sign_in("Dorte")
    first = client.get("/")
    assert "Mangler dit svar" in first.text
    assert "Til Malthe og Anna" in first.text
    client.post(f"/kvitter/{page.pk}/")
    client.get(page.url)
    after = client.get("/", HTTP_IF_NONE_MATCH=first["ETag"])
    assert after.status_code == 200
    assert "Mangler dit svar" not in after.text


def test_the_report_says_who_is_missing_by_class(sign_in, publish_asking, editor):
    page = publish_asking()
    sign_in("Dorte").post(f"/kvitter/{page.pk}/")
    shown = sign_in("Mette").get(f"/kvitteringer/{page.pk}/").text
    assert "3.B" in shown
    assert "0 af 2 har kvitteret, 2 mangler" in shown
    sign_in("Jonas").post(f"/kvitter/{page.pk}/")
    assert (
        "2 af 2 har kvitteret, 0 mangler" in sign_in("Mette").get(f"/kvitteringer/{page.pk}/").text
    )


def test_reading_and_exporting_the_report_are_logged(sign_in, publish_asking, editor):
    page = publish_asking()
    client = sign_in("Mette")
    client.get(f"/kvitteringer/{page.pk}/")
    sheet = client.get(f"/kvitteringer/{page.pk}/hent/").content.decode()
    assert "Malthe" in sheet
    book = client.get(f"/kvitteringer/{page.pk}/hent/excel/")
    assert book["Content-Disposition"] == f'attachment; filename="kvitteringer-{page.pk}.xlsx"'
    names = {row[1] for row in openpyxl.load_workbook(BytesIO(book.content)).active.values}
    assert names == {"Navn", "Malthe", "Anna"}
    actions = Entry.objects.filter(object_type="cms.confirmation").order_by("pk")
    assert [entry.action for entry in actions] == [Action.OPEN, Action.EXPORT, Action.EXPORT]


@pytest.mark.parametrize("name", ["Dorte", "Carla"])
def test_the_report_is_for_who_writes_there(sign_in, publish_asking, editor, name):
    page = publish_asking()
    client = sign_in(name)
    for address in ("", "hent/", "hent/excel/", "paamind/"):
        assert client.get(f"/kvitteringer/{page.pk}/{address}").status_code == 404
    assert sign_in("Mette").get(f"/kvitteringer/{page.pk}/").status_code == 200


def test_the_office_enters_paper_and_why_it_is_not_possible(sign_in, publish_asking, editor, cast):
    page = publish_asking(ConfirmationMode.ONE_GUARDIAN)
    client = sign_in("Mette")
    address = f"/kvitteringer/{page.pk}/{cast['Jonas'].pk}/{cast['Malthe'].pk}/"
    assert client.post(address, {"method": "not_possible"}).status_code == 400
    assert client.post(address, {"method": "paper"}).status_code == 302
    entry = Entry.objects.filter(object_type="cms.confirmation", action=Action.CHANGE).get()
    assert entry.subject_id == cast["Malthe"].pk
    shown = client.get(f"/kvitteringer/{page.pk}/").text
    assert "1 af 2 har kvitteret" in shown
    assert "På papir" in shown
    foreign = f"/kvitteringer/{page.pk}/{cast['Carla'].pk}/{cast['Magnus'].pk}/"
    assert client.get(foreign).status_code == 404


def test_mails_go_to_those_who_are_missing_and_say_nothing(publish_asking, cast, now):
    Person.objects.update(email="nogen@example.dk")
    page = publish_asking()
    tell_of_news.function(
        run_of(timezone.now()), page_id=page.pk, revision_id=page.live_revision_id
    )
    mails = OutboxMail.objects.all()
    assert {row.person.first_name for row in mails} == {"Dorte", "Jonas"}
    for row in mails:
        text = row.subject + row.body
        assert not any(word in text for word in ("Malthe", "Anna", "mobil", "Egesø", "Dorte"))
        assert f"/side/{page.pk}/" in text
    tell_of_news.function(
        run_of(timezone.now()), page_id=page.pk, revision_id=page.live_revision_id
    )
    assert OutboxMail.objects.count() == 2
    assert not mail.outbox


def test_who_wants_no_mails_gets_none(publish_asking, cast, sign_in):
    Person.objects.update(email="nogen@example.dk")
    sign_in("Jonas").post("/dine-oplysninger/mails/", {})
    cast["Jonas"].refresh_from_db()
    assert not cast["Jonas"].wants_mail
    page = publish_asking()
    assert remind(page, occasion="asked", now=timezone.now()) == 1
    sign_in("Jonas").post("/dine-oplysninger/mails/", {"wants_mail": "on"})
    assert remind(page, occasion="again", now=timezone.now()) == 2


def test_one_reminder_three_days_before_to_those_who_are_missing(publish_asking, sign_in, cast):
    Person.objects.update(email="nogen@example.dk")
    today = timezone.localdate()
    page = publish_asking(confirm_by=today + timedelta(days=3))
    publish_asking(title="Senere", confirm_by=today + timedelta(days=4))
    sign_in("Dorte").post(f"/kvitter/{page.pk}/")
    for _time in range(2):
        remind_of_due.function(run_of(timezone.now()))
    assert [row.person.first_name for row in OutboxMail.objects.all()] == ["Jonas"]


def test_important_news_is_told_to_its_readers(egesoeskolen, make_news, cast):
    Person.objects.update(email="nogen@example.dk")
    key = egesoeskolen.institution.key
    page = make_news(
        egesoeskolen.home, "Vandrør", own_audience=[f"{key}/staff"],
        important_until=timezone.localdate(),
    )  # fmt: skip
    tell_of_news.function(
        run_of(timezone.now()), page_id=page.pk, revision_id=page.live_revision_id
    )
    assert [row.person.first_name for row in OutboxMail.objects.all()] == ["Mette"]


def test_news_that_was_taken_down_is_told_to_nobody(publish_asking, cast):
    Person.objects.update(email="nogen@example.dk")
    page = publish_asking()
    NewsPage.objects.get(pk=page.pk).unpublish()
    tell_of_news.function(
        run_of(timezone.now()), page_id=page.pk, revision_id=page.live_revision_id
    )
    assert not OutboxMail.objects.exists()
