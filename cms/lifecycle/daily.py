"""What is done each day for all pages: beginnings, ends, reminders, and what nobody looked at."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from cms.lifecycle import mails
from cms.lifecycle.dates import (
    ARCHIVED_AFTER,
    ESCALATED_AFTER,
    ESCALATED_AGAIN_AFTER,
    REMINDED_BEFORE,
    find_first_review,
)
from cms.lifecycle.operations import StillNeeded, archive, choose_owner, give_end
from cms.lifecycle.queries import (
    ENDING,
    REVIEWED,
    find_left,
    find_type_ids,
    list_keepers,
    stays,
)
from cms.models import BasePage, PageReview
from core.people.models import Person


@transaction.atomic
def look_after_pages(*, now: datetime) -> None:
    """A day's work; done twice it changes nothing more, left out for days it catches up.

    Nothing is archived of which those who lead have not known for a month.
    """
    today = timezone.localdate(now)
    keepers = Keepers(on=today)
    give_ends(now=now)
    note_ended(now=now)
    begin_reviews(today=today)
    replace_who_left(keepers, now=now)
    archive_forgotten(keepers, now=now)
    escalate(keepers, now=now)
    remind(now=now)


class Keepers:
    """Who looks after each institution's pages on one day, asked for once."""

    def __init__(self, *, on: date) -> None:
        self._on = on
        self._found: dict[int | None, list[Person]] = {}

    def of(self, review: PageReview) -> list[Person]:
        """The nearest who look after the institution of a page."""
        pk = review.page.institution_id
        if pk not in self._found:
            self._found[pk] = list_keepers(review.page.institution, on=self._on)
        return self._found[pk]


def give_ends(*, now: datetime) -> None:
    """Gives news and events without a last day theirs; those published by the portal have it."""
    endless = BasePage.objects.filter(
        live=True, expire_at=None, content_type_id__in=find_type_ids(ENDING)
    )
    for page in endless.specific(defer=False).iterator(chunk_size=500):
        give_end(page, now=now)


def note_ended(*, now: datetime) -> None:
    """Puts pages that are shown no more by their own last day among the archived ones."""
    ended = BasePage.objects.filter(live=False, expired=True, alias_of=None)
    noted = PageReview.objects.filter(page=OuterRef("pk"))
    for page in ended.filter(~Exists(noted.filter(archived_at__isnull=False))):
        PageReview.objects.update_or_create(
            page_id=page.pk, defaults={"archived_at": page.expire_at or now}
        )
    # Published again by ways that told nobody.
    PageReview.objects.filter(page__live=True, archived_at__isnull=False).update(archived_at=None)


def begin_reviews(*, today: date) -> None:
    """Gives pages without an owner and a review day theirs, as those from before there were any."""
    known = PageReview.objects.filter(page=OuterRef("pk"), review_by__isnull=False)
    pages = BasePage.objects.filter(
        ~Exists(known),
        live=True,
        # What repeats another page lives and ends with that one.
        alias_of=None,
        institution__isnull=False,
        content_type_id__in=find_type_ids(REVIEWED),
    )
    for page in pages.select_related("institution__parent").order_by("pk"):
        published = page.last_published_at
        day = timezone.localdate(published) if published else today
        PageReview.objects.update_or_create(
            page_id=page.pk,
            defaults={
                "owner": choose_owner(page, on=today),
                "review_by": find_first_review(day, today=today),
            },
        )


def replace_who_left(keepers: Keepers, *, now: datetime) -> None:
    """Gives pages whose owner has left to the nearest administrator, who is told at once."""
    today = timezone.localdate(now)
    nobody = _with_page(_open().filter(owner=None, review_by__isnull=False))
    told = []
    for review in [*_with_page(find_left(on=today)), *nobody]:
        heir = next(iter(keepers.of(review)), None)
        if heir is None and review.owner_id is None:
            continue
        PageReview.objects.filter(pk=review.pk).update(owner=heir)
        if heir is not None:
            told.append((review, heir))
    mails.mail_new_owners(told, now=now)


def remind(*, now: datetime) -> None:
    """Reminds each owner once of a page that is to be reviewed within two weeks."""
    today = timezone.localdate(now)
    due = _open().filter(reminded_at=None, review_by__lte=today + REMINDED_BEFORE)
    rows = _with_page(due)
    mails.mail_reminders([(row, row.owner) for row in rows if row.owner], now=now)
    _mark(rows, reminded_at=now)


def escalate(keepers: Keepers, *, now: datetime) -> None:
    """Tells those who look after the institution's pages, once, of what is two weeks overdue.

    What is never archived is told of again when it would have been, and then each month.
    """
    today = timezone.localdate(now)
    overdue = _open().filter(review_by__lte=today - ESCALATED_AFTER)
    first = _with_page(overdue.filter(escalated_at=None))
    long_ago = overdue.filter(
        review_by__lte=today - ARCHIVED_AFTER, escalated_at__lte=now - ESCALATED_AGAIN_AFTER
    )
    again = [row for row in _with_page(long_ago) if stays(row.page)]
    told = [(row, keeper) for row in [*first, *again] for keeper in keepers.of(row)]
    mails.mail_overdue(told, now=now)
    _mark([*first, *again], escalated_at=now)


def archive_forgotten(keepers: Keepers, *, now: datetime) -> None:
    """Archives what is two months overdue, and tells its owner and those who look after it."""
    today = timezone.localdate(now)
    forgotten = _open().filter(
        review_by__lte=today - ARCHIVED_AFTER, escalated_at__lte=now - ESCALATED_AGAIN_AFTER
    )
    told: list[tuple[PageReview, Person]] = []
    # Those below first, so that the page above leads to nothing then.
    for row in _with_page(forgotten.order_by("-page__path")):
        if stays(row.page):
            continue
        try:
            archive(row, by=None, now=now)
        except StillNeeded:
            continue
        told += [(row, person) for person in {*keepers.of(row), row.owner} if person]
    mails.mail_archived(told, now=now)


def _open() -> QuerySet[PageReview]:
    """Pages that somebody is to review."""
    return PageReview.objects.filter(
        archived_at=None, page__live=True, page__institution__isnull=False
    )


def _with_page(rows: QuerySet[PageReview]) -> list[PageReview]:
    return list(rows.select_related("page__institution__parent", "page__municipality", "owner"))


def _mark(rows: Iterable[PageReview], **moment: datetime) -> None:
    PageReview.objects.filter(pk__in=[row.pk for row in rows]).update(**moment)
