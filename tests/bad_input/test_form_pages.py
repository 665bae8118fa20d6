"""Wrong answers to forms: each comes back in words with what was written, and nothing is kept."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cms.models import FormAnswer
from tests.bad_input.values import LONG, NO_UTF_8, WITH_NUL
from tests.cms.conftest import *  # noqa: F403 - the school
from tests.cms.form_pages.conftest import (  # noqa: F401 - fixtures
    FOOD,
    TIME,
    family,
    make_form,
    question,
    sign_in,
)

DAY, AMOUNT = "q-33333333-3333-4333-8333-333333333333", "q-44444444-4444-4444-8444-444444444444"
GOOD = {TIME: "Kl. 9", DAY: "2026-12-08", AMOUNT: "2"}


@pytest.fixture
def form(make_form):  # noqa: F811
    return make_form(
        questions=[
            question("singleline", "Hvornår?", TIME),
            question("checkboxes", "Hvad?", FOOD, options=["Kage", "Te"], required=False),
            question("date", "Hvilken dag?", DAY, required=False),
            question("number", "Hvor mange?", AMOUNT, required=False),
        ]
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (TIME, ""), (TIME, " "), (TIME, LONG), (TIME, WITH_NUL), (DAY, "den 8."),
        (DAY, "31.02.2026"), (AMOUNT, "mange"), (AMOUNT, "9" * 400), (AMOUNT, "NaN"),
        (FOOD, "Vin"), (FOOD, LONG),
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", ["da", "en"])
def test_a_wrong_answer_says_what_is_wrong(form, sign_in, family, field, value, language):  # noqa: F811
    family["dorte"].language = language
    family["dorte"].save()
    client = sign_in("dorte")
    response = client.post(f"/formular/{form.pk}/", GOOD | {field: value})
    assert response.status_code == 400
    assert 'class="wrong"' in response.text
    assert 'value="Kl. 9"' in response.text or field == TIME
    assert 'value="2026-12-08"' in response.text or field == DAY
    assert not FormAnswer.objects.exists()
    assert client.post(f"/formular/{form.pk}/", GOOD).status_code == 302
    assert FormAnswer.objects.exists()


def test_a_file_and_bytes_that_are_no_text_do_no_harm(form, sign_in):  # noqa: F811
    client = sign_in("dorte")
    sent = GOOD | {TIME: SimpleUploadedFile("a.txt", b"x")}
    assert client.post(f"/formular/{form.pk}/", sent).status_code == 400
    body = TIME.encode() + b"=" + NO_UTF_8
    kind = "application/x-www-form-urlencoded"
    assert client.post(f"/formular/{form.pk}/", body, content_type=kind).status_code in {302, 400}


def test_a_decision_that_is_none_decides_nothing(form, sign_in, family):  # noqa: F811
    type(form).objects.update(kind="request")
    sign_in("dorte").post(f"/formular/{form.pk}/", GOOD)
    answer = FormAnswer.objects.get()
    client = sign_in("ida")
    address = f"/formular/{form.pk}/svar/{answer.pk}/"
    for state, reply in (("", ""), ("received", ""), ("x", ""), ("granted", "x" * 501)):
        response = client.post(address, {"state": state, "reply": reply})
        assert response.status_code == 400
    answer.refresh_from_db()
    assert answer.state == "received"
    assert client.post(address, {"state": "granted", "reply": "God tur"}).status_code == 302
