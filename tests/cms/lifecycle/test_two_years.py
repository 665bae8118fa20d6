"""A frozen clock runs two school years: each page is seen to, and none is shown a second long."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import call_command

from cms.homes import make_homes
from cms.lifecycle.daily import look_after_pages
from cms.lifecycle.operations import mark_reviewed, postpone
from cms.lifecycle.queries import stays
from cms.models import (
    BasePage,
    ContentPage,
    EventPage,
    FormPage,
    LibraryPage,
    NewsPage,
    PageReview,
)
from cms.queries import visible_to
from core.access.models import Right
from core.tasks.models import OutboxMail
from tests.cms.lifecycle.conftest import LEADS

DENMARK = ZoneInfo("Europe/Copenhagen")
SECOND = timedelta(seconds=1)
FIRST, LAST = date(2026, 8, 3), date(2028, 8, 2)
CARLA_LEAVES = date(2027, 3, 31)
# The months in which most happens; in the others the short test lives on Mondays alone, as if the
# scheduler had stood still between, and the long one every day.
BUSY = {
    *((2026, month) for month in (8, 9)),
    *((2027, month) for month in (1, 3, 4, 7, 8, 9, 10)),
    *((2028, month) for month in (7, 8)),
}


def at(day, hour=3, minute=0):
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=DENMARK)


@dataclass
class Story:
    """What happened, as it is told when the two years are over."""

    reminded: list = field(default_factory=list)
    escalated: dict = field(default_factory=lambda: defaultdict(list))
    ends_seen: set = field(default_factory=set)
    reminders_due: set = field(default_factory=set)


@pytest.fixture
def frozen():
    with time_machine.travel(at(FIRST, 8), tick=False) as traveller:
        yield traveller


@pytest.fixture
def people(egesoeskolen, employ):
    return {
        "henrik": employ(egesoeskolen, "henrik", *LEADS, role="leader"),
        "anna": employ(egesoeskolen, "anna", Right.EDIT),
        "bo": employ(egesoeskolen, "bo", Right.EDIT),
        "carla": employ(egesoeskolen, "carla", Right.EDIT, until=CARLA_LEAVES),
    }


def make_world(home, people, publish, traveller, *, times=1):
    """Some tens of pages of all kinds, `times` over, made through the first year."""
    traveller.move_to(at(FIRST, 8))
    make_homes([home.home_of_id], today=FIRST)
    anna, bo, carla = people["anna"], people["bo"], people["carla"]
    for number in range(times):
        for owner in (anna, bo, carla):
            for title in ("Regler", "Ferie", "Trivsel"):
                publish(home, ContentPage(title=f"{title} {number}", owner=owner))
            folder = publish(home, LibraryPage(title=f"Mappe {number}", owner=owner))
            publish(folder, LibraryPage(title="Gamle referater", owner=owner))
            publish(home, FormPage(title=f"Fri {number}", owner=owner, receivers=["998101/staff"]))
            above = publish(home, ContentPage(title=f"Fag {number}", owner=owner))
            publish(above, ContentPage(title="Dansk", owner=owner))
            publish(home, NewsPage(title=f"Velkommen {number}", owner=owner))
        publish(
            home,
            ContentPage(title=f"Jul {number}", owner=bo, expire_at=at(date(2027, 1, 6), 14, 30)),
        )
        publish(
            home,
            NewsPage(title=f"Foto {number}", owner=anna, expire_at=at(date(2026, 9, 4), 12, 17)),
        )
        publish(
            home,
            NewsPage(title=f"Senere {number}", owner=bo, go_live_at=at(date(2026, 12, 1), 7)),
        )
        publish(
            home,
            ContentPage(title=f"Forår {number}", owner=anna, go_live_at=at(date(2027, 3, 1), 7)),
        )
        publish(home, EventPage(title=f"Motion {number}", owner=bo, starts_on=date(2026, 10, 9)))
        publish(
            home,
            EventPage(
                title=f"Kor {number}", owner=bo, starts_on=date(2026, 9, 1), repeats="weekly",
                repeats_until=date(2027, 9, 30),
            ),
        )  # fmt: skip
    old = publish(home, NewsPage(title="Gammel", owner=bo))
    BasePage.objects.filter(pk=old.pk).update(first_published_at=at(date(2025, 9, 1)))
    # As if from before pages had an end or an owner.
    BasePage.objects.filter(pk=old.pk).update(expire_at=None)
    PageReview.objects.filter(page__title__startswith="Ferie").delete()


def list_days(*, every_day):
    days = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]
    return [day for day in days if every_day or day.weekday() == 0 or (day.year, day.month) in BUSY]


def live_a_day(day, people, story, viewer, *, since):
    """What happens in a day: the scheduler's work, and those who do theirs."""
    now = at(day)
    check_ends(day, story, viewer, since=since)
    call_command("publish_scheduled", verbosity=0)
    look_after_pages(now=now)
    note(now, story)
    late = PageReview.objects.filter(page__live=True, review_by__lte=day - timedelta(days=60))
    assert all(stays(row.page) for row in late.select_related("page"))
    see_to_pages(people, now)


def check_ends(day, story, viewer, *, since):
    """Every end since the last day, before any scheduler has noticed it."""
    ending = BasePage.objects.filter(live=True, expire_at__gt=at(since), expire_at__lte=at(day))
    for page in ending:
        before, after = (
            visible_to(viewer(page.expire_at - step)).filter(pk=page.pk).exists()
            for step in (SECOND, timedelta(0))
        )
        assert (before, after) == (True, False), page.title
        story.ends_seen.add(page.title)


def note(now, story):
    for row in PageReview.objects.filter(reminded_at=now).select_related("owner"):
        story.reminded.append((row.page_id, row.review_by))
        if row.owner is not None:
            story.reminders_due.add((row.owner_id, now.date()))
    for row in PageReview.objects.filter(escalated_at=now):
        story.escalated[row.page_id, row.review_by].append(now)


def see_to_pages(people, now):
    """Anna reviews what she is reminded of, one page a little later; Bo and the leader nothing."""
    mine = PageReview.objects.filter(
        owner=people["anna"], page__live=True, review_by__lte=now.date(), escalated_at=None
    )
    for row in mine.select_related("page"):
        if row.page.title.startswith("Trivsel") and row.reviewed_at is None:
            postpone(row, until=now.date() + timedelta(days=40), now=now)
            PageReview.objects.filter(pk=row.pk).update(reviewed_at=now)
        else:
            mark_reviewed(row, by=people["anna"], now=now)


def run(home, people, publish, traveller, as_viewer, *, times, every_day):
    story = Story()
    make_world(home, people, publish, traveller, times=times)

    def viewer(moment):
        return as_viewer(people["anna"], moment)

    since = FIRST
    for day in list_days(every_day=every_day):
        traveller.move_to(at(day))
        live_a_day(day, people, story, viewer, since=since)
        since = day
        if day == CARLA_LEAVES:
            assert PageReview.objects.filter(owner=people["carla"]).exists()
        if day == CARLA_LEAVES + timedelta(days=1):
            assert not PageReview.objects.filter(owner=people["carla"], page__live=True).exists()
    return story


def describe(row):
    """What has become of a page that was to be reviewed."""
    if row.archived_at is not None and not row.page.live:
        return "archived"
    if row.reviewed_at is not None and row.review_by > LAST - timedelta(days=14):
        return "reviewed"
    return "escalated" if row.escalated_at is not None else "forgotten"


def check_story(story, people, *, times):
    rows = list(PageReview.objects.filter(review_by__isnull=False).select_related("page"))
    states = {row.page_id: describe(row) for row in rows}
    assert set(states.values()) == {"archived", "reviewed", "escalated"}
    # All that is still shown and was never reviewed is what is never archived.
    left = [row for row in rows if states[row.page_id] == "escalated"]
    assert left
    assert all(stays(row.page) for row in left)
    mine = [row for row in rows if row.owner_id == people["anna"].pk and row.page.live]
    assert {states[row.page_id] for row in mine} == {"reviewed"}
    # Each was reminded of once for each of its days, and told of once unless it stays.
    assert len(story.reminded) == len(set(story.reminded)) > 0
    stay = {row.page_id for row in rows if stays(row.page)}
    for (page_id, _day), told in story.escalated.items():
        gaps = [later - earlier for earlier, later in pairwise(told)]
        assert page_id in stay or len(told) == 1
        assert all(gap >= timedelta(days=30) for gap in gaps)
    assert any(len(told) > 1 for told in story.escalated.values())
    mails = OutboxMail.objects.filter(occasion__startswith="review-due")
    assert sorted((mail.person_id, mail.created_at.astimezone(DENMARK).date()) for mail in mails) \
        == sorted(story.reminders_due)  # fmt: skip
    kinds = {"Jul", "Foto", "Velkommen", "Senere", "Motion", "Kor"}
    assert story.ends_seen == {"Gammel"} | {f"{k} {n}" for k in kinds for n in range(times)}
    assert not BasePage.objects.filter(live=True, expire_at__lte=at(LAST)).exists()
    assert not NewsPage.objects.filter(live=True).exists()
    ended = BasePage.objects.filter(expired=True).count()
    assert PageReview.objects.filter(page__expired=True, archived_at__isnull=False).count() == ended


def test_two_school_years(frozen, egesoeskolen, people, publish, as_viewer):
    home = egesoeskolen.home
    story = run(home, people, publish, frozen, as_viewer, times=1, every_day=False)
    check_story(story, people, times=1)


@pytest.mark.long
def test_two_school_years_of_many_pages(frozen, egesoeskolen, people, publish, as_viewer):
    home = egesoeskolen.home
    story = run(home, people, publish, frozen, as_viewer, times=10, every_day=True)
    check_story(story, people, times=10)
