"""What is asked of a page that is sent to approval, and what its approver sees."""

import pytest
from django.contrib.messages import get_messages

from cms.audience.warnings import Reason, make_token
from cms.models import NewsPage
from core.access.models import Right
from core.access.operations import grant_rights
from core.people.models import Person

SUBMIT = "action-submit"


@pytest.fixture
def writer(world):
    """May write at Egesøskolen, but not publish."""
    person = Person.objects.create_user("writer", first_name="Anna")
    grant_rights(person_id=person.pk, institution_id=world.school.pk, rights=[Right.EDIT])
    return person


@pytest.fixture
def henrik(world):
    """Approves at Egesøskolen."""
    person = Person.objects.create_user("henrik", first_name="Henrik")
    grant_rights(person_id=person.pk, institution_id=world.school.pk, rights=[Right.PUBLISH])
    return person


@pytest.fixture
def submit(sign_in, form_data, writer):
    def submit(parent, **sent):
        address = f"/redaktion/pages/add/cms/newspage/{parent.pk}/"
        return sign_in(writer).post(address, form_data(action=SUBMIT, **sent))

    return submit


@pytest.fixture
def decide(sign_in, form_data, henrik):
    """Approves or rejects a page in its form, as the approver."""

    def decide(page, name, **sent):
        sent = form_data(action="action-workflow-action", slug=page.slug, **sent)
        address = f"/redaktion/pages/{page.pk}/edit/"
        return sign_in(henrik).post(address, sent | {"workflow-action-name": name})

    return decide


def test_a_page_is_not_sent_without_an_audience(submit, school_home):
    type(school_home).objects.filter(pk=school_home.pk).update(scope=None)
    response = submit(school_home, mode="follow")
    assert response.context["form"].errors["own_audience"] == [
        "Vælg, hvem der kan se nyheden, før du udgiver den."
    ]
    assert submit(school_home, mode="own", keys=["998101/staff"]).status_code == 302
    assert NewsPage.objects.get().current_workflow_state is not None


def test_a_page_is_not_sent_with_a_cpr_number(submit, school_home):
    sent = {"mode": "own", "keys": ["998101/staff"]}
    assert submit(school_home, text="Det er 010112-1234.", **sent).status_code == 200
    assert submit(school_home, text="Det er 010112.", **sent).status_code == 302


def test_the_approver_sees_who_will_see_it(submit, sign_in, henrik, school_home, make_people):
    make_people(3, "998101/staff")
    submit(school_home, mode="own", keys=["998101/staff"])
    page = NewsPage.objects.get()
    html = sign_in(henrik).get(f"/redaktion/pages/{page.pk}/edit/").content.decode()
    assert "Synlig for: personale på Egesøskolen: 3 personer" in html


def test_the_approver_is_asked_about_the_text_but_may_send_it_back(submit, decide, school_home):
    sent = {"mode": "own", "keys": ["998101/staff"]}
    submit(school_home, **sent)
    page = NewsPage.objects.get()
    response = decide(page, "approve", text="Det er 010112-1234.", **sent)
    assert response.context["form"].non_field_errors()
    assert not NewsPage.objects.get().live
    assert decide(page, "reject", text="Det er 010112-1234.", **sent).status_code == 302
    assert not NewsPage.objects.get().live


def test_approving_publishes_to_the_chosen(submit, decide, school_home):
    # Text sent by hand looks changed to Wagtail, and a change asks for another approval.
    sent = {"mode": "own", "keys": ["998101/staff"], "text": ""}
    submit(school_home, **sent)
    response = decide(NewsPage.objects.get(), "approve", **sent)
    assert response.status_code == 302
    page = NewsPage.objects.get()
    assert (page.live, page.own_audience) == (True, ["998101/staff"])
    told = [str(message) for message in get_messages(response.wsgi_request)]
    assert [f"»{page.title}« er godkendt og udgivet." in text for text in told] == [True]


def test_an_approver_who_changes_the_audience_has_changed_the_page(submit, decide, school_home):
    submit(school_home, mode="own", keys=["998101/staff"], text="")
    decide(NewsPage.objects.get(), "approve", mode="own", keys=["998101/leader"], text="")
    page = NewsPage.objects.get()
    assert not page.live
    assert page.latest_revision.content["own_audience"] == ["998101/leader"]


def test_an_approver_needs_the_right_to_the_internet_as_whoever_publishes_does(
    submit, decide, writer, henrik, world, school_home
):
    grant_rights(person_id=writer.pk, institution_id=world.school.pk, rights=[Right.PUBLIC])
    answer = [make_token(Reason.PUBLIC, ("public",))]
    submit(school_home, mode="own", keys=["public"], text="", answer=answer)
    page = NewsPage.objects.get()
    response = decide(page, "approve", mode="own", keys=["public"], text="", answer=answer)
    assert response.context["form"].errors["own_audience"][0].startswith("Du må ikke vise sider")
    assert not NewsPage.objects.get().live
    grant_rights(person_id=henrik.pk, institution_id=world.school.pk, rights=[Right.PUBLIC])
    decide(page, "approve", mode="own", keys=["public"], text="")
    assert not NewsPage.objects.get().live  # the approver is asked back as well
    decide(page, "approve", mode="own", keys=["public"], text="", answer=answer)
    assert NewsPage.objects.get().live


def test_an_approver_needs_no_right_in_another_institution_that_the_sender_chose(
    submit, decide, writer, world, school_home
):
    grant_rights(person_id=writer.pk, institution_id=world.sfo.pk, rights=[Right.EDIT])
    submit(school_home, mode="own", keys=["998111/staff"], text="")
    page = NewsPage.objects.get()
    refused = decide(page, "approve", mode="own", keys=["998111/leader"], text="")
    assert refused.context["form"].errors["own_audience"]
    decide(page, "approve", mode="own", keys=["998111/staff"], text="")
    assert NewsPage.objects.get().live


def test_an_approver_may_not_choose_more_than_was_sent(submit, decide, school_home):
    submit(school_home, mode="own", keys=["998101/staff"], text="")
    answer = [make_token(Reason.PUBLIC, ("public",))]
    response = decide(
        NewsPage.objects.get(), "approve", mode="own", keys=["public"], text="", answer=answer
    )
    assert response.context["form"].errors["own_audience"][0].startswith("Du må ikke vise sider")
