"""Every form for every one of the cast: to answer it, and to read what was answered."""

import pytest
from django.urls import reverse

from cms.form_pages.operations import send_answer
from cms.models import FormAnswer
from tests.audience_matrix.conftest import NOW, person_of
from tests.audience_matrix.expected import AUDIENCES, FORMS, SEES
from tests.audience_matrix.openers import canaries_in

# The office of Egesøskolen, whom all the forms are answered to.
RECEIVER = "ida"
OF_ALL_ANSWERS = {"form_answers", "export_answers", "export_answers_to_excel"}


@pytest.fixture
def answers(world, db):
    """Soren's answer to each form, whether or not he could have given it."""
    soren = person_of("soren").pk
    return {
        letter: send_answer(form, person_id=soren, child_id=None, values={}, now=NOW)
        for letter, form in world.forms.items()
    }


@pytest.mark.parametrize("name", SEES)
def test_TEN_01_who_sees_a_form_is_led_to_it_and_nobody_else(client_of, world, name):
    client = client_of(name)
    led = {
        letter: client.get(reverse("answer_form", args=[form.pk]))
        for letter, form in world.forms.items()
    }
    sees = "" if name == "nobody" else SEES[name]
    for letter, answer in led.items():
        if name == "nobody":
            assert answer["Location"].startswith("/log-ind/")
        elif letter in sees:
            assert answer["Location"] == world.forms[letter].url
        else:
            assert answer.status_code == 404
    assert set(led) == set(AUDIENCES)


@pytest.mark.parametrize("name", [name for name in SEES if name != RECEIVER])
def test_TEN_01_answers_are_shown_to_nobody_but_their_receivers(client_of, world, answers, name):
    client = client_of(name)
    for letter, form in world.forms.items():
        for route in FORMS - {"answer_form"}:
            own = name == "soren" and letter in SEES[name]
            if own and route in {"change_answer", "withdraw_answer"}:
                continue
            named = [form.pk] if route in OF_ALL_ANSWERS else [
                form.pk, answers[letter].pk,
            ]  # fmt: skip
            response = client.post(reverse(route, args=named), {})
            assert response.status_code == (302 if name == "nobody" else 404), route
    assert FormAnswer.objects.count() == len(AUDIENCES)


def test_their_receivers_read_the_answers_to_the_forms_that_they_see(client_of, world, answers):
    client = client_of(RECEIVER)
    shown = [client.get(reverse("form_answers", args=[form.pk])) for form in world.forms.values()]
    assert canaries_in(answer for answer in shown if answer.status_code == 200) == SEES[RECEIVER]
    assert sum(answer.status_code == 404 for answer in shown) == len(AUDIENCES) - 3


def test_who_answered_changes_and_takes_back_the_answer(client_of, world, answers):
    client = client_of("soren")
    form, answer = world.forms["D"], answers["D"]
    named = [form.pk, answer.pk]
    assert client.get(reverse("change_answer", args=named)).status_code == 200
    assert client.post(reverse("withdraw_answer", args=named)).status_code == 302
    assert not FormAnswer.objects.filter(pk=answer.pk).exists()
