"""Reading answers: those whom they are for, while they work there, until they are erased."""

from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.utils import timezone

from cms.form_pages.operations import erase_answers, move_days_of_erasure, send_answer
from cms.form_pages.queries import list_forms_to_decide
from cms.models import FormAnswer, FormKind
from cms.sheets import keep_text
from core.access.viewer import Viewer
from core.audit.models import Action, Entry
from core.people.models import Membership
from core.people.refresh import refresh_access
from tests.cms.form_pages.conftest import TIME

ANSWER = "Helst tirsdag"


@pytest.fixture
def answered(make_form, family):
    form = make_form()
    send_answer(
        form, person_id=family["dorte"].pk, child_id=None, values={TIME: ANSWER},
        now=timezone.now(),
    )  # fmt: skip
    return form


def read(client, form):
    return client.get(f"/formular/{form.pk}/svar/")


@pytest.mark.parametrize("name", ["ida", "henrik"])
def test_receivers_read_the_answers(name, sign_in, answered):
    response = read(sign_in(name), answered)
    assert ANSWER in response.text
    assert "Dorte" in response.text
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("name", ["anna", "dorte", "carla", "bo"])
def test_nobody_else_does(name, sign_in, answered):
    client = sign_in(name)
    assert read(client, answered).status_code == 404
    for file in ("hent/", "hent/excel/"):
        assert client.get(f"/formular/{answered.pk}/svar/{file}").status_code == 404
    assert "Læs svarene" not in client.get(answered.url).text


def test_who_has_left_reads_nothing_more(sign_in, answered, family, egesoeskolen, now):
    form = answered
    form.receivers = [f"p{family['anna'].pk}"]
    form.save_revision().publish()
    values = {"values": {TIME: ANSWER}, "now": timezone.now()}
    send_answer(form, person_id=family["carla"].pk, child_id=None, **values)
    assert ANSWER in read(sign_in("anna"), form).text
    Membership.objects.filter(person=family["anna"]).update(ends_on=now.date() - timedelta(days=1))
    refresh_access([family["anna"].pk], on=timezone.localdate())
    assert read(sign_in("anna"), form).status_code == 404


def test_who_is_chosen_later_sees_no_earlier_answer(sign_in, answered, family):
    assert ANSWER in read(sign_in("ida"), answered).text
    answered.receivers = [f"p{family['anna'].pk}"]
    answered.save_revision().publish()
    shown = read(sign_in("anna"), answered)
    assert shown.status_code == 200
    assert ANSWER not in shown.text
    assert ANSWER in read(sign_in("ida"), answered).text


def test_a_draft_changes_nobody_who_receives(sign_in, answered, family):
    answered.receivers = [f"p{family['anna'].pk}"]
    answered.save_revision()
    assert read(sign_in("anna"), answered).status_code == 404
    assert ANSWER in read(sign_in("ida"), answered).text


def test_reading_and_exporting_are_logged(sign_in, answered, family):
    client = sign_in("ida")
    read(client, answered)
    sheet = client.get(f"/formular/{answered.pk}/svar/hent/").content.decode()
    assert ANSWER in sheet
    book = client.get(f"/formular/{answered.pk}/svar/hent/excel/")
    assert book["Content-Disposition"] == f'attachment; filename="svar-{answered.pk}.xlsx"'
    assert book["Cache-Control"] == "private, no-store"
    head, row = openpyxl.load_workbook(BytesIO(book.content)).active.values
    assert dict(zip(head, row, strict=True))["Hvornår passer det jer?"] == ANSWER
    logged = Entry.objects.filter(actor_id=family["ida"].pk, object_type="cms.formpage")
    assert [entry.action for entry in logged.order_by("pk")] == [
        *(Action.OPEN, Action.EXPORT, Action.EXPORT)
    ]


@pytest.mark.parametrize(("text", "kept"), [("=1+1", "'=1+1"), ("-5", "'-5"), ("Nej", "Nej")])
def test_no_cell_is_a_formula(text, kept):
    assert keep_text(text) == kept


def test_an_answer_is_no_formula_in_excel_either(sign_in, answered):
    answer = FormAnswer.objects.get()
    answer.answers[0]["value"] = "=1+1"
    answer.save()
    book = sign_in("ida").get(f"/formular/{answered.pk}/svar/hent/excel/")
    sheet = openpyxl.load_workbook(BytesIO(book.content)).active
    cell = next(cell for cell in sheet[2] if cell.value == "=1+1")
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_on_its_day_an_answer_is_gone_before_the_worker_comes(sign_in, answered):
    FormAnswer.objects.update(erased_on=timezone.localdate() + timedelta(days=1))
    assert ANSWER in read(sign_in("ida"), answered).text
    assert ANSWER in sign_in("dorte").get(answered.url).text
    FormAnswer.objects.update(erased_on=timezone.localdate())
    assert ANSWER not in read(sign_in("ida"), answered).text
    assert ANSWER not in sign_in("dorte").get(answered.url).text
    assert erase_answers(today=timezone.localdate() - timedelta(days=1)) == 0
    assert erase_answers(today=timezone.localdate()) == 1


def test_a_later_last_day_keeps_the_answers_longer(answered):
    before = FormAnswer.objects.get().erased_on
    answered.closes_on = timezone.localdate() + timedelta(days=10)
    answered.save_revision().publish()
    assert FormAnswer.objects.get().erased_on == before + timedelta(days=10)
    move_days_of_erasure(answered)
    assert FormAnswer.objects.get().erased_on == before + timedelta(days=10)


def test_the_home_counts_the_requests_that_wait(make_form, family):
    form = make_form("Fri fra skole", kind=FormKind.REQUEST)
    for _time in range(2):
        send_answer(
            form, person_id=family["dorte"].pk, child_id=None, values={}, now=timezone.now()
        )
    ida, anna = (Viewer(person_id=family[name].pk, now=timezone.now()) for name in ("ida", "anna"))
    assert [(row["page__title"], row["number"]) for row in list_forms_to_decide(ida)] == [
        ("Fri fra skole", 2)
    ]
    assert list_forms_to_decide(anna) == []
