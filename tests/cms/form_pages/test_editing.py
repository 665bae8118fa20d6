"""Making a form in the editor: its questions, its receivers, and what is missing to publish it."""

import pytest

from cms.models import FormPage
from core.people.kinds import Role, Source
from core.people.models import Membership, Person
from tests.cms.editing.conftest import ida, klitnaes, lindesoe, places  # noqa: F401 - fixtures
from tests.cms.editing.forms import page_form

PUBLISH = {"action-publish": "1"}


def add_form(place):
    return f"/redaktion/pages/add/cms/formpage/{place.home.pk}/"


def form_of(*questions, **more):
    sent = page_form(title="Tilmelding", slug="tilmelding") | {
        "questions-count": str(len(questions)),
        "kind": "once",
        "kept_days": "90",
    }
    for number, label in enumerate(questions):
        start = f"questions-{number}"
        sent |= {
            f"{start}-type": "singleline",
            f"{start}-order": str(number),
            f"{start}-deleted": "",
            f"{start}-id": "",
            f"{start}-value-label": label,
            f"{start}-value-help_text": "",
            f"{start}-value-required": "on",
        }
    return sent | more


@pytest.fixture
def colleague(lindesoe):  # noqa: F811
    person = Person.objects.create_user("anna0001", first_name="Anna")
    Membership.objects.create(
        person=person, institution=lindesoe.institution, role=Role.PEDAGOGICAL, source=Source.ROSTER
    )
    return person


def test_without_a_choice_the_office_and_the_leaders_receive(ida, lindesoe):  # noqa: F811
    assert ida.post(add_form(lindesoe), form_of("Hvem kommer?")).status_code == 302
    key = lindesoe.institution.key
    assert FormPage.objects.get().receivers == [f"{key}/administrative", f"{key}/leader"]


def test_colleagues_are_chosen_by_name_and_nobody_elses(ida, lindesoe, klitnaes, colleague):  # noqa: F811
    sent = form_of("Hvem kommer?", receivers=[f"p{colleague.pk}"])
    assert ida.post(add_form(lindesoe), sent).status_code == 302
    assert FormPage.objects.get().receivers == [f"p{colleague.pk}"]
    for foreign in (f"p{klitnaes.editor.pk}", f"{klitnaes.institution.key}/leader", "public"):
        sent = form_of("Hvem kommer?", receivers=[foreign])
        response = ida.post(add_form(lindesoe), sent)
        assert response.status_code == 200
        assert "Hvem kommer?" in response.text
    assert FormPage.objects.count() == 1


@pytest.mark.parametrize(
    ("questions", "more", "says"),
    [
        ((), {}, "Feltet skal udfyldes"),
        (("Hvem kommer?",), {"closes_on": "01.01.2020"}, "Den sidste dag er passeret"),
        (("Hvem kommer?",), {"places": "-1"}, "større end eller lig"),
        (("",), {}, "Feltet skal udfyldes"),
    ],
)
def test_what_is_missing_is_said_before_a_form_is_published(ida, lindesoe, questions, more, says):  # noqa: F811
    response = ida.post(add_form(lindesoe), form_of(*questions, **PUBLISH, **more))
    assert response.status_code == 200
    assert says in response.text
    assert not FormPage.objects.exists()


def test_a_whole_form_is_published(ida, lindesoe):  # noqa: F811
    response = ida.post(add_form(lindesoe), form_of("Hvem kommer?", **PUBLISH))
    assert response.status_code == 302
    assert FormPage.objects.get().live
