"""Writing a published page's keywords into rows."""

from django.db import transaction

from cms.keywords.words import describe_words
from cms.models import BasePage, PageKeyword


def write_keywords(page: BasePage) -> None:
    """Puts a page's keywords as it is published in the place of those before."""
    text = getattr(page, "keywords", None)
    if text is None:
        return
    with transaction.atomic(savepoint=False):
        PageKeyword.objects.filter(page_id=page.pk).delete()
        PageKeyword.objects.bulk_create(
            PageKeyword(page_id=page.pk, **item)
            for item in (describe_words(text) if page.live else ())
        )
