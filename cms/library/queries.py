"""The folders and documents that somebody may change in the portal's own pages."""

from typing import Any

from cms.editing.naming import read_ids
from cms.editing.queries import folders_for, media_for
from cms.models import ConfirmationRequest, DocumentVersion, InstitutionDocument, LibraryPage


def find_own_folder(user: Any, page_id: int) -> LibraryPage | None:
    """A folder that somebody may put files into."""
    if read_ids([str(page_id)]) is None:
        return None
    folder: LibraryPage | None = folders_for(user).filter(pk=page_id).first()
    return folder


def find_own_document(user: Any, document_id: int) -> InstitutionDocument | None:
    """A document in a folder that somebody may put files into."""
    if read_ids([str(document_id)]) is None:
        return None
    own = media_for(user, InstitutionDocument, {"change"}).filter(
        pk=document_id, folder__in=folders_for(user).order_by().values("pk")
    )
    document: InstitutionDocument | None = own.select_related("folder").first()
    return document


def find_request(document: InstitutionDocument) -> ConfirmationRequest | None:
    """What a document asks of its readers, if it asks."""
    return ConfirmationRequest.objects.filter(document=document).first()


def list_documents(folder: LibraryPage) -> list[InstitutionDocument]:
    """A folder's documents in their order, for those who may change it."""
    files = InstitutionDocument.objects.filter(folder=folder)
    return list(files.order_by("position", "title", "pk"))


def list_versions(document: InstitutionDocument) -> list[DocumentVersion]:
    """The files that a document had before, newest first, with who replaced them."""
    return list(DocumentVersion.objects.filter(document=document).select_related("replaced_by"))


def find_version(document: InstitutionDocument, version_id: int) -> DocumentVersion | None:
    """One of the files that a document had before."""
    if read_ids([str(version_id)]) is None:
        return None
    return DocumentVersion.objects.filter(document=document, pk=version_id).first()
