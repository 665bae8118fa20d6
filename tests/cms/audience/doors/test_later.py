"""Versions that wait for their day, drafts above published pages, and all other doors."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from cms.editing.addresses import OPEN_ADDRESSES
from cms.editing.bulk import BULK_ACTIONS
from cms.models import BasePage, ContentPage
from core.access.models import Right
from core.access.operations import grant_rights, withdraw_rights
from core.people.models import Person
from core.tasks.housekeeping import publish_scheduled
from core.tasks.models import OutboxMail
from tests.cms.audience.doors.asking import PUBLIC, STAFF, answers, is_live, keys_of


class TestWaitingForADay:
    """Who had the right when a version was approved for a day has had it."""

    def schedule(self, client, page, form_data, **sent):
        data = form_data(action="action-publish", slug=page.slug, mode="own", **sent)
        address = reverse("wagtailadmin_pages:edit", args=[page.pk])
        return client.post(address, data | {"go_live_at": "2026-11-24 08:00"})

    def test_it_is_published_whatever_became_of_the_right(
        self, rest, sign_in, form_data, ida, leader, world, school_home, now
    ):
        page = rest(school_home)
        sent = {"keys": PUBLIC, "answer": answers("public")}
        with time_machine.travel(now, tick=False) as clock:
            assert self.schedule(sign_in(ida), page, form_data, **sent).status_code == 200
            assert not page.revisions.filter(approved_go_live_at__isnull=False).exists()
            assert self.schedule(sign_in(leader), page, form_data, **sent).status_code == 302
            withdraw_rights(
                person_id=leader.pk, institution_id=world.school.pk, rights=[Right.PUBLIC]
            )
            publish_scheduled.function(None)
            assert not is_live(page)
            clock.shift(timedelta(days=1))
            publish_scheduled.function(None)
        assert is_live(page)
        assert keys_of(page) == PUBLIC

    def test_one_that_lost_its_audience_is_a_draft_again_and_keeps_no_other_back(
        self, rest, ida, leader, school_home, now
    ):
        Person.objects.filter(pk=leader.pk).update(email="leder@egesoe.example")
        bare = rest(school_home, kind=ContentPage, title="Uden")
        lost = rest(bare, kind=ContentPage, title="Tabt", summary="Min tekst")
        fine = rest(school_home, title="Fin", own_audience=STAFF)
        for page in (lost, fine):
            page.save_revision(approved_go_live_at=now)
        BasePage.objects.filter(pk=bare.pk).update(scope=None)
        with time_machine.travel(now + timedelta(minutes=1), tick=False):
            publish_scheduled.function(None)
        assert (is_live(lost), is_live(fine)) == (False, True)
        version = lost.revisions.order_by("pk").last()
        assert version.approved_go_live_at is None
        assert version.content["summary"] == "Min tekst"
        assert [mail.person for mail in OutboxMail.objects.all()] == [leader]

    def test_a_page_and_the_page_above_it_come_together(self, rest, school_home, now):
        above = rest(school_home, kind=ContentPage)
        below = rest(above, kind=ContentPage, title="Under")
        below.save_revision(approved_go_live_at=now - timedelta(minutes=1))
        above.own_audience = STAFF
        above.save_revision(approved_go_live_at=now)
        BasePage.objects.filter(pk=above.pk).update(scope=None)
        with time_machine.travel(now + timedelta(minutes=1), tick=False):
            publish_scheduled.function(None)
        assert [keys_of(page) for page in (above, below)] == [STAFF, STAFF]


class TestDraftsAbovePublishedPages:
    """A page that was taken down may still be followed by pages below it."""

    @pytest.fixture
    def writer(self, world):
        person = Person.objects.create_user("skriver", first_name="Anna")
        grant_rights(person_id=person.pk, institution_id=world.school.pk, rights=[Right.EDIT])
        return person

    def test_saving_a_draft_gives_those_below_no_other_readers(
        self, writer, ida, sign_in, form_data, school_home, make_page
    ):
        above = make_page(school_home, own_audience=STAFF)
        below = make_page(above, "Under")
        BasePage.objects.get(pk=above.pk).specific.unpublish()
        address = reverse("wagtailadmin_pages:edit", args=[above.pk])
        sent = form_data(title="Ny titel", slug=above.slug, mode="own", keys=["998101/guardian"])
        assert sign_in(writer).post(address, sent).status_code == 302
        assert keys_of(below) == STAFF
        version = above.revisions.order_by("pk").last()
        assert version.content["own_audience"] == ["998101/guardian"]
        assert version.content["title"] == "Ny titel"
        assert sign_in(ida).post(address, sent | {"action-publish": "1"}).status_code == 302
        assert keys_of(below) == ["998101/guardian"]

    def test_a_draft_that_nobody_follows_is_followed_by_drafts(
        self, writer, sign_in, form_data, rest, school_home
    ):
        above = rest(school_home, kind=ContentPage, own_audience=STAFF)
        below = rest(above, kind=ContentPage, title="Under")
        address = reverse("wagtailadmin_pages:edit", args=[above.pk])
        sent = form_data(slug=above.slug, mode="own", keys=["998101/guardian"])
        sign_in(writer).post(address, sent)
        assert keys_of(below) == ["998101/guardian"]


# Every open address of a page is here, so that a new one must be thought about.
DOORS = {"add", "copy", "edit", "move_confirm", "revisions_revert", "workflow_action"}
# They show, lock, order or take down, or lead to one of the doors.
NO_DOORS = {
    *("add_subpage", "choose_parent", "collect_workflow_action_data"),
    *("confirm_workflow_cancellation", "convert_alias", "delete", "history", "history_results"),
    *("lock", "move", "preview_on_add", "preview_on_edit", "revisions_compare"),
    *("revisions_index", "revisions_unschedule", "revisions_view", "search", "search_results"),
    *("set_page_position", "type_use", "type_use_results", "unlock", "unpublish", "usage"),
    *("view_draft", "workflow_history", "workflow_history_detail", "workflow_preview"),
}


def test_every_open_address_of_pages_is_known_as_a_door_or_as_none():
    start = "wagtailadmin_pages:"
    names = {name.removeprefix(start) for name in OPEN_ADDRESSES if name.startswith(start)}
    assert names == DOORS | NO_DOORS
    assert not DOORS & NO_DOORS
    many = {action.action_type for action in BULK_ACTIONS if BasePage in action.models}
    assert many == {"delete", "move", "publish", "unpublish"}


def test_an_alias_that_becomes_a_page_keeps_its_readers(sign_in, ida, school_home, make_news):
    alias = make_news(school_home, own_audience=STAFF).create_alias(
        parent=school_home, update_slug="alias"
    )
    assert keys_of(alias) == STAFF
    sign_in(ida).post(reverse("wagtailadmin_pages:convert_alias", args=[alias.pk]))
    assert BasePage.objects.get(pk=alias.pk).alias_of is None
    assert keys_of(alias) == STAFF


def test_taking_a_version_from_its_day_shows_it_to_nobody(sign_in, ida, rest, school_home, now):
    page = rest(school_home, own_audience=STAFF)
    version = page.save_revision(approved_go_live_at=now + timedelta(days=1))
    args = [page.pk, version.pk]
    sign_in(ida).post(reverse("wagtailadmin_pages:revisions_unschedule", args=args))
    version.refresh_from_db()
    assert version.approved_go_live_at is None
    assert not is_live(page)
