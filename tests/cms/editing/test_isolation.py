"""The numbered cases of isolation between municipalities, each on the editor's own addresses."""

import csv
from io import StringIO

import pytest
from django.utils import timezone
from wagtail.models import Comment, PageSubscription, Revision

from cms.editing.judging import SHOWN
from cms.models import BasePage, InstitutionDocument, InstitutionImage
from core.access.models import Right
from core.access.operations import grant_rights, withdraw_rights
from core.tasks.models import OutboxMail
from tests.cms.editing.conftest import CANARY, sign_in
from tests.cms.editing.forms import page_form
from tests.cms.editing.rows import read_rows
from tests.cms.editing.walking import has_canary, read_answer

ADMIN = "/redaktion/"


# TEN-12: drafts, versions, comments, approvals, mails.

VERSIONS = {
    "view_draft": "pages/{page}/view_draft/",
    "history": "pages/{page}/history/",
    "preview of a version": "pages/{page}/revisions/{revision}/view/",
    "comparing": "pages/{page}/revisions/compare/{revision}...latest/",
    "going back": "pages/{page}/revisions/{revision}/revert/",
    "not going live": "pages/{page}/revisions/{revision}/unschedule/",
    "approvals": "pages/{page}/workflow_history/",
}


@pytest.mark.parametrize("address", VERSIONS.values(), ids=VERSIONS)
def test_ten_12_versions_are_those_of_ones_own_pages(address, lindesoe, klitnaes, ida, kirsten):
    path = ADMIN + address.format(page=lindesoe.page.pk, revision=lindesoe.revisions[0])
    assert ida.get(path).status_code == 200
    assert kirsten.get(path).status_code == 404
    # A version of others is none of one's own page.
    mixed = ADMIN + address.format(page=klitnaes.page.pk, revision=lindesoe.revisions[0])
    own = ADMIN + address.format(page=klitnaes.page.pk, revision=klitnaes.revisions[0])
    assert kirsten.get(own).status_code == 200
    if "{revision}" in address:
        assert kirsten.get(mixed).status_code == 404


@pytest.mark.parametrize("second", ["{revision}", "latest"])
def test_ten_12_a_version_of_others_is_compared_with_none(second, lindesoe, klitnaes, kirsten):
    path = f"{ADMIN}pages/{klitnaes.page.pk}/revisions/compare/{{}}...{second}/"
    own, foreign = klitnaes.revisions[-1], lindesoe.revisions[-1]
    assert kirsten.get(path.format(own, revision=own)).status_code == 200
    assert kirsten.get(path.format(foreign, revision=own)).status_code == 404
    if second != "latest":
        assert kirsten.get(path.format(own, revision=foreign)).status_code == 404


def test_ten_12_an_autosave_overwrites_no_version_of_others(lindesoe, klitnaes, kirsten):
    page = klitnaes.page
    form = page_form(slug=page.slug, overwrite_revision_id=lindesoe.revisions[-1])
    before = Revision.objects.get(pk=lindesoe.revisions[-1]).content
    kirsten.post(f"{ADMIN}pages/{page.pk}/edit/", form)
    assert Revision.objects.get(pk=lindesoe.revisions[-1]).content == before


def test_ten_12_comments_of_others_are_neither_shown_nor_changed(lindesoe, klitnaes, kirsten):
    comment = Comment.objects.get(page=lindesoe.page)
    form = page_form(slug=klitnaes.page.slug) | {
        "comments-TOTAL_FORMS": "1",
        "comments-INITIAL_FORMS": "1",
        "comments-0-id": comment.pk,
        "comments-0-text": "overtaget",
        "comments-0-contentpath": "title",
        "comments-0-resolved": "on",
        "comments-0-replies-TOTAL_FORMS": "0",
        "comments-0-replies-INITIAL_FORMS": "0",
    }
    response = kirsten.post(f"{ADMIN}pages/{klitnaes.page.pk}/edit/", form)
    assert not has_canary(response)
    comment.refresh_from_db()
    assert comment.text == f"Kommentar {CANARY}"
    assert comment.resolved_at is None


@pytest.mark.parametrize("action", ["approve", "reject"])
def test_ten_12_an_approval_is_given_by_those_it_waits_for(
    action, lindesoe, klitnaes, ida, kirsten
):
    path = ADMIN + f"pages/workflow/action/{{}}/{action}/{lindesoe.task_state.pk}/"
    for page in (lindesoe.waiting, klitnaes.waiting):
        assert kirsten.post(path.format(page.pk), {"comment": ""}).status_code == 404
    lindesoe.task_state.refresh_from_db()
    assert lindesoe.task_state.status == "in_progress"
    own, sent = path.format(lindesoe.waiting.pk), {"comment": ""}
    if action == "approve":
        # Whoever approves has been shown who will see the page.
        sent[SHOWN] = ida.get(own).json()["html"].split(f'name="{SHOWN}" value="')[1][:16]
    assert ida.post(own, sent).status_code == 302
    lindesoe.task_state.refresh_from_db()
    assert lindesoe.task_state.status == {"approve": "approved", "reject": "rejected"}[action]


def test_ten_12_what_waits_is_shown_to_those_it_waits_for(lindesoe, klitnaes, ida, kirsten):
    assert f"Venter {CANARY}" in ida.get(ADMIN).content.decode()
    shown = kirsten.get(ADMIN).content.decode()
    assert "Venter klit" in shown
    assert CANARY not in shown


def test_ten_12_a_scheduled_page_stays_scheduled(lindesoe, klitnaes, ida, kirsten):
    revision = Revision.objects.get(pk=lindesoe.revisions[-1])
    revision.approved_go_live_at = timezone.now() + timezone.timedelta(days=2)
    revision.save()
    path = f"{ADMIN}pages/{lindesoe.page.pk}/revisions/{revision.pk}/unschedule/"
    assert kirsten.post(path).status_code == 404
    revision.refresh_from_db()
    assert revision.approved_go_live_at is not None
    assert ida.post(path).status_code == 302
    revision.refresh_from_db()
    assert revision.approved_go_live_at is None


def mails_to(person):
    return list(OutboxMail.objects.filter(person=person).values_list("occasion", flat=True))


def test_ten_12_mails_of_approval_go_to_those_with_a_right_now(lindesoe, klitnaes):
    leader = lindesoe.editor
    page = BasePage.objects.get(pk=lindesoe.draft.pk).specific
    OutboxMail.objects.all().delete()
    page.save_revision(user=lindesoe.colleague)
    state = page.get_workflow().start(page, lindesoe.colleague)
    assert mails_to(leader) == [f"approval-asked:{state.current_task_state_id}"]
    assert mails_to(klitnaes.editor) == []
    withdraw_rights(
        person_id=lindesoe.colleague.pk,
        institution_id=lindesoe.institution.pk,
        rights=[Right.EDIT],
    )
    state.current_task_state.approve(user=leader)
    assert mails_to(lindesoe.colleague) == []


def test_ten_12_who_asked_is_told_of_the_answer(lindesoe):
    person = lindesoe.colleague
    person.email = "kollega@skolen.example"
    person.save()
    lindesoe.task_state.reject(user=lindesoe.editor)
    assert mails_to(person) == [
        f"changes-asked:{lindesoe.workflow_state.pk}:{lindesoe.task_state.pk}"
    ]
    mail = OutboxMail.objects.get(person=person)
    assert CANARY not in mail.subject + mail.body
    assert f"{ADMIN}pages/{lindesoe.waiting.pk}/edit/" in mail.body


def test_ten_12_mails_of_comments_go_to_followers_with_a_right_now(lindesoe, ida):
    follower = lindesoe.colleague
    follower.email = "kollega@skolen.example"
    follower.save()
    assert PageSubscription.objects.filter(page=lindesoe.page, user=follower).exists()
    form = page_form(slug=lindesoe.page.slug) | {
        "comments-TOTAL_FORMS": "1",
        "comments-0-id": "",
        "comments-0-text": "Skal vi vente?",
        "comments-0-contentpath": "title",
        "comments-0-replies-TOTAL_FORMS": "0",
        "comments-0-replies-INITIAL_FORMS": "0",
    }
    address = f"{ADMIN}pages/{lindesoe.page.pk}/edit/"
    withdraw_rights(
        person_id=follower.pk, institution_id=lindesoe.institution.pk, rights=[Right.EDIT]
    )
    ida.post(address, form)
    assert Comment.objects.filter(text="Skal vi vente?").exists()
    assert mails_to(follower) == []
    grant_rights(person_id=follower.pk, institution_id=lindesoe.institution.pk, rights=[Right.EDIT])
    ida.post(address, form)
    assert [mail.split(":")[0] for mail in mails_to(follower)] == ["comments"]


# TEN-13: choosers, many at once, usage, reports.


@pytest.mark.parametrize(
    "address",
    [
        "choose-page/", "choose-page/search/?q=side", "choose-page/?page_type=cms.newspage",
        "choose-page/search/?q=nyhed&page_type=cms.newspage", "images/chooser/",
        "images/chooser/results/?q=billede", "documents/chooser/",
        "documents/chooser/results/?q=dokument", "pages/search/?q=side", "images/?q=billede",
        "documents/?q=dokument", "reports/site-history/", "reports/locked/",
        "reports/aging-pages/", "reports/page-types-usage/", "reports/workflow/",
        "reports/workflow_tasks/", "reports/workflow/?reviewable=true",
        "pages/usage/cms/newspage/", "pages/usage/cms/contentpage/?has_child_pages=true",
    ],
)  # fmt: skip
def test_ten_13_lists_hold_things_of_ones_own(address, klitnaes, lindesoe, kirsten, ida):
    assert has_canary(ida.get(ADMIN + address), but=(lindesoe.editor.get_short_name(),))
    response = kirsten.get(ADMIN + address)
    assert "klit" in read_answer(response).replace("redaktoer-klit", "")
    assert not has_canary(response)


@pytest.mark.parametrize(
    "report", ["site-history", "locked", "aging-pages", "workflow", "workflow_tasks"]
)
def test_ten_13_a_report_as_a_file_holds_what_the_report_holds(report, lindesoe, klitnaes, kirsten):
    response = kirsten.get(f"{ADMIN}reports/{report}/?export=csv")
    text = b"".join(response.streaming_content).decode()
    assert len(list(csv.reader(StringIO(text)))) > 1
    assert "klit" in text
    assert CANARY not in text


@pytest.mark.parametrize(
    ("chooser", "thing"), [("images", "image"), ("documents", "document")], ids=str
)
def test_ten_13_several_are_chosen_of_ones_own(chooser, thing, lindesoe, klitnaes, kirsten):
    own, foreign = getattr(klitnaes, thing), getattr(lindesoe, thing)
    address = f"{ADMIN}{chooser}/chooser/chosen-multiple/"
    chosen = kirsten.get(address, {"id": [own.pk, foreign.pk]}).json()["result"]
    assert [row["id"] for row in chosen] == [str(own.pk)]


def test_ten_13_several_pages_are_chosen_of_ones_own(lindesoe, klitnaes, kirsten):
    address = f"{ADMIN}choose-page/chosen-multiple/"
    chosen = kirsten.get(address, {"id": [klitnaes.page.pk, lindesoe.page.pk]}).json()["result"]
    assert [row["id"] for row in chosen] == [klitnaes.page.pk]


def test_ten_13_the_page_chooser_opens_at_ones_own_pages(lindesoe, klitnaes, kirsten):
    opened = kirsten.get(f"{ADMIN}choose-page/{lindesoe.page.pk}/").json()
    assert opened["parent_page_id"] == klitnaes.home.pk
    assert kirsten.get(f"{ADMIN}choose-page/{klitnaes.page.pk}/").json()["parent_page_id"] == (
        klitnaes.page.pk
    )


def test_ten_13_a_link_to_a_page_of_others_stays_what_was_typed(lindesoe, klitnaes, kirsten):
    for page in (lindesoe.page, klitnaes.page):
        url = f"http://localhost:8000{page.url}"
        sent = {"external-link-chooser-url": url, "external-link-chooser-link_text": "her"}
        result = kirsten.post(f"{ADMIN}choose-external-link/", sent).json()["result"]
        assert result == {"url": url, "title": "her", "prefer_this_title_as_link_text": True}


ALL_AT_ONCE = [
    ("cms/basepage", ("delete", "publish", "unpublish", "move"), "draft"),
    ("cms/institutionimage", ("delete", "add_tags", "add_to_collection"), "image"),
    ("cms/institutiondocument", ("delete", "add_tags", "add_to_collection"), "document"),
]


@pytest.mark.parametrize(
    ("model", "action", "thing"),
    [(model, action, thing) for model, actions, thing in ALL_AT_ONCE for action in actions],
)
def test_ten_13_many_at_once_are_ones_own(model, action, thing, lindesoe, klitnaes, ida, kirsten):
    own, foreign = getattr(klitnaes, thing), getattr(lindesoe, thing)
    address = f"{ADMIN}bulk/{model}/{action}/"
    before = read_rows(lindesoe)
    assert ida.get(address, {"id": foreign.pk}).status_code == 200
    assert kirsten.get(address, {"id": own.pk}).status_code == 200
    for ids in ([foreign.pk], [own.pk, foreign.pk], ["x"]):
        path = address + "?" + "&".join(f"id={pk}" for pk in ids)
        for response in (kirsten.get(path), kirsten.post(path, {"tags": "a"})):
            assert response.status_code == 404
    shown = kirsten.get(address, {"id": "all"})
    assert shown.status_code == 200
    assert not has_canary(shown)
    kirsten.post(address + "?id=all", {"tags": "a", "include_descendants": "on"})
    assert read_rows(lindesoe) == before


def test_ten_13_all_pages_below_one_are_deleted_and_no_others(lindesoe, klitnaes, kirsten):
    before = read_rows(lindesoe)
    address = f"{ADMIN}bulk/cms/basepage/delete/?id=all&childOf={klitnaes.page.pk}"
    assert kirsten.post(address).status_code == 302
    assert not BasePage.objects.filter(pk=klitnaes.draft.pk).exists()
    assert BasePage.objects.filter(pk=klitnaes.page.pk).exists()
    assert read_rows(lindesoe) == before


@pytest.mark.parametrize(
    "address", ["pages/{}/delete/?", "bulk/cms/basepage/delete/?id={}&next=/redaktion/pages/"]
)
def test_a_folder_with_documents_is_not_deleted(address, klitnaes, kirsten):
    path = ADMIN + address.format(klitnaes.library.pk)
    response = kirsten.post(path, follow=True)
    assert response.status_code == 200
    assert BasePage.objects.filter(pk=klitnaes.library.pk).exists()
    InstitutionDocument.objects.filter(pk=klitnaes.document.pk).update(folder=None)
    kirsten.post(path)
    assert not BasePage.objects.filter(pk=klitnaes.library.pk).exists()


def test_ten_13_pages_are_moved_at_once_to_places_of_ones_own(lindesoe, klitnaes, kirsten):
    address = f"{ADMIN}bulk/cms/basepage/move/?id={klitnaes.draft.pk}"
    assert kirsten.post(address, {"chooser": lindesoe.page.pk}).status_code == 404
    assert kirsten.post(address, {"chooser": klitnaes.waiting.pk}).status_code == 302
    moved = BasePage.objects.get(pk=klitnaes.draft.pk)
    assert moved.get_parent().pk == klitnaes.waiting.pk


@pytest.mark.parametrize("kind", ["image", "document"])
def test_ten_13_usage_names_no_page_of_others(kind, lindesoe, klitnaes, kirsten):
    thing = getattr(klitnaes, kind)
    foreign = BasePage.objects.get(pk=lindesoe.page.pk).specific
    foreign.body = [("image", klitnaes.image)] if kind == "image" else []
    foreign.body.append(("text", f'<a linktype="document" id="{klitnaes.document.pk}">x</a>'))
    foreign.save_revision().publish(skip_permission_checks=True)
    part = "images" if kind == "image" else "documents"
    response = kirsten.get(f"{ADMIN}{part}/usage/{thing.pk}/")
    assert response.status_code == 200
    assert not has_canary(response)


# TEN-14: guessed addresses; copying, moving, aliases.


@pytest.mark.parametrize(
    "address",
    ["images/{image}/", "documents/edit/{document}/", "pages/{page}/edit/", "pages/{page}/delete/",
     "pages/{page}/unpublish/", "pages/{page}/copy/", "pages/{page}/move/",
     "pages/{page}/move/{waiting}/confirm/", "pages/{alias}/convert_alias/"],
)  # fmt: skip
def test_ten_14_a_guessed_address_is_not_there(address, lindesoe, klitnaes, ida, kirsten):
    def fill(place):
        names = ("image", "document", "page", "waiting", "alias")
        return ADMIN + address.format(**{name: getattr(place, name).pk for name in names})

    before = read_rows(lindesoe)
    assert kirsten.get(fill(klitnaes)).status_code == 200
    assert kirsten.get(fill(lindesoe)).status_code == 404
    assert kirsten.post(fill(lindesoe), page_form()).status_code == 404
    assert read_rows(lindesoe) == before
    assert ida.get(fill(lindesoe)).status_code == 200


@pytest.mark.parametrize("alias", [{}, {"alias": "on"}], ids=["copy", "alias"])
def test_ten_14_a_page_is_copied_to_places_of_ones_own(alias, lindesoe, klitnaes, kirsten):
    address = f"{ADMIN}pages/{klitnaes.page.pk}/copy/"
    form = {"new_title": "Kopi", "new_slug": "kopi"} | alias
    there = form | {"new_parent_page": lindesoe.home.pk}
    assert kirsten.post(address, there).status_code == 404
    assert not BasePage.objects.filter(slug="kopi").exists()
    assert kirsten.post(address, form | {"new_parent_page": klitnaes.home.pk}).status_code == 302
    assert BasePage.objects.get(slug="kopi").institution_id == klitnaes.institution.pk


@pytest.mark.parametrize("alias", [{}, {"alias": "on"}], ids=["copy", "alias"])
def test_ten_14_rights_in_two_municipalities_join_nothing(alias, lindesoe, klitnaes):
    grant_rights(
        person_id=klitnaes.editor.pk,
        institution_id=lindesoe.institution.pk,
        rights=[Right.EDIT, Right.PUBLISH],
    )
    client = sign_in(klitnaes.editor)
    form = {"new_title": "Kopi", "new_slug": "kopi", "new_parent_page": lindesoe.home.pk} | alias
    response = client.post(f"{ADMIN}pages/{klitnaes.page.pk}/copy/", form)
    assert response.status_code == 200
    assert not BasePage.objects.filter(slug="kopi").exists()
    confirm = f"{ADMIN}pages/{klitnaes.draft.pk}/move/{lindesoe.page.pk}/confirm/"
    assert client.post(confirm).headers["Location"] == ADMIN
    assert BasePage.objects.get(pk=klitnaes.draft.pk).municipality_id == (
        klitnaes.institution.municipality_id
    )
    at_once = f"{ADMIN}bulk/cms/basepage/move/?id={klitnaes.draft.pk}"
    assert client.post(at_once, {"chooser": lindesoe.page.pk}).status_code == 200
    assert BasePage.objects.get(pk=klitnaes.draft.pk).get_parent().pk == klitnaes.page.pk


def test_ten_14_homes_keep_their_places(lindesoe, ida):
    for ending in ("copy", "move", "delete", "unpublish"):
        path = f"{ADMIN}pages/{lindesoe.home.pk}/{ending}/"
        for response in (ida.get(path), ida.post(path)):
            assert response.headers["Location"] == ADMIN
    position = f"{ADMIN}pages/{{}}/set_position/?position=0"
    assert ida.post(position.format(lindesoe.home.pk)).headers["Location"] == ADMIN
    assert ida.post(position.format(lindesoe.waiting.pk)).status_code == 200
    assert ida.get(f"{ADMIN}pages/{lindesoe.home.pk}/edit/").status_code == 200


def test_ten_14_files_go_to_collections_of_ones_own(lindesoe, klitnaes, kirsten):
    address = f"{ADMIN}bulk/cms/institutionimage/add_to_collection/?id={klitnaes.image.pk}"
    assert kirsten.post(address, {"collection": lindesoe.collection.pk}).status_code == 404
    form = {"title": "Nyt navn", "collection": lindesoe.collection.pk}
    assert kirsten.post(f"{ADMIN}images/{klitnaes.image.pk}/", form).status_code == 404
    image = InstitutionImage.objects.get(pk=klitnaes.image.pk)
    assert (image.collection_id, image.title) == (klitnaes.collection.pk, "Billede klit")
    form = {"title": "Nyt navn", "focal_point_x": "", "tags": ""}
    assert kirsten.post(f"{ADMIN}images/{klitnaes.image.pk}/", form).status_code == 302
    image.refresh_from_db()
    assert (image.collection_id, image.title) == (klitnaes.collection.pk, "Nyt navn")


def test_ten_14_documents_go_to_folders_of_ones_own(lindesoe, klitnaes, kirsten):
    address = f"{ADMIN}documents/edit/{klitnaes.document.pk}/"
    shown = kirsten.get(address)
    assert f"{klitnaes.institution}: {klitnaes.library.title}" in shown.content.decode()
    assert not has_canary(shown)
    form = {"title": "Plan", "tags": ""}
    refused = kirsten.post(address, form | {"folder": lindesoe.library.pk})
    assert refused.status_code == 200
    assert not has_canary(refused)
    assert kirsten.post(address, form | {"folder": klitnaes.library.pk}).status_code == 302
    document = InstitutionDocument.objects.get(pk=klitnaes.document.pk)
    assert document.folder_id == klitnaes.library.pk


def test_ten_14_a_folder_is_of_the_institution_that_has_the_file(lindesoe, klitnaes):
    grant_rights(
        person_id=klitnaes.editor.pk, institution_id=lindesoe.institution.pk, rights=[Right.EDIT]
    )
    client = sign_in(klitnaes.editor)
    address = f"{ADMIN}documents/edit/{klitnaes.document.pk}/"
    form = {"title": "Plan", "tags": "", "collection": klitnaes.collection.pk}
    assert client.post(address, form | {"folder": lindesoe.library.pk}).status_code == 200
    assert client.post(address, form | {"folder": klitnaes.library.pk}).status_code == 302


# TEN-15: lists of people.


@pytest.mark.parametrize("address", ["users/", "users/results/", "users/edit/{}/", "groups/"])
def test_ten_15_no_editor_lists_people(address, lindesoe, klitnaes, kirsten):
    assert kirsten.get(ADMIN + address.format(klitnaes.editor.pk)).status_code == 404
    assert "Users" not in kirsten.get(ADMIN).content.decode()


@pytest.mark.parametrize(
    "address", ["pages/{}/", "reports/locked/", "reports/workflow/", "reports/site-history/"]
)
def test_ten_15_filters_name_people_of_ones_own_pages(address, lindesoe, klitnaes, ida, kirsten):
    shown = ida.get(ADMIN + address.format(lindesoe.home.pk)).content.decode()
    assert "kanarie" in shown.replace(lindesoe.editor.get_short_name(), "")
    response = kirsten.get(ADMIN + address.format(klitnaes.home.pk))
    assert (
        "Kollega klit" in response.content.decode() or "Familie klit" in response.content.decode()
    )
    assert not has_canary(response)


@pytest.mark.parametrize("name", ["owner", "edited_by"])
def test_ten_15_a_filter_by_somebody_else_finds_nothing(name, lindesoe, klitnaes, kirsten):
    address = f"{ADMIN}pages/{klitnaes.home.pk}/"
    own = kirsten.get(address, {name: klitnaes.colleague.pk})
    assert klitnaes.waiting.title in own.content.decode()
    assert not has_canary(kirsten.get(address, {name: lindesoe.colleague.pk}))


def test_ten_15_tags_are_completed_from_ones_own(lindesoe, klitnaes, ida, kirsten):
    address = f"{ADMIN}tag-autocomplete/"
    assert ida.get(address, {"term": CANARY[:4]}).json() == [
        f"{CANARY} billedmaerke", f"{CANARY}maerke",
    ]  # fmt: skip
    assert kirsten.get(address, {"term": CANARY[:4]}).json() == []
    assert kirsten.get(address, {"term": "klit"}).json() == ["klit billedmaerke", "klitmaerke"]
    assert kirsten.get(f"{address}people/person/", {"term": "r"}).status_code == 404


def test_ten_15_a_comment_names_those_who_wrote_on_the_page(lindesoe, klitnaes, ida, kirsten):
    own = kirsten.get(f"{ADMIN}pages/{klitnaes.page.pk}/edit/").content.decode()
    assert "Kollega klit" in own
    assert CANARY not in own


def test_ten_15_who_else_has_a_page_open_is_told_on_ones_own(lindesoe, klitnaes, kirsten):
    ping = ADMIN + "editing-sessions/ping/cms/{}/{}/1/"
    own = kirsten.post(ping.format("basepage", klitnaes.page.pk)).json()
    assert [session["user"] for session in own["other_sessions"]] == [
        klitnaes.colleague.get_full_name()
    ]
    assert kirsten.post(ping.format("basepage", lindesoe.page.pk)).status_code == 404
    assert kirsten.post(ping.format("institutionimage", klitnaes.image.pk)).status_code == 404
