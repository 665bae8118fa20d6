"""Which images and files a published page shows: whoever sees the page sees them."""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import ReferenceIndex

from cms.indexing.changes import tell_of_documents
from cms.models import BasePage, InstitutionDocument, InstitutionImage, LibraryPage, MediaUse


def write_media_uses(page: BasePage) -> None:
    """Rewrites the uses of a page from its row; a page that is not live uses nothing.

    Files that it links to, or did, are found by whoever sees it now.
    """
    wanted = find_uses(page.specific) if page.live else set()
    with transaction.atomic():
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


def find_uses(page: BasePage) -> set[tuple[int | None, int | None]]:
    """Pairs of image id and document id, one of them None, for files that still exist."""
    image_type = ContentType.objects.get_for_model(InstitutionImage).pk
    document_type = ContentType.objects.get_for_model(InstitutionDocument).pk
    found: dict[int, set[int]] = {image_type: set(), document_type: set()}
    for content_type_id, object_id, *_path in ReferenceIndex._extract_references_from_object(page):
        if content_type_id in found:
            found[content_type_id].add(int(object_id))
    images = InstitutionImage.objects.filter(pk__in=found[image_type])
    documents = InstitutionDocument.objects.filter(pk__in=found[document_type])
    return {(pk, None) for pk in images.values_list("pk", flat=True)} | {
        (None, pk) for pk in documents.values_list("pk", flat=True)
    }
