"""Mails about pages that somebody is to look at: how many, and where; never which or whose."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from cms.models import PageReview
from core.people.models import Person
from core.tasks.outbox import queue_mail

# Which page goes into whose mail.
Told = Iterable[tuple[PageReview, Person]]


def mail_reminders(told: Told, *, now: datetime) -> int:
    """Reminds owners of pages that are to be reviewed within two weeks."""
    return _mail(
        told,
        occasion="review-due",
        now=now,
        words=lambda count: ngettext(
            "A page is to be reviewed", "%(count)d pages are to be reviewed", count
        ),
    )


def mail_new_owners(told: Told, *, now: datetime) -> int:
    """Tells those who have become the owners of pages."""
    return _mail(
        told,
        occasion="review-owner",
        now=now,
        words=lambda count: ngettext(
            "You have become the owner of a page",
            "You have become the owner of %(count)d pages",
            count,
        ),
    )


def mail_overdue(told: Told, *, now: datetime) -> int:
    """Tells those who look after an institution's pages of what nobody has reviewed."""
    return _mail(
        told,
        occasion="review-overdue",
        now=now,
        words=lambda count: ngettext(
            "A page has not been reviewed", "%(count)d pages have not been reviewed", count
        ),
    )


def mail_archived(told: Told, *, now: datetime) -> int:
    """Tells of pages that have been archived since nobody reviewed them."""
    return _mail(
        told,
        occasion="review-archived",
        now=now,
        words=lambda count: ngettext(
            "A page has been archived", "%(count)d pages have been archived", count
        ),
    )


def _mail(told: Told, *, occasion: str, now: datetime, words: Callable[[int], str]) -> int:
    """One mail to each person and municipality, however many pages it is about."""
    address = settings.WAGTAILADMIN_BASE_URL + reverse("reviews")
    gathered: dict[tuple[int, str], set[int]] = defaultdict(set)
    people: dict[int, Person] = {}
    for review, person in told:
        municipality = review.page.municipality
        if person.is_active and person.email and municipality is not None:
            people[person.pk] = person
            gathered[person.pk, municipality.code].add(review.page_id)
    day = timezone.localdate(now).isoformat()
    for (person_id, code), pages in sorted(gathered.items()):
        with override(people[person_id].language):
            subject = words(len(pages)) % {"count": len(pages)}
            lead = _("You see which, and what you can do, here:")
        queue_mail(
            # The first page tells two rounds of one day apart.
            occasion=f"{occasion}:{code}:{day}:{min(pages)}",
            municipality_code=code,
            subject=subject,
            body=f"{lead}\n{address}\n",
            now=now,
            person_id=person_id,
        )
    return len(gathered)
