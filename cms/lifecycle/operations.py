"""Seeing to a page: reviewed, put off, handed on, archived and taken out again."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.actions.unpublish_page import UnpublishPageAction

from cms.indexing.changes import tell_of_page
from cms.lifecycle.dates import (
    REMINDED_BEFORE,
    add_year,
    find_first_review,
    find_last_day_of_event,
    find_last_day_of_news,
)
from cms.lifecycle.mails import mail_new_owners
from cms.lifecycle.queries import (
    ENDING,
    REVIEWED,
    count_live_below,
    is_in_footer,
    list_keepers,
    list_possible_owners,
)
from cms.models import BasePage, EventPage, PageReview
from core.days import end_of
from core.people.models import Person

FRESH: dict[str, Any] = {"reminded_at": None, "escalated_at": None}


class NotOffered(Exception):
    """The owner or the day that was chosen is none of those to choose from."""


class StillNeeded(Exception):
    """The page cannot be archived: pages below are published, or the footer leads to it."""


def mark_reviewed(review: PageReview, *, by: Person | None, now: datetime) -> None:
    """Somebody has read the page, and it is right: the next look is in a year."""
    PageReview.objects.filter(pk=review.pk).update(
        review_by=add_year(timezone.localdate(now)), reviewed_at=now, reviewed_by=by, **FRESH
    )


def postpone(review: PageReview, *, until: date, now: datetime) -> None:
    """Moves the review to another day; raises `NotOffered` for one not within the next year."""
    today = timezone.localdate(now)
    if not today < until <= add_year(today):
        raise NotOffered
    PageReview.objects.filter(pk=review.pk).update(review_by=until, **FRESH)


@transaction.atomic
def hand_on(review: PageReview, *, to: Person, by: Person | None, now: datetime) -> None:
    """Gives a page another owner, who is told; raises `NotOffered` for who has no right there."""
    offered = list_possible_owners(review.page.institution, on=timezone.localdate(now))
    if not offered.filter(pk=to.pk).exists():
        raise NotOffered
    changed = PageReview.objects.filter(pk=review.pk).exclude(owner=to).update(owner=to)
    if changed and (by is None or by.pk != to.pk):
        mail_new_owners([(review, to)], now=now)


@transaction.atomic
def archive(review: PageReview, *, by: Person | None, now: datetime) -> None:
    """Shows a page to nobody any more, at once; its text stays as a draft.

    Raises `StillNeeded` where the page leads to others that are shown.
    """
    page = review.page
    if count_live_below(page) or is_in_footer(page):
        raise StillNeeded
    # Who may archive is asked before; Wagtail asks the person of its own request.
    UnpublishPageAction(page.specific, user=by).execute(skip_permission_checks=True)
    PageReview.objects.filter(pk=review.pk).update(archived_at=now)


@transaction.atomic
def restore(review: PageReview, *, by: Person, now: datetime) -> None:
    """Publishes the latest version of an archived page; a day of its end that is past is left out.

    Raises `PermissionDenied` for who may not publish it.
    """
    page = review.page.specific
    draft = page.get_latest_revision_as_object()
    if draft.expire_at is not None and draft.expire_at <= now:
        draft.expire_at = None
    draft.save_revision(user=by, clean=False).publish(user=by)
    PageReview.objects.filter(pk=review.pk).update(reviewed_by=by)


@transaction.atomic(savepoint=False)
def follow_publication(page: BasePage, *, now: datetime) -> None:
    """Lets a page that has just been published begin its life, or go on with it.

    Publishing a page that is due, or was archived, is a look at it.
    """
    if not page.live:
        return
    if isinstance(page, ENDING):
        give_end(page, now=now)
        PageReview.objects.filter(page=page.pk).update(archived_at=None)
    elif isinstance(page, REVIEWED) and page.institution_id and page.alias_of_id is None:
        _begin_or_renew(page, now=now)


def give_end(page: BasePage, *, now: datetime) -> None:
    """Gives news or an event without a last day the one that it has by itself.

    It stands in the published page alone: a version without one stays as it was written, and has
    it anew each time it is published.
    """
    if page.expire_at is not None:
        return
    page.expire_at = end_of(_find_last_day(page, today=timezone.localdate(now)))
    BasePage.objects.filter(pk=page.pk).update(expire_at=page.expire_at)
    tell_of_page(page.pk)


@transaction.atomic
def plan_review(
    page: BasePage,
    *,
    owner: Person | None,
    review_by: date | None,
    by: Person | None,
    now: datetime,
) -> None:
    """Keeps the owner and the day that were chosen in the editor; None is no choice."""
    today = timezone.localdate(now)
    review, is_new = PageReview.objects.select_for_update().get_or_create(
        page_id=page.pk,
        defaults={
            "owner": owner or choose_owner(page, on=today),
            "review_by": review_by or add_year(today),
        },
    )
    if review_by is not None and review_by != review.review_by:
        PageReview.objects.filter(pk=review.pk).update(review_by=review_by, **FRESH)
    if owner is not None and not is_new:
        hand_on(review, to=owner, by=by, now=now)


def choose_owner(page: BasePage, *, on: date) -> Person | None:
    """Who answers for a page from the beginning: who made it, else the nearest administrator."""
    made_by = page.owner_id
    if made_by is not None:
        maker = list_possible_owners(page.institution, on=on).filter(pk=made_by).first()
        if maker is not None:
            return maker
    return next(iter(list_keepers(page.institution, on=on)), None)


def _begin_or_renew(page: BasePage, *, now: datetime) -> None:
    today = timezone.localdate(now)
    review = PageReview.objects.select_for_update().filter(page=page.pk).first()
    if review is None:
        PageReview.objects.create(
            page_id=page.pk,
            owner=choose_owner(page, on=today),
            review_by=find_first_review(today, today=today),
        )
        return
    is_due = review.review_by is None or review.review_by <= today + REMINDED_BEFORE
    if review.archived_at is not None or is_due:
        mark_reviewed(review, by=None, now=now)
        PageReview.objects.filter(pk=review.pk).update(archived_at=None)


def _find_last_day(page: BasePage, *, today: date) -> date:
    if isinstance(page, EventPage):
        last = page.repeats_until if page.repeats and page.repeats_until else page.ends_on
        return find_last_day_of_event(last or page.starts_on, today=today)
    published = timezone.localdate(page.first_published_at) if page.first_published_at else today
    return find_last_day_of_news(published, today=today)
