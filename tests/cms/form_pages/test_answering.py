"""Answering a form: for oneself, for each child, as often as it is for, and while it is open."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from cms.form_pages.operations import AnsweredAlready, FormFull, send_answer
from cms.models import AnswerState, FormAnswer, FormKind
from tests.cms.form_pages.conftest import FOOD, TIME

SAID = {TIME: "Kl. 15.20", FOOD: ["Kage"]}


def post(client, form, **more):
    return client.post(f"/formular/{form.pk}/", SAID | more)


def test_what_was_answered_is_kept_with_its_questions(sign_in, make_form, family):
    form = make_form()
    response = post(sign_in("dorte"), form)
    assert (response.status_code, response["Location"]) == (302, form.url)
    answer = FormAnswer.objects.get()
    assert answer.person == family["dorte"]
    assert [(line["question"], line["value"]) for line in answer.answers] == [
        ("Hvornår passer det jer?", "Kl. 15.20"),
        ("Hvad tager I med?", ["Kage"]),
    ]


def test_the_page_shows_the_form_and_then_ones_own_answer(sign_in, make_form):
    form = make_form()
    client = sign_in("dorte")
    assert "Hvornår passer det jer?" in client.get(form.url).text
    post(client, form)
    shown = client.get(form.url)
    assert "Kl. 15.20" in shown.text
    assert "Ret svaret" in shown.text
    assert 'id="answer"' not in shown.text
    assert shown["Cache-Control"] == "private, no-store"


def test_nobody_else_sees_an_answer_on_the_page(sign_in, make_form):
    form = make_form()
    post(sign_in("dorte"), form)
    for name in ("carla", "jonas", "anna", "henrik"):
        shown = sign_in(name).get(form.url)
        assert shown.status_code == 200
        assert "Kl. 15.20" not in shown.text


def test_who_does_not_see_the_page_cannot_answer(sign_in, make_form, egesoeskolen):
    form = make_form()
    assert post(sign_in("emil"), form).status_code == 404
    assert post(sign_in("carla"), form).status_code == 302
    assert FormAnswer.objects.count() == 1


def test_who_is_not_signed_in_is_asked_to(client, make_form):
    form = make_form(own_audience=["public"])
    assert "Log ind for at svare" in client.get(form.url).text
    assert "/log-ind/" in post(client, form)["Location"]
    assert not FormAnswer.objects.exists()


def test_mistakes_come_back_with_all_that_was_written(sign_in, make_form):
    form = make_form()
    response = post(sign_in("dorte"), form, **{TIME: "", FOOD: ["Kaffe"]})
    assert response.status_code == 400
    assert "Der er ikke sendt noget endnu" in response.text
    ticked = re.findall(r'value="([^"]+)"[^>]*checked', response.text)
    assert ticked == ["Kaffe"]
    assert not FormAnswer.objects.exists()


def test_a_cpr_number_is_refused(sign_in, make_form):
    response = post(sign_in("dorte"), make_form(), **{TIME: "Bo 090517-1234"})
    assert response.status_code == 400
    assert "CPR-numre" in response.text
    assert not FormAnswer.objects.exists()


def test_one_answers_once_and_changes_it(sign_in, make_form):
    form = make_form()
    client = sign_in("dorte")
    post(client, form)
    post(client, form, **{TIME: "Kl. 9"})
    answer = FormAnswer.objects.get()
    assert answer.answers[0]["value"] == "Kl. 15.20"
    address = f"/formular/{form.pk}/ret/{answer.pk}/"
    assert 'value="Kl. 15.20"' in client.get(address).text
    assert client.post(address, {TIME: "Kl. 16"}).status_code == 302
    answer.refresh_from_db()
    assert answer.answers[0]["value"] == "Kl. 16"


def test_one_takes_back_ones_own_answer_and_no_other(sign_in, make_form):
    form = make_form()
    post(sign_in("dorte"), form)
    address = f"/formular/{form.pk}/fortryd/{FormAnswer.objects.get().pk}/"
    assert sign_in("carla").post(address).status_code == 404
    assert FormAnswer.objects.exists()
    assert sign_in("dorte").post(address).status_code == 302
    assert not FormAnswer.objects.exists()


def test_parents_answer_for_the_children_whom_the_form_is_for(sign_in, make_form, family):
    form = make_form(for_each_child=True)
    client = sign_in("dorte")
    shown = client.get(form.url).text
    assert f'name="child" value="{family["bo"].pk}"' in shown
    assert f'value="{family["emil"].pk}"' not in shown
    assert post(client, form, child=family["emil"].pk).status_code == 400
    assert post(client, form, child=family["oskar"].pk).status_code == 400
    assert post(client, form, child=family["bo"].pk).status_code == 302
    assert FormAnswer.objects.get().child == family["bo"]


def test_one_parents_answer_is_enough_and_stays_that_parents(sign_in, make_form, family):
    form = make_form(for_each_child=True)
    post(sign_in("dorte"), form, child=family["bo"].pk)
    client = sign_in("jonas")
    shown = client.get(form.url).text
    assert "Der er allerede svaret for Bo." in shown
    assert "Kl. 15.20" not in shown
    post(client, form, child=family["bo"].pk)
    assert FormAnswer.objects.count() == 1


def test_two_clicks_at_once_are_one_answer(make_form, family, now):
    form = make_form()
    named = {"person_id": family["dorte"].pk, "child_id": None, "values": {TIME: "Kl. 9"}}
    send_answer(form, **named, now=now)
    with pytest.raises(AnsweredAlready):
        send_answer(form, **named, now=now)
    assert FormAnswer.objects.count() == 1


def test_the_last_place_is_given_away_once(make_form, family, now, sign_in):
    form = make_form(places=1)
    send_answer(form, person_id=family["dorte"].pk, child_id=None, values={}, now=now)
    with pytest.raises(FormFull):
        send_answer(form, person_id=family["carla"].pk, child_id=None, values={}, now=now)
    assert "Alle pladser er optaget" in sign_in("carla").get(form.url).text


def test_after_the_last_day_nothing_is_taken_or_changed(sign_in, make_form):
    today = timezone.localdate()
    form = make_form(closes_on=today)
    client = sign_in("dorte")
    post(client, form)
    type(form).objects.update(closes_on=today - timedelta(days=1))
    assert "Fristen for at svare er overskredet" in client.get(form.url).text
    answer = FormAnswer.objects.get()
    client.post(f"/formular/{form.pk}/ret/{answer.pk}/", {TIME: "Kl. 7"})
    client.post(f"/formular/{form.pk}/fortryd/{answer.pk}/")
    post(sign_in("carla"), form)
    assert [row.answers[0]["value"] for row in FormAnswer.objects.all()] == ["Kl. 15.20"]


def test_requests_are_sent_as_often_as_needed_and_answered_back(sign_in, make_form, family):
    form = make_form(kind=FormKind.REQUEST, for_each_child=True)
    for time in ("Mandag", "Tirsdag"):
        post(sign_in("dorte"), form, **{TIME: time, "child": family["bo"].pk})
    first = FormAnswer.objects.order_by("pk").first()
    address = f"/formular/{form.pk}/svar/{first.pk}/"
    client = sign_in("ida")
    assert "Mandag" in client.get(address).text
    sent = {"state": AnswerState.GRANTED, "reply": "God ferie"}
    assert client.post(address, sent).status_code == 302
    shown = sign_in("dorte").get(form.url).text
    assert "God ferie" in shown
    assert "Imødekommet" in shown
    assert "God ferie" not in sign_in("jonas").get(form.url).text
    # What has been decided stays.
    sign_in("dorte").post(f"/formular/{form.pk}/fortryd/{first.pk}/")
    assert FormAnswer.objects.count() == 2
