"""What the templates get of a page that somebody answers for."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils import timezone

from cms.models import BrokenLink, PageReview


def describe_review(review: PageReview, *, today: date) -> dict[str, Any]:
    """A page in a list, with its owner and its day."""
    page, institution = review.page, review.page.institution
    return {
        "title": page.title,
        "place": institution.name if institution else "",
        "owner": review.owner.get_full_name() if review.owner else "",
        "review_by": review.review_by,
        "is_overdue": bool(review.review_by and review.review_by < today),
        "reviewed_on": timezone.localdate(review.reviewed_at) if review.reviewed_at else None,
        "archived_on": timezone.localdate(review.archived_at) if review.archived_at else None,
        "url": reverse("review_page", args=[page.pk]),
        "restore_url": reverse("restore_page", args=[page.pk]),
    }


def describe_broken_links(links: Iterable[BrokenLink]) -> list[dict[str, Any]]:
    """The pages with links that do not work, in their order, each with its links."""
    pages = []
    for page, found in groupby(links, key=lambda link: link.page):
        pages.append(
            {
                "title": page.title,
                "place": page.institution.name if page.institution else "",
                "edit_url": reverse("wagtailadmin_pages:edit", args=[page.pk]),
                "links": [
                    {"text": link.text, "words": link.get_reason_display()} for link in found
                ],
            }
        )
    return pages
