"""Lets some of the demo's pages be due for review, as they would be after a year."""

from datetime import date, timedelta

from cms.models import ContentPage, PageReview

# The first pages of each institution: one is due soon, and one is what nobody has looked at.
_DUE = (timedelta(days=9), -timedelta(days=20))


def make_reviews(*, today: date) -> None:
    """Gives each institution's first pages a review day near today."""
    seen: dict[int | None, int] = {}
    pages = ContentPage.objects.filter(live=True, institution__isnull=False)
    for page in pages.order_by("institution_id", "pk"):
        number = seen.get(page.institution_id, 0)
        seen[page.institution_id] = number + 1
        if number < len(_DUE):
            PageReview.objects.filter(page=page.pk).update(review_by=today + _DUE[number])
