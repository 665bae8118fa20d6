"""A day's work for all pages: who is told, what is archived, what is never."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from cms.lifecycle.daily import look_after_pages
from cms.lifecycle.dates import (
    add_year,
    find_last_day_of_event,
    find_last_day_of_news,
)
from cms.models import BasePage, ContentPage, FooterPages, LibraryPage, NewsPage, PageReview
from cms.school_years import school_year_of
from core.access.models import Right
from core.people.models import Institution, Membership
from core.tasks.models import OutboxMail
from core.tasks.queue import Run

DAY = timedelta(days=1)


def mails(kind):
    rows = OutboxMail.objects.filter(occasion__startswith=f"review-{kind}").order_by("pk")
    return [mail.person.first_name for mail in rows]


@pytest.mark.parametrize(
    ("day", "last"),
    [(date(2026, 8, 1), 2027), (date(2027, 7, 31), 2027), (date(2027, 8, 1), 2028)],
)
def test_a_school_year_ends_with_july(day, last):
    assert school_year_of(day).last == date(last, 7, 31)


def test_news_lives_for_two_school_years_and_events_for_one():
    today = date(2026, 11, 23)
    assert find_last_day_of_news(today, today=today) == date(2028, 7, 31)
    assert find_last_day_of_news(date(2020, 1, 1), today=today) == date(2027, 7, 31)
    assert find_last_day_of_event(today, today=today) == date(2027, 7, 31)


def test_a_year_after_the_day_that_comes_each_fourth_year():
    assert add_year(date(2028, 2, 29)) == date(2029, 2, 28)


def test_a_published_page_is_its_makers_for_a_year(anna, make_page, egesoeskolen, review_of):
    review = review_of(make_page(egesoeskolen.home, owner=anna))
    assert review.owner == anna
    assert review.review_by == add_year(timezone.localdate())


def test_a_page_without_a_maker_is_the_nearest_administrators(
    henrik, anna, make_page, egesoeskolen, review_of
):
    assert review_of(make_page(egesoeskolen.home)).owner == henrik


def test_the_version_of_news_keeps_its_empty_last_day(egesoeskolen, make_news):
    news = make_news(egesoeskolen.home)
    assert news.expire_at is not None
    assert news.get_latest_revision().content["expire_at"] is None


def test_the_last_day_that_an_editor_chose_stands(egesoeskolen, make_news, now):
    end = timezone.now() + timedelta(days=2)
    news = make_news(egesoeskolen.home, expire_at=end)
    assert news.expire_at == end


def test_an_owner_is_reminded_once_two_weeks_before(anna, make_owned, now):
    make_owned(anna, review_by=(now + 15 * DAY).date())
    look_after_pages(now=now)
    assert mails("due") == []
    for _round in range(2):
        look_after_pages(now=now + DAY)
    assert mails("due") == ["Anna"]


def test_many_pages_of_a_day_are_one_mail_that_names_none(anna, make_owned, now):
    for title in ("Madplan", "Sommerfest", "Lejrskole"):
        make_owned(anna, title=title)
    look_after_pages(now=now)
    mail = OutboxMail.objects.get(occasion__startswith="review-due")
    assert mail.subject == "3 sider skal gennemgås"
    assert "Sommerfest" not in mail.subject + mail.body
    assert "Anna" not in mail.subject + mail.body
    assert "/skriv/gennemgang/" in mail.body


def test_two_weeks_overdue_the_leader_is_told_once(henrik, anna, make_owned, now):
    make_owned(anna, review_by=(now - 13 * DAY).date())
    look_after_pages(now=now)
    assert mails("overdue") == []
    for later in (1, 2, 3):
        look_after_pages(now=now + later * DAY)
    assert mails("overdue") == ["Henrik"]


def test_two_months_overdue_the_page_is_archived_and_both_are_told(
    henrik, anna, make_owned, review_of, now
):
    page = make_owned(anna, review_by=now.date())
    for later in range(14, 60):
        look_after_pages(now=now + later * DAY)
    page.refresh_from_db()
    assert page.live
    look_after_pages(now=now + 60 * DAY)
    page.refresh_from_db()
    assert not page.live
    assert review_of(page).archived_at == now + 60 * DAY
    assert sorted(mails("archived")) == ["Anna", "Henrik"]
    assert page.get_latest_revision_as_object().title == "Madplan"


def test_after_a_long_stand_still_nothing_is_archived_that_nobody_was_told_of(
    henrik, anna, make_owned, now
):
    page = make_owned(anna, review_by=(now - 200 * DAY).date())
    look_after_pages(now=now)
    page.refresh_from_db()
    assert (page.live, mails("overdue")) == (True, ["Henrik"])
    look_after_pages(now=now + 30 * DAY)
    page.refresh_from_db()
    assert not page.live


@pytest.fixture
def overdue(henrik, make_owned):
    """Lets a page be long overdue and gives it two months more."""

    def run(page, now):
        PageReview.objects.filter(page=page.pk).update(review_by=(now - 200 * DAY).date())
        for later in (0, 30, 60):
            look_after_pages(now=now + later * DAY)
        return BasePage.objects.get(pk=page.pk).live

    return run


def test_a_home_is_told_of_each_month_and_never_archived(overdue, egesoeskolen, now, make_owned):
    look_after_pages(now=now)
    OutboxMail.objects.all().delete()
    assert overdue(egesoeskolen.home, now)
    assert mails("overdue") == ["Henrik"] * 3


def test_a_page_above_published_ones_stays(overdue, anna, make_owned, make_page, now):
    above = make_owned(anna)
    make_page(above, "Underside", owner=anna)
    assert overdue(above, now)


def test_a_page_of_the_footer_stays(overdue, anna, make_owned, egesoeskolen, now):
    page = ContentPage.objects.get(pk=make_owned(anna).pk)
    pages = dict.fromkeys(("accessibility", "privacy", "cookies"), page)
    FooterPages.objects.create(municipality=page.municipality, **pages)
    assert overdue(page, now)


def test_the_first_folder_of_a_place_stays_and_one_below_it_does_not(
    overdue, egesoeskolen, publish, now
):
    folder = publish(egesoeskolen.home, LibraryPage(title="Skolebestyrelsen"))
    below = publish(folder, LibraryPage(title="2019"))
    assert overdue(folder, now)
    assert not overdue(below, now + 60 * DAY)


def test_pages_of_who_loses_the_right_go_to_the_administrator_at_once(
    henrik, anna, make_owned, review_of, now
):
    page = make_owned(anna, review_by=(now + 100 * DAY).date())
    look_after_pages(now=now)
    assert review_of(page).owner == anna
    OutboxMail.objects.all().delete()
    anna.editing_rights.all().delete()
    look_after_pages(now=now)
    assert review_of(page).owner == henrik
    assert mails("owner") == ["Henrik"]


def test_so_do_pages_of_who_no_longer_works_there(henrik, anna, make_owned, review_of, now):
    page = make_owned(anna, review_by=(now + 100 * DAY).date())
    Membership.objects.filter(person=anna).update(ends_on=now.date())
    look_after_pages(now=now)
    assert review_of(page).owner == anna
    look_after_pages(now=now + DAY)
    assert review_of(page).owner == henrik


def test_where_nobody_is_left_the_office_above_answers_and_is_told_once(
    employ, anna, make_owned, review_of, now
):
    administration = Institution.objects.get(key="998001")
    sofie = employ(administration, "sofie", Right.ADMINISTER)
    page = make_owned(anna, review_by=(now + 100 * DAY).date())
    anna.editing_rights.all().delete()
    for later in range(3):
        look_after_pages(now=now + later * DAY)
    assert review_of(page).owner == sofie
    assert mails("owner") == ["Sofie"]


def test_what_ended_by_itself_is_among_the_archived(egesoeskolen, make_news, review_of, now):
    news = make_news(egesoeskolen.home)
    NewsPage.objects.get(pk=news.pk).unpublish(set_expired=True)
    look_after_pages(now=now)
    assert review_of(news).archived_at == news.expire_at


def test_pages_from_before_get_time_and_news_its_end(
    henrik, egesoeskolen, make_page, make_news, review_of, now
):
    page, news = make_page(egesoeskolen.home), make_news(egesoeskolen.home)
    PageReview.objects.all().delete()
    long_ago = {"first_published_at": now - 900 * DAY, "last_published_at": now - 900 * DAY}
    BasePage.objects.filter(pk__in=[page.pk, news.pk]).update(expire_at=None, **long_ago)
    look_after_pages(now=now)
    assert review_of(page).review_by == (now + 90 * DAY).date()
    news.refresh_from_db()
    assert timezone.localtime(news.expire_at).isoformat() == "2027-08-01T00:00:00+02:00"


def test_what_repeats_another_page_is_reviewed_and_archived_with_that_one(
    henrik, anna, make_owned, egesoeskolen, now
):
    page = make_owned(anna)
    alias = page.create_alias(parent=egesoeskolen.home, update_slug="gentaget")
    BasePage.objects.filter(pk=alias.pk).update(live=True)
    look_after_pages(now=now)
    assert PageReview.objects.filter(page=page.pk).exists()
    assert not PageReview.objects.filter(page=alias.pk).exists()


def test_publishing_a_page_that_is_due_is_a_review(anna, make_owned, review_of):
    page = make_owned(anna, review_by=timezone.localdate() + 10 * DAY)
    page.save_revision(user=anna).publish(user=anna)
    assert review_of(page).review_by == add_year(timezone.localdate())


def test_publishing_another_leaves_its_day(anna, make_owned, review_of):
    day = timezone.localdate() + 100 * DAY
    page = make_owned(anna, review_by=day)
    page.save_revision(user=anna).publish(user=anna)
    assert review_of(page).review_by == day


def test_the_scheduler_does_it_each_day(anna, make_owned, now):
    from cms.schedules import look_after_pages as work  # noqa: PLC0415 - a task, not the function

    make_owned(anna)
    work.function(Run(job_id=1, municipality_code="", attempt=1, now=now))
    assert mails("due") == ["Anna"]


def test_a_day_without_anything_to_do_costs_few_queries(
    henrik, make_owned, anna, now, django_assert_max_num_queries
):
    for number in range(20):
        make_owned(anna, f"Side {number}", review_by=(now + 100 * DAY).date())
    look_after_pages(now=now)
    with django_assert_max_num_queries(30):
        look_after_pages(now=now)
