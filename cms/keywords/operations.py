"""Writing a published page's keywords into rows."""

from django.db import transaction

from cms.keywords.words import describe_words
from cms.models import BasePage, PageKeyword


def write_keywords(page: BasePage) -> None:
    """Puts a page's keywords as it is published in the place of those before."""
    text = getattr(page, "keywords", None)
    if text is None:
        return
    shown = page.live and page.institution_id is not None
    with transaction.atomic():
        PageKeyword.objects.filter(page_id=page.pk).delete()
        PageKeyword.objects.bulk_create(
            PageKeyword(page_id=page.pk, institution_id=page.institution_id, **item)
            for item in (describe_words(text) if shown else ())
        )
