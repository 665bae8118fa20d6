"""Audiences in the comparison of versions, and when an earlier version is restored."""

import re
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from cms.models import NewsPage

PARENTS, STAFF = ["998101/guardian"], ["998101/staff"]


@pytest.fixture
def page(school_home, make_news):
    """News that was for parents first and is for staff now."""
    page = make_news(school_home, "Skema", summary="Den gamle tekst.", own_audience=PARENTS)
    page.own_audience, page.summary = STAFF, "Den nye tekst."
    page.save_revision().publish()
    page.refresh_from_db()
    return page


@pytest.fixture
def first(page):
    return page.revisions.order_by("created_at", "pk").first()


def shown(response):
    return next(context["showing"] for context in response.context if "showing" in context)


def restore_address(page, revision):
    return reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, revision.pk])


def compare(client, page, before, after):
    address = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, before, after])
    return client.get(address).content.decode()


def test_a_comparison_says_both_audiences_in_words(sign_in, ida, page, first):
    html = compare(sign_in(ida), page, first.pk, "latest")
    assert "Hvem kan se det?" in html
    assert '<span class="deletion">forældre på Egesøskolen</span>' in html
    assert '<span class="addition">personale på Egesøskolen</span>' in html
    assert "998101" not in html


def test_a_comparison_says_that_a_version_followed_the_page_above(sign_in, ida, page):
    page.own_audience = None
    page.save_revision()
    html = compare(sign_in(ida), page, "live", "latest")
    assert "Som siden ovenover: elever, forældre og personale på Egesøskolen" in html


def test_a_comparison_of_equal_audiences_does_not_mention_them(sign_in, ida, page):
    page.summary = "Den nyeste tekst."
    page.save_revision()
    html = compare(sign_in(ida), page, "live", "latest")
    assert "nyeste" in html
    assert "Hvem kan se det?" not in html


def test_restoring_begins_with_todays_audience_and_offers_the_earlier(sign_in, ida, page, first):
    response = sign_in(ida).get(restore_address(page, first))
    assert "Den gamle tekst." in response.content.decode()
    showing = shown(response)
    assert showing.ticked == set(STAFF)
    assert [way.label for way in showing.ways if way.value == "set 998101/guardian"] == [
        "Som i den tidligere version: forældre på Egesøskolen: 0 personer"
    ]


def test_restoring_keeps_todays_audience(sign_in, ida, page, first, form_data):
    """The way that the form begins with is sent back untouched."""
    showing = shown(sign_in(ida).get(restore_address(page, first)))
    way = next(way.value for way in showing.ways if way.is_chosen)
    sent = form_data(
        title="Skema", slug=page.slug, action="action-publish", mode=way,
        keys=sorted(showing.ticked),
    )  # fmt: skip
    assert sign_in(ida).post(restore_address(page, first), sent).status_code == 302
    assert NewsPage.objects.get(pk=page.pk).own_audience == STAFF


def test_restoring_without_the_picker_keeps_todays_audience(sign_in, ida, page, first, form_data):
    sent = form_data(title="Skema", slug=page.slug, action="action-publish")
    assert sign_in(ida).post(restore_address(page, first), sent).status_code == 302
    assert NewsPage.objects.get(pk=page.pk).own_audience == STAFF


def test_the_earlier_audience_comes_back_when_it_is_chosen(sign_in, ida, page, first, form_data):
    sent = form_data(
        title="Skema", slug=page.slug, action="action-publish", mode="set 998101/guardian"
    )
    sign_in(ida).post(restore_address(page, first), sent)
    assert NewsPage.objects.get(pk=page.pk).own_audience == PARENTS


def test_a_draft_that_was_narrowed_is_todays_for_an_unpublished_page(sign_in, ida, page, first):
    page.unpublish()
    page.refresh_from_db()
    page.own_audience = ["998101/leader"]
    page.save_revision()
    assert shown(sign_in(ida).get(restore_address(page, first))).ticked == {"998101/leader"}


def test_an_earlier_public_version_needs_the_right(sign_in, ida, school_home, make_news, form_data):
    page = make_news(school_home, "Ringetider", own_audience=["public"])
    page.own_audience = STAFF
    page.save_revision().publish()
    page.refresh_from_db()
    public = page.revisions.order_by("created_at", "pk").first()
    sent = form_data(title="Ringetider", slug=page.slug, action="action-publish", mode="set public")
    response = sign_in(ida).post(restore_address(page, public), sent)
    assert response.context["form"].errors["own_audience"][0].startswith("Du må ikke vise sider")
    assert NewsPage.objects.get(pk=page.pk).own_audience == STAFF


def test_only_editors_of_the_page_restore(sign_in, kim, ida, page, first):
    assert sign_in(kim).get(restore_address(page, first)).status_code != 200
    assert sign_in(ida).get(restore_address(page, first)).status_code == 200


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("da", ["–", "31. juli 2027 kl. 10.30", "1. februar 2027"]),
        ("en", ["–", "31 July 2027, 10:30", "1 February 2027"]),
    ],
)
def test_a_comparison_says_days_and_hours_as_people_write_them(
    language, said, sign_in, ida, make_news, school_home
):
    page = make_news(school_home, "Skema", own_audience=STAFF, expire_at=None, confirm_by=None)
    page.expire_at = datetime(2027, 7, 31, 8, 30, tzinfo=UTC)
    page.confirm_by = date(2027, 2, 1)
    version = page.save_revision()
    type(ida).objects.filter(pk=ida.pk).update(language=language)
    first = page.revisions.order_by("created_at", "pk").first()
    html = compare(sign_in(ida), page, first.pk, version.pk)
    assert [words for words in said if f'tion">{words}</span>' not in html] == []
    assert "None" not in re.sub(r'class="[^"]*"', "", html)
