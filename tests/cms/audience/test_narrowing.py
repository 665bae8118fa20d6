"""Fewer people see a published page at once, without its draft being published."""

from datetime import timedelta

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry

from cms.audience.operations import NARROW, NotNarrower, narrow_audience
from cms.audience.units import read_units
from cms.models import BasePage, ContentPage, NewsPage
from cms.queries import visible_to
from core.access.audiences import InvalidAudience
from core.access.queries import keys_of_scope
from core.audit.models import Entry

ALL = ["998101/guardian", "998101/pupil", "998101/staff"]
STAFF = ("998101/staff",)


@pytest.fixture
def page(school_home, make_news):
    return make_news(school_home, "Skema", summary="Udgivet tekst.", own_audience=ALL)


@pytest.fixture
def narrow(ida, now):
    def narrow(page, *keys):
        return narrow_audience(page, audience=keys, editor=ida, now=now)

    return narrow


def sees(viewer, page):
    return visible_to(viewer).filter(pk=page.pk).exists()


def drafted(page):
    return BasePage.objects.get(pk=page.pk).latest_revision.content["own_audience"]


def test_it_holds_at_once_and_publishes_nothing_else(narrow, page, make_viewer):
    mother, teacher = make_viewer("998101/guardian"), make_viewer("998101/staff")
    page.summary = "Ny kladde."
    page.save_revision()
    assert sees(mother, page)
    narrow(page, *STAFF)
    assert (sees(mother, page), sees(teacher, page)) == (False, True)
    row = NewsPage.objects.get(pk=page.pk)
    assert row.summary == "Udgivet tekst."
    assert row.own_audience == list(STAFF)
    assert row.latest_revision.content["summary"] == "Ny kladde."
    assert drafted(page) == list(STAFF)


def test_the_draft_that_was_open_is_out_of_date(narrow, page):
    before = page.latest_revision.created_at
    narrow(page, *STAFF)
    row = BasePage.objects.get(pk=page.pk)
    assert row.latest_revision.created_at == row.latest_revision_created_at != before


def test_a_page_that_followed_gets_its_own(narrow, school_home, make_page, make_viewer):
    page = make_page(school_home, "Følger")
    below = make_page(page, "Herunder")
    mother = make_viewer("998101/guardian")
    assert sees(mother, below)
    narrow(page, *STAFF)
    assert not sees(mother, page)
    assert not sees(mother, below)
    assert keys_of_scope(ContentPage.objects.get(pk=page.pk).scope_id) == STAFF


def test_a_class_is_a_part_of_its_school(narrow, page, world):
    keys = (f"{world.unit('3.B')}/guardian", "998101/leader")
    assert narrow(page, *keys) == tuple(sorted(keys))


@pytest.mark.parametrize(
    "keys", [["998/staff"], ["public"], ["998101/external"], ["998111/staff"], ["999101/staff"]]
)
def test_it_never_widens(narrow, page, keys):
    with pytest.raises(NotNarrower):
        narrow(page, *keys, *STAFF)
    assert BasePage.objects.get(pk=page.pk).own_audience == ALL
    assert drafted(page) == ALL
    assert not Entry.objects.filter(object_type="cms.basepage").exists()


def test_somebody_of_a_class_who_is_not_of_the_school_would_be_new(
    narrow, page, world, make_people
):
    key = f"{world.unit('3.B')}/guardian"
    make_people(1, key)
    assert read_units([key])[world.unit("3.B")].above[0] == "998101"
    with pytest.raises(NotNarrower):
        narrow(page, key)
    make_people(1, "998101/staff")
    narrow(page, *STAFF)


def test_an_empty_audience_is_none(narrow, page):
    with pytest.raises(InvalidAudience):
        narrow(page)


def test_a_page_that_is_not_published_has_nothing_to_narrow(narrow, page):
    page.unpublish()
    with pytest.raises(NotNarrower):
        narrow(page, *STAFF)


def test_a_draft_that_is_narrower_still_stays(narrow, page):
    page.own_audience = ["998101/leader"]
    page.save_revision()
    narrow(page, *STAFF)
    assert drafted(page) == ["998101/leader"]


def test_a_draft_that_was_to_widen_does_not(narrow, page):
    page.own_audience = ["public"]
    page.save_revision()
    narrow(page, *STAFF)
    assert drafted(page) == list(STAFF)


def test_a_version_that_waits_for_its_day_is_narrowed_too(narrow, page, now):
    waiting = page.save_revision(approved_go_live_at=now + timedelta(days=3))
    page.summary = "Endnu en kladde."
    page.save_revision()
    narrow(page, *STAFF)
    waiting.refresh_from_db()
    assert waiting.content["own_audience"] == list(STAFF)
    assert drafted(page) == list(STAFF)


def test_earlier_versions_keep_what_they_said(narrow, page):
    first = page.revisions.get()
    page.summary = "Anden tekst."
    page.save_revision()
    narrow(page, *STAFF)
    first.refresh_from_db()
    assert first.content["own_audience"] == ALL


def test_an_alias_with_the_same_audience_follows(narrow, page, class_home, make_viewer):
    alias = page.create_alias(parent=BasePage.objects.get(pk=class_home.pk))
    mother = make_viewer("998101/guardian")
    assert sees(mother, alias)
    narrow(page, *STAFF)
    assert not sees(mother, alias)


def test_it_is_recorded_twice_and_without_a_title(narrow, page, ida, now):
    narrow(page, *STAFF)
    entry = Entry.objects.get(object_type="cms.basepage", object_id=str(page.pk))
    assert (entry.actor_id, entry.at, entry.action) == (ida.pk, now, "change")
    assert (entry.municipality_code, entry.institution_key) == ("998", "998101")
    logged = PageLogEntry.objects.get(action=NARROW)
    assert logged.data["audience"] == {"before": ALL, "after": list(STAFF)}
    assert str(logged.message) == "Lod straks færre se siden"


def test_a_refused_record_leaves_everything_as_it_was(narrow, page, monkeypatch):
    def refuse(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("cms.audience.operations.record", refuse)
    with pytest.raises(RuntimeError):
        narrow(page, *STAFF)
    row = BasePage.objects.get(pk=page.pk)
    assert (row.own_audience, drafted(page)) == (ALL, ALL)
    assert set(keys_of_scope(row.scope_id)) == set(ALL)


def address(page):
    return reverse("narrow_audience", args=[page.pk])


def test_the_page_offers_what_is_part_of_today(sign_in, ida, page):
    response = sign_in(ida).get(address(page))
    html = response.content.decode()
    assert "Lige nu kan siden ses af: elever, forældre og personale på Egesøskolen" in html
    offered = {key for section in response.context["sections"] for key in section.keys}
    assert {"998101/staff", "998101/leader"} <= offered
    assert "998101/external" not in offered
    assert response.context["ticked"] == set(ALL)


def test_the_page_narrows_and_says_so(sign_in, ida, page):
    response = sign_in(ida).post(address(page), {"own_audience": STAFF}, follow=True)
    assert BasePage.objects.get(pk=page.pk).own_audience == list(STAFF)
    assert "Nu kan siden ses af: personale på Egesøskolen" in response.content.decode()


@pytest.mark.parametrize("keys", [[], ["public"], ["999101/staff"], ["998101/external"]])
def test_the_page_refuses_in_words(sign_in, ida, page, keys):
    response = sign_in(ida).post(address(page), {"own_audience": keys})
    assert response.status_code == 400
    assert response.context["error"]
    assert BasePage.objects.get(pk=page.pk).own_audience == ALL


def test_the_page_is_not_there_for_others(sign_in, kim, ida, page):
    assert sign_in(kim).get(address(page)).status_code == 404
    refused = sign_in(kim).post(address(page), {"own_audience": STAFF})
    assert refused.status_code == 404
    assert BasePage.objects.get(pk=page.pk).own_audience == ALL
    assert sign_in(ida).get(address(page)).status_code == 200


def test_the_page_is_not_there_for_a_draft(sign_in, ida, page):
    page.unpublish()
    assert sign_in(ida).get(address(page)).status_code == 404
