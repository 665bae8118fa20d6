"""The list of what is to be reviewed, and what one does with a page there."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from cms.models import BasePage, LibraryPage, NewsPage, PageReview
from core.access.models import Right
from core.tasks.models import OutboxMail
from tests.cms.lifecycle.conftest import LEADS

REVIEWS = "/skriv/gennemgang/"


@pytest.fixture(autouse=True)
def frozen(now):
    with time_machine.travel(now, tick=False):
        yield


def enter(person):
    client = Client()
    client.force_login(person)
    return client


def address(page, deed=""):
    return f"{REVIEWS}{page.pk}/{deed}"


def test_an_owner_finds_what_is_due_first_and_what_comes_later(anna, make_owned):
    make_owned(anna, "Madplan")
    make_owned(anna, "Værdier", review_by=date(2027, 6, 1))
    text = enter(anna).get(REVIEWS).text
    assert text.index("Til gennemgang hos dig") < text.index("Madplan")
    assert text.index("Madplan") < text.index("Dine øvrige sider") < text.index("Værdier")


def test_a_leader_finds_what_others_have_not_reviewed(henrik, anna, make_owned):
    make_owned(anna, "Madplan", review_by=date(2026, 11, 1))
    make_owned(anna, "Værdier", review_by=date(2026, 12, 1))
    text = enter(henrik).get(REVIEWS).text
    assert "Madplan" in text
    assert "Sideansvarlig: Anna" in text
    assert "Værdier" not in text


def test_a_page_is_reviewed_by_one_press(anna, make_owned, review_of, now):
    page = make_owned(anna)
    client = enter(anna)
    assert 'value="reviewed"' in client.get(REVIEWS).text
    assert client.post(address(page), {"action": "reviewed"}).status_code == 302
    review = review_of(page)
    assert (review.review_by, review.reviewed_by) == (date(2027, 11, 23), anna)
    assert review.reviewed_at == now


def test_a_review_is_put_off(anna, make_owned, review_of, now):
    page = make_owned(anna)
    PageReview.objects.update(reminded_at=now, escalated_at=now)
    sent = {"action": "later", "review_by": "2027-02-01"}
    assert enter(anna).post(address(page), sent).status_code == 302
    review = review_of(page)
    assert (review.review_by, review.reviewed_at) == (date(2027, 2, 1), None)
    assert (review.reminded_at, review.escalated_at) == (None, None)


@pytest.mark.parametrize("day", ["", "2026-11-23", "2025-01-01", "2027-11-24", "x", "0001-01-01"])
def test_a_day_that_is_none_is_said_and_changes_nothing(anna, make_owned, review_of, day):
    page = make_owned(anna)
    answer = enter(anna).post(address(page), {"action": "later", "review_by": day})
    assert answer.status_code == 400
    assert 'class="wrong"' in answer.text
    assert review_of(page).review_by == date(2026, 11, 30)


def test_a_page_is_handed_on_to_a_colleague_who_is_told(henrik, anna, make_owned, review_of):
    page = make_owned(anna)
    assert "Henrik" in enter(anna).get(address(page)).text
    sent = {"action": "hand_on", "owner": henrik.pk}
    assert enter(anna).post(address(page), sent).status_code == 302
    assert review_of(page).owner == henrik
    assert [mail.person for mail in OutboxMail.objects.all()] == [henrik]


@pytest.mark.parametrize("who", ["parent", "stranger", "gone", "", "x", "99999999999999999999"])
def test_it_is_handed_on_to_nobody_without_a_right_there(
    who, anna, employ, egesoeskolen, revleskolen, make_owned, review_of
):
    page = make_owned(anna)
    people = {
        "parent": lambda: employ(egesoeskolen, "dorte"),
        "stranger": lambda: employ(revleskolen, "carla", *LEADS),
        "gone": lambda: employ(egesoeskolen, "nina", Right.EDIT, until=date(2026, 11, 22)),
    }
    owner = people[who]().pk if who in people else who
    answer = enter(anna).post(address(page), {"action": "hand_on", "owner": owner})
    assert answer.status_code == 400
    assert review_of(page).owner == anna


def test_an_action_that_is_none_changes_nothing(anna, make_owned, review_of):
    page = make_owned(anna)
    assert enter(anna).post(address(page), {"action": "x"}).status_code == 400
    assert review_of(page).review_by == date(2026, 11, 30)


def test_a_page_is_archived_after_asking_and_published_again(henrik, anna, make_owned, review_of):
    page = make_owned(anna)
    client = enter(henrik)
    assert "Vil du arkivere siden?" in client.get(address(page, "arkiver/")).text
    assert BasePage.objects.get(pk=page.pk).live
    assert client.post(address(page, "arkiver/")).status_code == 302
    assert not BasePage.objects.get(pk=page.pk).live
    text = client.get(REVIEWS).text
    assert "Madplan" in text[text.index("Arkiveret") :]
    assert client.get(address(page)).status_code == 404
    assert "Vil du udgive siden igen?" in client.get(address(page, "gendan/")).text
    assert client.post(address(page, "gendan/")).status_code == 302
    assert BasePage.objects.get(pk=page.pk).live
    review = review_of(page)
    assert (review.archived_at, review.review_by) == (None, date(2027, 11, 23))
    assert review.reviewed_by == henrik


def test_a_page_above_others_is_archived_by_nobody(henrik, anna, make_owned, make_page):
    page = make_owned(anna)
    make_page(page, "Underside", owner=anna)
    answer = enter(henrik).post(address(page, "arkiver/"))
    assert answer.status_code == 400
    assert "undersider" in answer.text
    assert BasePage.objects.get(pk=page.pk).live


def test_news_that_has_ended_is_published_again_for_the_rest_of_the_year(
    henrik, egesoeskolen, make_news, review_of, now
):
    news = make_news(egesoeskolen.home, own_audience=["998101/staff"])
    revision = news.get_latest_revision()
    revision.content["expire_at"] = (now - timedelta(days=1)).isoformat()
    revision.save()
    NewsPage.objects.get(pk=news.pk).unpublish(set_expired=True)
    PageReview.objects.create(page=news, archived_at=now)
    assert enter(henrik).post(address(news, "gendan/")).status_code == 302
    news.refresh_from_db()
    assert (news.live, news.expired) == (True, False)
    assert timezone.localdate(news.expire_at) == date(2028, 8, 1)
    assert review_of(news).archived_at is None


def test_who_may_not_publish_neither_archives_nor_restores(henrik, anna, make_owned, egesoeskolen):
    egesoeskolen.institution.needs_approval = True
    egesoeskolen.institution.save()
    page = make_owned(anna)
    client = enter(anna)
    assert "Arkiver" not in client.get(address(page)).text
    assert client.post(address(page, "arkiver/")).status_code == 404
    enter(henrik).post(address(page, "arkiver/"))
    assert "Madplan" not in client.get(REVIEWS).text
    assert client.post(address(page, "gendan/")).status_code == 404
    assert not BasePage.objects.get(pk=page.pk).live


def test_homes_are_reviewed_and_not_archived(henrik, egesoeskolen, review_of):
    PageReview.objects.filter(page=egesoeskolen.home.pk).delete()
    PageReview.objects.create(page=egesoeskolen.home, owner=henrik, review_by=date(2026, 12, 1))
    client = enter(henrik)
    assert client.get(address(egesoeskolen.home)).status_code == 200
    assert client.post(address(egesoeskolen.home, "arkiver/")).status_code == 404
    client.post(address(egesoeskolen.home), {"action": "reviewed"})
    assert review_of(egesoeskolen.home).review_by == date(2027, 11, 23)


def test_a_colleague_who_only_writes_sees_to_own_pages_alone(
    employ, anna, make_owned, egesoeskolen
):
    egesoeskolen.institution.needs_approval = True
    egesoeskolen.institution.save()
    bo = employ(egesoeskolen, "bo", Right.EDIT)
    page, own = make_owned(anna), make_owned(bo, "Bos side")
    client = enter(bo)
    assert client.get(address(page)).status_code == 404
    assert client.get(address(own)).status_code == 200


def test_nothing_is_there_for_others_and_nobody_is_asked_to_sign_in(
    anna, employ, egesoeskolen, revleskolen, make_owned, review_of
):
    page = make_owned(anna)
    deeds = ("", "arkiver/", "gendan/")
    stranger, parent = employ(revleskolen, "carla", *LEADS), employ(egesoeskolen, "dorte")
    for person in (stranger, parent):
        client = enter(person)
        assert {client.get(address(page, deed)).status_code for deed in deeds} == {404}
        sent = {"action": "reviewed"}
        assert {client.post(address(page, deed), sent).status_code for deed in deeds} == {404}
    assert "Madplan" not in enter(stranger).get(REVIEWS).text
    assert enter(parent).get(REVIEWS).status_code == 404
    assert Client().get(address(page)).status_code == 302
    assert review_of(page).review_by == date(2026, 11, 30)


def test_an_owner_whose_right_has_ended_finds_nothing(anna, make_owned):
    page = make_owned(anna)
    anna.editing_rights.all().delete()
    assert enter(anna).get(REVIEWS).status_code == 404
    assert enter(anna).post(address(page), {"action": "reviewed"}).status_code == 404


def test_the_archive_is_leafed_through(henrik, egesoeskolen, publish):
    for number in range(30):
        page = publish(egesoeskolen.home, LibraryPage(title=f"Mappe {number:02}"))
        page.unpublish()
        PageReview.objects.filter(page=page.pk).update(archived_at=timezone.now())
    client = enter(henrik)
    first, second = client.get(REVIEWS).text, client.get(REVIEWS + "?side=2").text
    assert "Mappe 29" in first
    assert "Mappe 04" not in first
    assert "Mappe 04" in second
    assert client.get(REVIEWS + "?side=x").status_code == 200


def test_many_pages_cost_no_more_queries(anna, make_owned, django_assert_max_num_queries):
    for number in range(12):
        make_owned(anna, f"Side {number}")
    client = enter(anna)
    client.get(REVIEWS)
    with django_assert_max_num_queries(13):
        client.get(REVIEWS)


@pytest.mark.parametrize("value", ["", "a\0b", "x" * 9_000, "9" * 30, "-1", "²"])
def test_whatever_is_sent_it_gives_an_answer(henrik, make_owned, review_of, value):
    page = make_owned(henrik)
    client = enter(henrik)
    for field in ("action", "review_by", "owner", "own_audience-answer"):
        for action in ("later", "hand_on", "x"):
            sent = {"action": action} | {field: value}
            assert client.post(address(page), sent).status_code == 400
    assert client.get(REVIEWS, {"side": value}).status_code == 200
    assert review_of(page).review_by == date(2026, 11, 30)


@pytest.mark.parametrize("deed", ["", "arkiver/", "gendan/"])
def test_a_number_that_no_page_has_is_not_there(henrik, deed):
    client = enter(henrik)
    for number in (0, 987_654, 10**30):
        assert client.get(f"{REVIEWS}{number}/{deed}").status_code == 404
