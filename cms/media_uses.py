"""Which images and files a published page shows: whoever sees the page sees them."""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model
from wagtail.models import ReferenceIndex

from cms.indexing.changes import tell_of_documents
from cms.models import BasePage, InstitutionDocument, InstitutionImage, LibraryPage, MediaUse

# The ids of an image and of a document, one of them None.
Use = tuple[int | None, int | None]


def write_media_uses(page: BasePage) -> None:
    """Rewrites the uses of a page from its row; a page that is not live uses nothing.

    Files that it links to, or did, are found by whoever sees it now.
    """
    wanted = _read_uses(page) if page.live else set()
    with transaction.atomic(savepoint=False):
        present = {
            (use.image_id, use.document_id): use.pk for use in MediaUse.objects.filter(page=page.pk)
        }
        ended = [pk for use, pk in present.items() if use not in wanted]
        MediaUse.objects.filter(pk__in=ended).delete()
        MediaUse.objects.bulk_create(
            MediaUse(page_id=page.pk, image_id=image_id, document_id=document_id)
            for image_id, document_id in sorted(wanted - present.keys(), key=str)
        )
        linked = {document_id for _, document_id in wanted | present.keys() if document_id}
        if issubclass(page.specific_class, LibraryPage):
            held = InstitutionDocument.objects.filter(folder=page.pk)
            linked |= set(held.values_list("pk", flat=True))
        tell_of_documents(linked)


def find_uses(page: BasePage) -> set[Use]:
    """The uses of a version of a page, which has no row, of files that still exist."""
    extracted = ReferenceIndex._extract_references_from_object(page)
    return _find_there((type_id, object_id) for type_id, object_id, *_path in extracted)


def _read_uses(page: BasePage) -> set[Use]:
    """The uses of a page as it was last saved, when what it refers to was written with it."""
    rows = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(BasePage),
        object_id=str(page.pk),
        to_content_type__in=(_find_type(InstitutionImage), _find_type(InstitutionDocument)),
    )
    return _find_there(rows.values_list("to_content_type", "to_object_id"))


def _find_type(model: type[Model]) -> int:
    return ContentType.objects.get_for_model(model).pk


def _find_there(references: Iterable[tuple[int, str]]) -> set[Use]:
    image_type, document_type = _find_type(InstitutionImage), _find_type(InstitutionDocument)
    found: dict[int, set[int]] = {image_type: set(), document_type: set()}
    for content_type_id, object_id in references:
        if content_type_id in found:
            found[content_type_id].add(int(object_id))
    images = InstitutionImage.objects.filter(pk__in=found[image_type])
    documents = InstitutionDocument.objects.filter(pk__in=found[document_type])
    return {(pk, None) for pk in images.values_list("pk", flat=True)} | {
        (None, pk) for pk in documents.values_list("pk", flat=True)
    }
