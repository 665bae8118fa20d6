"""What is kept for the record: every erasure asks here first."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.db.models.deletion import ProtectedError
from wagtail.models import Revision

from cms.media_uses import find_uses
from cms.models import (
    BasePage,
    Confirmation,
    FormAnswer,
    InstitutionDocument,
    InstitutionImage,
    KeptPage,
)

# The answers that no day of erasure reaches.
ANSWERS_KEPT = Q(page__kept__answers=True)
GUARDED = (Confirmation, FormAnswer, InstitutionDocument, InstitutionImage, Revision)


def find_mark(page_id: int) -> KeptPage | None:
    """Since when, by whom and why a page is kept, or None for one that is not."""
    return KeptPage.objects.select_related("kept_by").filter(page=page_id).first()


def marks_below(page: BasePage) -> QuerySet[KeptPage]:
    """The marks of a page and of all pages below it."""
    return KeptPage.objects.filter(page__path__startswith=page.path)


def are_answers_kept(page_id: int) -> bool:
    """Whether a form's answers stay beyond their day."""
    return KeptPage.objects.filter(page=page_id, answers=True).exists()


def is_file_kept(file: InstitutionDocument | InstitutionImage) -> bool:
    """Whether a page that is kept shows a file, or is the folder it lies in.

    A page that is not published shows nothing to anybody, and has its files all the same.
    """
    kept = KeptPage.objects.filter(page__media_uses__in=file.uses.all())  # type: ignore[union-attr]
    folder_id = getattr(file, "folder_id", None)
    if kept.exists() or KeptPage.objects.filter(page=folder_id).exists():
        return True
    # Few pages are kept and taken down; what they show stands in their own rows alone.
    hidden = BasePage.objects.filter(
        kept__isnull=False,
        live=False,
        municipality__institutions__collection_link__collection=file.collection_id,
    )
    return any(_shows(page.specific, file) for page in hidden)


def refuse_if_kept(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Raises `ProtectedError` before anything of a kept page is deleted, whoever deletes it."""
    if _is_kept(instance):
        message = f"{instance._meta.label} {instance.pk} is kept for the record"
        raise ProtectedError(message, {instance})


def _is_kept(instance: Any) -> bool:
    if isinstance(instance, FormAnswer):
        return are_answers_kept(instance.page_id)
    if isinstance(instance, Confirmation):
        folder = Q(page__librarypage__documents=instance.document_id)
        about = folder if instance.document_id else Q(page=instance.page_id)
        return KeptPage.objects.filter(about).exists()
    if isinstance(instance, Revision):
        page_type = ContentType.objects.get_for_model(BasePage)
        is_of_page = instance.base_content_type_id == page_type.pk
        return is_of_page and KeptPage.objects.filter(page=int(instance.object_id)).exists()
    return is_file_kept(instance)


def _shows(page: BasePage, file: InstitutionDocument | InstitutionImage) -> bool:
    use = (file.pk, None) if isinstance(file, InstitutionImage) else (None, file.pk)
    return use in find_uses(page)
