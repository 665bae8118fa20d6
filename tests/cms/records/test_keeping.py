"""»Bevares«: every erasure takes what is not marked and leaves what is."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import transaction
from django.db.models.deletion import ProtectedError
from django.utils import timezone
from wagtail.models import Revision

from cms.form_pages.operations import erase_answers, send_answer
from cms.form_pages.queries import answers_not_erased
from cms.models import (
    BasePage,
    Confirmation,
    FormAnswer,
    InstitutionDocument,
    KeptPage,
)
from cms.records.operations import end_keeping, keep_page
from core.access.models import Right
from core.access.operations import grant_rights
from core.access.viewer import Viewer
from core.audit.models import Action, Entry
from core.people.models import Person
from tests.cms.form_pages.conftest import TIME, family, make_form  # noqa: F401 - fixtures

WHY = "Sag 26/1234"


@pytest.fixture
def ida(family, egesoeskolen):  # noqa: F811 - the fixture
    """The school's secretary, who edits, approves and receives the answers."""
    rights = [Right.EDIT, Right.PUBLISH]
    person = family["ida"]
    grant_rights(person_id=person.pk, institution_id=egesoeskolen.institution.pk, rights=rights)
    return person


@pytest.fixture
def desk(client, ida):
    client.force_login(ida)
    return client


@pytest.fixture
def keep(ida):
    """Marks a page as the office does."""

    def mark(page, *, answers=False):
        viewer = Viewer(person_id=ida.pk, now=timezone.now())
        keep_page(page, reason=WHY, answers=answers, viewer=viewer)

    return mark


@pytest.fixture
def answer(family):  # noqa: F811 - the fixture
    """Lets Dorte answer a form, which is to be erased in 90 days."""

    def send(form):
        return send_answer(
            form, person_id=family["dorte"].pk, child_id=None, values={TIME: "Tirsdag"},
            now=timezone.now(),
        )  # fmt: skip

    return send


def later():
    return timezone.localdate() + timedelta(days=1000)


def test_the_worker_erases_all_answers_but_those_that_are_kept(make_form, answer, keep):  # noqa: F811
    kept, marked_only, other = make_form("En"), make_form("To"), make_form("Tre")
    first = answer(kept)
    answer(marked_only)
    answer(other)
    keep(kept, answers=True)
    keep(marked_only)
    assert erase_answers(today=later()) == 2
    assert list(FormAnswer.objects.all()) == [first]
    assert list(answers_not_erased(on=later())) == [first]


def test_when_the_mark_ends_the_next_run_takes_the_answers(make_form, answer, keep, ida):  # noqa: F811
    form = make_form()
    answer(form)
    keep(form, answers=True)
    end_keeping(form, viewer=Viewer(person_id=ida.pk, now=timezone.now()))
    assert not answers_not_erased(on=later()).exists()
    assert erase_answers(today=later()) == 1


def test_a_mark_brings_no_answer_back_whose_day_has_come(make_form, answer, keep):  # noqa: F811
    form, other = make_form("En"), make_form("To")
    for item in (form, other):
        answer(item)
    FormAnswer.objects.update(erased_on=timezone.localdate())
    keep(form, answers=True)
    assert [row.page_id for row in FormAnswer.objects.all()] == [other.pk]


@pytest.mark.django_db(transaction=True)
def test_old_versions_of_a_kept_page_stay_when_versions_are_tidied(make_page, egesoeskolen, keep):
    kept, other = make_page(egesoeskolen.home, "En"), make_page(egesoeskolen.home, "To")
    for page in (kept, other):
        page.save_revision().publish()
    keep(kept)
    call_command("purge_revisions")
    counts = [Revision.objects.for_instance(page).count() for page in (kept, other)]
    assert counts == [2, 1]


def test_the_editor_deletes_no_kept_page_and_says_why(desk, make_page, egesoeskolen, keep):
    above, other = make_page(egesoeskolen.home, "En"), make_page(egesoeskolen.home, "To")
    keep(make_page(above, "Under en"))
    for send in (desk.get, desk.post):
        answer = send(f"/redaktion/pages/{above.pk}/delete/", follow=True)
        assert "bevares til sagen. Ophæv det først" in answer.text
    assert BasePage.objects.filter(pk=above.pk).exists()
    desk.post(f"/redaktion/pages/{other.pk}/delete/")
    assert not BasePage.objects.filter(pk=other.pk).exists()


def test_a_kept_page_is_not_deleted_among_several(desk, make_page, egesoeskolen, keep):
    kept, other = make_page(egesoeskolen.home, "En"), make_page(egesoeskolen.home, "To")
    keep(kept)
    address = "/redaktion/bulk/cms/basepage/delete/"
    desk.post(f"{address}?id={kept.pk}&id={other.pk}")
    assert BasePage.objects.filter(pk__in=[kept.pk, other.pk]).count() == 2
    desk.post(f"{address}?id={other.pk}")
    assert list(BasePage.objects.filter(pk__in=[kept.pk, other.pk])) == [kept.basepage_ptr]


def test_the_files_of_a_kept_page_stay_also_when_it_is_taken_down(
    desk, make_page, egesoeskolen, keep, add_file
):
    kept, free = add_file(egesoeskolen, "Bevaret"), add_file(egesoeskolen, "Fri")
    pages = [
        make_page(
            egesoeskolen.home, file.title,
            body=[("text", f'<p><a linktype="document" id="{file.pk}">x</a></p>')],
        )
        for file in (kept, free)
    ]  # fmt: skip
    keep(pages[0])
    for page in pages:
        page.unpublish()
    for file in (kept, free):
        desk.post(f"/redaktion/documents/delete/{file.pk}/")
    assert list(InstitutionDocument.objects.all()) == [kept]
    with pytest.raises(ProtectedError), transaction.atomic():
        kept.delete()


def test_confirmations_of_kept_news_stay_whoever_is_deleted(make_asking, cast, client, keep):
    kept, other = make_asking("<p>A</p>", title="En"), make_asking("<p>B</p>", title="To")
    client.force_login(cast["Dorte"])
    for page in (kept, other):
        client.post(f"/kvitter/{page.pk}/")
    keep(kept)
    with pytest.raises(ProtectedError), transaction.atomic():
        Confirmation.objects.filter(page=kept).delete()
    with pytest.raises(ProtectedError), transaction.atomic():
        Person.objects.filter(pk=cast["Malthe"].pk).delete()
    Confirmation.objects.filter(page=other).delete()
    assert {row.page_id for row in Confirmation.objects.all()} == {kept.pk}


def test_who_answered_changes_and_takes_back_nothing_that_is_kept(
    client, family, make_form, answer, keep  # noqa: F811
):  # fmt: skip
    form = make_form()
    sent = answer(form)
    client.force_login(family["dorte"])
    take_back = f"/formular/{form.pk}/fortryd/{sent.pk}/"
    assert take_back in client.get(form.url).text
    keep(form, answers=True)
    assert take_back not in client.get(form.url).text
    told = client.post(take_back, follow=True)
    assert "Svarene bevares til sagen" in told.text
    assert FormAnswer.objects.filter(pk=sent.pk).exists()
    KeptPage.objects.all().delete()
    client.post(take_back)
    assert not FormAnswer.objects.filter(pk=sent.pk).exists()


def test_an_editor_marks_changes_and_ends_and_the_log_says_so(desk, make_form, ida):  # noqa: F811
    form = make_form()
    address = f"/bevar/{form.pk}/"
    assert desk.post(address, {"reason": "  "}).status_code == 400
    held = desk.post(address, {"reason": "Sagen om 010190-1234"})
    assert held.status_code == 400
    assert "Sagen om" in held.text
    assert not KeptPage.objects.exists()
    desk.post(address, {"reason": WHY, "answers": "on"})
    mark = KeptPage.objects.get()
    assert (mark.page_id, mark.reason, mark.answers, mark.kept_by) == (form.pk, WHY, True, ida)
    assert f"af Ida: {WHY}" in desk.get(f"/gem-til-sagen/{form.pk}/").text
    assert f"af Ida: {WHY}" in desk.get(f"/redaktion/pages/{form.pk}/edit/").text
    desk.post(address, {"reason": "Sag 26/9"})
    changed = KeptPage.objects.get()
    assert (changed.kept_at, changed.answers) == (mark.kept_at, False)
    desk.post(address, {"end": "1"})
    assert not KeptPage.objects.exists()
    logged = Entry.objects.filter(object_type="cms.keptpage", object_id=str(form.pk))
    assert {entry.action for entry in logged} == {Action.CHANGE}
    assert [entry.reason for entry in logged.order_by("pk")] == [
        f"kept: {WHY}", "kept: Sag 26/9", "not kept any more",
    ]  # fmt: skip


def test_nobody_else_marks_a_page(client, family, make_form, ida):  # noqa: F811
    form = make_form()
    for name in ("dorte", "anna"):
        client.force_login(family[name])
        assert client.post(f"/bevar/{form.pk}/", {"reason": WHY}).status_code == 404
    assert not KeptPage.objects.exists()
    client.force_login(ida)
    assert client.post(f"/bevar/{form.pk}/", {"reason": WHY}).status_code == 302
    assert KeptPage.objects.exists()


def test_numbers_of_nothing_are_not_there(desk):
    for number in (0, 10**20):
        for address in (
            f"/gem-til-sagen/{number}/",
            f"/bevar/{number}/",
            f"/kvitter/dokument/{number}/",
            f"/kvitteringer/dokument/{number}/",
            f"/kvitteringer/{number}/hent/excel/",
        ):
            assert desk.post(address, {"kind": "pdf"}).status_code == 404, address
