"""One workflow for all pages: whoever leads the page's institution is asked."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Task, TaskState, Workflow

from cms.editing.judging import SHOWN
from cms.models import BasePage, ContentPage, LeaderApprovalTask, NewsPage
from core.access.models import Right
from core.people.kinds import Role, Source
from core.people.models import Membership
from core.people.refresh import refresh_access
from tests.cms.editing.conftest import make_editor, make_place, sign_in
from tests.cms.editing.forms import page_form, rich_text

APPROVE = {"action-workflow-action": "1", "workflow-action-name": "approve"}
TEXT = ("text", rich_text("Velkommen"))


@pytest.fixture
def writer(lindesoe):
    return make_editor("skriver", lindesoe.institution, Right.EDIT)


@pytest.fixture
def approver(lindesoe):
    return make_editor("godkender", lindesoe.institution, Right.PUBLISH)


def test_there_is_one_workflow_with_one_task(db):
    assert [workflow.name for workflow in Workflow.objects.all()] == ["Godkendelse"]
    assert [type(task.specific) for task in Task.objects.all()] == [LeaderApprovalTask]


def test_every_page_has_it(lindesoe, klitnaes):
    for page in BasePage.objects.filter(depth__gt=1):
        assert page.get_workflow() == Workflow.objects.get()


def buttons_of(client, address):
    body = client.get(address).content.decode()
    return {name for name in ("action-submit", "action-publish") if f'name="{name}"' in body}


def test_a_writer_is_offered_to_send_and_an_approver_to_publish(lindesoe, writer, ida):
    new = f"/redaktion/pages/add/cms/contentpage/{lindesoe.home.pk}/"
    there = f"/redaktion/pages/{lindesoe.page.pk}/edit/"
    for address in (new, there):
        assert buttons_of(sign_in(writer), address) == {"action-submit"}
        assert buttons_of(ida, address) == {"action-publish"}


def test_the_button_says_what_it_does(lindesoe, writer):
    person = writer
    person.language = "en"
    person.save()
    address = f"/redaktion/pages/add/cms/contentpage/{lindesoe.home.pk}/"
    assert "Send for approval" in sign_in(person).get(address).content.decode()


def test_a_writer_publishes_nothing_whatever_is_sent(lindesoe, writer):
    client = sign_in(writer)
    address = f"/redaktion/pages/add/cms/contentpage/{lindesoe.home.pk}/"
    client.post(address, page_form(TEXT) | {"action-publish": "1"})
    page = ContentPage.objects.get(slug="ny-side")
    assert not page.live
    client.post(f"/redaktion/pages/{page.pk}/edit/", page_form(TEXT) | {"action-publish": "1"})
    page.refresh_from_db()
    assert not page.live


def send(lindesoe, writer):
    address = f"/redaktion/pages/add/cms/contentpage/{lindesoe.home.pk}/"
    sign_in(writer).post(address, page_form(TEXT) | {"action-submit": "1"})
    page = ContentPage.objects.get(slug="ny-side")
    return page, page.current_workflow_task_state


def test_what_is_sent_waits_for_those_who_lead_the_institution(
    lindesoe, klitnaes, writer, approver
):
    _page, state = send(lindesoe, writer)
    assert state.status == TaskState.STATUS_IN_PROGRESS
    for person in (approver, lindesoe.editor):
        assert state in TaskState.objects.reviewable_by(person)
    for person in (writer, klitnaes.editor):
        assert state not in TaskState.objects.reviewable_by(person)


@pytest.mark.parametrize("name", ["approver", "editor"])
def test_a_leader_is_shown_who_will_see_it_approves_and_the_page_is_published(
    name, lindesoe, writer, approver
):
    page, state = send(lindesoe, writer)
    leader = {"approver": approver, "editor": lindesoe.editor}[name]
    address = f"/redaktion/pages/workflow/action/{page.pk}/approve/{state.pk}/"
    client = sign_in(leader)
    assert client.post(address, {"comment": ""}).status_code == 200
    page.refresh_from_db()
    assert not page.live
    shown = client.get(address).json()["html"].split(f'name="{SHOWN}" value="')[1][:16]
    response = client.post(address, {"comment": "", SHOWN: shown})
    assert response.status_code == 302
    page.refresh_from_db()
    assert page.live
    assert "»Ny side« er godkendt og udgivet." in client.get(response["Location"], follow=True).text


def test_a_leader_asks_for_changes_and_the_writer_sends_again(lindesoe, writer, approver):
    page, state = send(lindesoe, writer)
    address = f"/redaktion/pages/workflow/action/{page.pk}/reject/{state.pk}/"
    sign_in(approver).post(address, {"comment": "Skriv datoen"})
    page.refresh_from_db()
    assert not page.live
    there = f"/redaktion/pages/{page.pk}/edit/"
    assert buttons_of(sign_in(writer), there) == {"action-submit"}
    sign_in(writer).post(there, page_form(TEXT) | {"action-submit": "1"})
    assert page.current_workflow_task_state.status == TaskState.STATUS_IN_PROGRESS


@pytest.mark.parametrize(
    ("action", "says"),
    [
        ("reject", "»Ny side« er sendt tilbage."),
        # Text sent by hand looks changed to Wagtail, and a change asks for another approval.
        ("approve", "Din ændring af »Ny side« er gemt og venter på godkendelse."),
    ],
)
def test_the_one_who_answers_in_the_form_is_told_what_became_of_it(
    action, says, lindesoe, writer, approver
):
    page, _state = send(lindesoe, writer)
    answer = {"action-workflow-action": "1", "workflow-action-name": action}
    form = page_form(TEXT) | answer
    told = sign_in(approver).post(f"/redaktion/pages/{page.pk}/edit/", form, follow=True).text
    page.refresh_from_db()
    assert not page.live
    assert says in told


def numbered_form(page, number, text="Hej"):
    """What the editor sends of a page with one paragraph, which it has numbered."""
    paragraph = rich_text(text)
    raw = json.loads(paragraph)
    raw["blocks"][0]["key"] = number
    sent = page_form(("text", json.dumps(raw)), title=page.title, slug=page.slug)
    return sent | {"body-0-id": page.body[0].id}


def send_short_form(lindesoe, writer):
    """News that waits, as the short form leaves it: its paragraph has no number."""
    page = NewsPage(title="Ny side", slug="ny-side", live=False, body=[("text", "<p>Hej</p>")])
    BasePage.objects.get(pk=lindesoe.home.pk).add_child(instance=page)
    page = page.save_revision(user=writer).as_object()
    page.get_workflow().start(page, writer)
    return page


@pytest.mark.parametrize(("text", "is_live"), [("Hej", True), ("Hej igen", False)])
def test_a_text_of_the_short_form_is_approved_unless_it_was_changed(
    text, is_live, lindesoe, writer, approver
):
    page = send_short_form(lindesoe, writer)
    form = numbered_form(page, "x7k2q", text) | APPROVE
    told = sign_in(approver).post(f"/redaktion/pages/{page.pk}/edit/", form, follow=True).text
    page.refresh_from_db()
    assert page.live is is_live
    assert ("»Ny side« er godkendt og udgivet." in told) is is_live
    assert ("Din ændring af »Ny side« er gemt" in told) is not is_live


def make_staff(person, institution):
    """Somebody to whom a page for the staff is shown."""
    Membership.objects.create(
        person=person, institution=institution, role=Role.LEADER, source=Source.ROSTER
    )
    refresh_access([person.pk], on=timezone.localdate())


@pytest.mark.parametrize("is_staff", [True, False])
@pytest.mark.parametrize("with_comment", [True, False])
def test_who_may_only_approve_is_led_to_the_page_or_to_what_waits(
    is_staff, with_comment, lindesoe, writer, approver
):
    page = send_short_form(lindesoe, writer)
    if is_staff:
        make_staff(approver, lindesoe.institution)
    client = sign_in(approver)
    if with_comment:
        state = page.current_workflow_task_state
        address = f"/redaktion/pages/workflow/action/{page.pk}/approve/{state.pk}/"
        shown = client.get(address).json()["html"].split(f'name="{SHOWN}" value="')[1][:16]
        sent = {"comment": "Fint", SHOWN: shown}
        asked = {"x-requested-with": "XMLHttpRequest"}
        way_on = client.post(address, sent, headers=asked).json()["redirect"]
    else:
        sent = numbered_form(page, "x7k2q") | APPROVE
        way_on = client.post(f"/redaktion/pages/{page.pk}/edit/", sent)["Location"]
    assert way_on == (f"/side/{page.pk}/" if is_staff else "/")
    assert "»Ny side« er godkendt og udgivet." in client.get(way_on, follow=True).text


def test_who_may_only_approve_and_sends_back_is_led_to_what_waits(lindesoe, writer, approver):
    page = send_short_form(lindesoe, writer)
    sent = numbered_form(page, "x7k2q") | APPROVE | {"workflow-action-name": "reject"}
    response = sign_in(approver).post(f"/redaktion/pages/{page.pk}/edit/", sent)
    assert response["Location"] == "/"


def test_who_may_write_too_stays_in_the_editor(lindesoe, writer, ida):
    page = send_short_form(lindesoe, writer)
    sent = numbered_form(page, "x7k2q") | APPROVE
    response = ida.post(f"/redaktion/pages/{page.pk}/edit/", sent)
    assert response["Location"] == f"/redaktion/pages/{lindesoe.home.pk}/"


def test_the_one_who_saves_is_told_that_it_is_saved(lindesoe, ida):
    address = f"/redaktion/pages/{lindesoe.draft.pk}/edit/"
    form = page_form(TEXT, title="Kladden", slug=lindesoe.draft.slug)
    response = ida.post(address, form, follow=True)
    assert "godkendt" not in response.text
    assert "»Kladden«" in response.text


def test_a_page_with_a_day_is_approved_and_waits_for_it(lindesoe, writer, approver):
    address = f"/redaktion/pages/add/cms/contentpage/{lindesoe.home.pk}/"
    tomorrow = timezone.localtime() + timedelta(days=1)
    later = {"go_live_at": tomorrow.strftime("%Y-%m-%d %H:%M")}
    sign_in(writer).post(address, page_form(TEXT) | later | {"action-submit": "1"})
    page = ContentPage.objects.get(slug="ny-side")
    client = sign_in(approver)
    answer = f"/redaktion/pages/workflow/action/{page.pk}/approve/"
    answer += f"{page.current_workflow_task_state.pk}/"
    shown = client.get(answer).json()["html"].split(f'name="{SHOWN}" value="')[1][:16]
    response = client.post(answer, {"comment": "", SHOWN: shown}, follow=True)
    assert "»Ny side« er godkendt og udgives, når dagen kommer." in response.text


def test_a_writer_approves_nothing_of_his_or_her_own(lindesoe, writer):
    page, state = send(lindesoe, writer)
    address = f"/redaktion/pages/workflow/action/{page.pk}/approve/{state.pk}/"
    assert sign_in(writer).post(address, {"comment": ""}).headers["Location"] == "/redaktion/"
    state.refresh_from_db()
    assert state.status == TaskState.STATUS_IN_PROGRESS


def test_while_it_waits_a_writer_changes_nothing(lindesoe, writer):
    page, _state = send(lindesoe, writer)
    before = page.revisions.count()
    sign_in(writer).post(f"/redaktion/pages/{page.pk}/edit/", page_form(TEXT, title="Anden titel"))
    assert page.revisions.count() == before


def test_an_approver_reads_what_waits(lindesoe, writer, approver):
    page, state = send(lindesoe, writer)
    client = sign_in(approver)
    assert client.get(f"/redaktion/pages/{page.pk}/edit/").status_code == 200
    preview = f"/redaktion/pages/workflow/preview/{page.pk}/{state.task_id}/"
    assert client.get(preview).status_code == 200


def test_a_leader_of_another_school_is_not_asked(lindesoe, writer, db):
    other = make_place("997", "997001", "997101", "school", word="tredje")
    _page, state = send(lindesoe, writer)
    assert state not in TaskState.objects.reviewable_by(other.editor)
    assert other.task_state in TaskState.objects.reviewable_by(other.editor)
