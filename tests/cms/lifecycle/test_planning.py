"""The owner and the review day in the editor's own form."""

from datetime import date

import pytest
import time_machine
from django.test import Client

from cms.editing.collections import make_collection
from cms.models import ContentPage, PageReview
from core.access.models import Right
from core.tasks.models import OutboxMail
from tests.cms.editing.forms import page_form
from tests.cms.lifecycle.conftest import LEADS

PUBLISH = {"action-publish": "1"}


@pytest.fixture(autouse=True)
def frozen(now, egesoeskolen):
    make_collection(egesoeskolen.institution)
    with time_machine.travel(now, tick=False):
        yield


def enter(person):
    client = Client()
    client.force_login(person)
    return client


def edit(page):
    return f"/redaktion/pages/{page.pk}/edit/"


def save(client, page, **sent):
    form = page_form(title=page.title, slug=page.slug) | sent
    return client.post(edit(page), form)


def test_a_new_page_is_its_makers_and_has_a_year(anna, egesoeskolen):
    client = enter(anna)
    address = f"/redaktion/pages/add/cms/contentpage/{egesoeskolen.home.pk}/"
    text = client.get(address).text
    assert "Sideansvarlig" in text
    assert 'value="23.11.2027"' in text
    sent = page_form(title="Madplan", slug="madplan")
    assert client.post(address, sent).status_code == 302
    review = PageReview.objects.get(page=ContentPage.objects.get().pk)
    assert (review.owner, review.review_by) == (anna, date(2027, 11, 23))


def test_another_owner_and_day_are_kept_with_a_draft(henrik, anna, make_owned, review_of):
    page = make_owned(anna)
    sent = {"review_owner": henrik.pk, "review_by": "2027-03-01"}
    assert save(enter(anna), page, **sent).status_code == 302
    review = review_of(page)
    assert (review.owner, review.review_by) == (henrik, date(2027, 3, 1))
    assert [mail.person for mail in OutboxMail.objects.all()] == [henrik]


def test_what_is_not_sent_stays_as_it_is(anna, make_owned, review_of):
    page = make_owned(anna, review_by=date(2027, 6, 1))
    assert save(enter(anna), page).status_code == 302
    review = review_of(page)
    assert (review.owner, review.review_by) == (anna, date(2027, 6, 1))


def test_publishing_a_page_that_is_due_gives_it_a_year(anna, make_owned, review_of):
    page = make_owned(anna, review_by=date(2026, 11, 30))
    sent = {"review_owner": anna.pk, "review_by": "2026-11-30"} | PUBLISH
    assert save(enter(anna), page, **sent).status_code == 302
    assert review_of(page).review_by == date(2027, 11, 23)


@pytest.mark.parametrize("day", ["2026-11-01", "2029-01-01", "x"])
def test_a_day_that_is_none_is_said_and_loses_nothing(anna, make_owned, review_of, day):
    page = make_owned(anna)
    answer = save(enter(anna), page, review_by=day, summary="Ny tekst")
    assert answer.status_code == 200
    assert "Ny tekst" in answer.text
    assert review_of(page).review_by == date(2026, 11, 30)


@pytest.mark.parametrize("owner", ["dorte", "99999999999999999999", "x"])
def test_nobody_without_a_right_there_is_chosen(
    anna, employ, egesoeskolen, make_owned, review_of, owner
):
    page = make_owned(anna)
    dorte = employ(egesoeskolen, "dorte")
    chosen = dorte.pk if owner == "dorte" else owner
    assert save(enter(anna), page, review_owner=chosen).status_code == 200
    assert review_of(page).owner == anna


def test_who_does_not_look_after_the_page_is_not_asked(
    anna, employ, egesoeskolen, make_owned, review_of
):
    egesoeskolen.institution.needs_approval = True
    egesoeskolen.institution.save()
    page, bo = make_owned(anna), employ(egesoeskolen, "bo", Right.EDIT)
    client = enter(bo)
    assert "review_owner" not in client.get(edit(page)).text
    assert save(client, page, review_owner=bo.pk, review_by="2027-03-01").status_code == 302
    review = review_of(page)
    assert (review.owner, review.review_by) == (anna, date(2026, 11, 30))
    assert "review_owner" in enter(anna).get(edit(page)).text


def test_news_asks_for_neither(anna, egesoeskolen, make_news):
    news = make_news(egesoeskolen.home)
    text = enter(anna).get(edit(news)).text
    assert "review_by" not in text
    assert "own_audience" in text


def test_a_home_has_an_owner_too(employ, egesoeskolen):
    henrik = employ(egesoeskolen, "henrik", *LEADS)
    assert "review_owner" in enter(henrik).get(edit(egesoeskolen.home)).text
