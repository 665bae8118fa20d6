"""Putting documents into folders, in their order, and new files in the place of old ones."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from cms.confirmation.mails import announce_document
from cms.confirmation.operations import ask_about_document, stop_asking_about
from cms.library.titles import make_title
from cms.models import (
    ConfirmationMode,
    ConfirmationRequest,
    DocumentVersion,
    InstitutionCollection,
    InstitutionDocument,
    LibraryPage,
    bump_counters,
)
from core.people.models import Person
from themes.templatetags.themes_dates import file_size


@dataclass(frozen=True, kw_only=True)
class Refused:
    """A file that was not put into the folder, and why, in the words of the screen."""

    name: str
    reason: str


def add_documents(
    folder: LibraryPage, files: Iterable[UploadedFile], *, editor: Person
) -> tuple[list[InstitutionDocument], list[Refused]]:
    """Puts files last in a folder; one that is refused does not stop the others."""
    link = InstitutionCollection.objects.get(institution=folder.institution_id)
    place = _find_last_position(folder) + 1
    added: list[InstitutionDocument] = []
    refused: list[Refused] = []
    for file in files:
        document = InstitutionDocument(
            title=make_title(file.name or ""),
            file=file,
            folder=folder,
            collection=link.collection,
            position=place + len(added),
            uploaded_by_user=editor,
        )
        try:
            check_file(document, file)
        except ValidationError as error:
            refused.append(Refused(name=file.name or "", reason=" ".join(error.messages)))
            continue
        document.save()
        added.append(document)
    bump_counters([folder.institution_id] if added else [])
    return added, refused


def check_file(document: InstitutionDocument, file: UploadedFile) -> None:
    """Raises `ValidationError` for a file that is too big or is not what its name says."""
    if (file.size or 0) > settings.WAGTAILDOCS_MAX_UPLOAD_SIZE:
        message = _("The file is %(size)s. You can put up files of up to %(most)s.") % {
            "size": file_size(file.size or 0),
            "most": file_size(settings.WAGTAILDOCS_MAX_UPLOAD_SIZE),
        }
        raise ValidationError({"file": message})
    document.clean()


@transaction.atomic
def replace_file(
    document: InstitutionDocument,
    file: UploadedFile,
    *,
    editor: Person,
    now: datetime,
    is_major: bool = False,
) -> None:
    """Puts a new file in the place of the old one, which is kept; the address stays.

    After a major change who has confirmed the document is asked again.

    Raises `ValidationError` for a file that is refused.
    """
    stored = InstitutionDocument.objects.select_for_update().get(pk=document.pk)
    keep_version(stored, editor=editor, now=now)
    stored.file = file
    check_file(stored, file)
    stored.save()
    asked = ConfirmationRequest.objects.filter(document=stored).first()
    if asked is not None and is_major:
        ask_about_document(
            stored.pk, mode=ConfirmationMode(asked.mode), due_on=asked.due_on, major=True
        )
        announce_document(stored, now=now)
    note_change(stored)


def ask_about(
    document: InstitutionDocument,
    *,
    mode: ConfirmationMode | None,
    due_on: date | None,
    now: datetime,
) -> None:
    """Asks those whom the folder is for to confirm a document, and tells them; `None` stops."""
    with transaction.atomic():
        if mode is None:
            stop_asking_about(document.pk)
        else:
            ask_about_document(document.pk, mode=mode, due_on=due_on, major=False)
            announce_document(document, now=now)
        note_change(document)


def keep_version(document: InstitutionDocument, *, editor: Any, now: datetime) -> None:
    """Keeps the file that a document has, as the newest of its old ones."""
    stored = InstitutionDocument.objects.get(pk=document.pk)
    DocumentVersion.objects.create(
        document=stored,
        # The stored file itself, which no longer belongs to the document.
        file=stored.file.name,
        file_size=stored.file_size,
        replaced_at=now,
        replaced_by=editor,
    )


@transaction.atomic
def move_document(document: InstitutionDocument, *, up: bool) -> None:
    """Lets a document change places with the one above or below it in its folder."""
    files = InstitutionDocument.objects.filter(folder=document.folder_id).select_for_update()
    ordered = list(files.order_by("position", "title", "pk"))
    at = next(number for number, item in enumerate(ordered) if item.pk == document.pk)
    other = at - 1 if up else at + 1
    if not 0 <= other < len(ordered):
        return
    ordered[at], ordered[other] = ordered[other], ordered[at]
    for position, item in enumerate(ordered):
        item.position = position
    InstitutionDocument.objects.bulk_update(ordered, ["position"])
    note_change(document)


def change_document(document: InstitutionDocument, *, title: str, folder: LibraryPage) -> None:
    """Gives a document another title, or another folder, where it comes last."""
    if document.folder_id != folder.pk:
        document.position = _find_last_position(folder) + 1
    document.title, document.folder = title, folder
    document.save()
    note_change(document)


def delete_document(document: InstitutionDocument) -> None:
    """Removes a document with all the files that it has had."""
    note_change(document)
    document.delete()


def note_change(document: InstitutionDocument) -> None:
    """Asks browsers anew for the pages that list or link to a document."""
    folder = document.folder
    pages = document.uses.values_list("page__institution_id", flat=True)  # type: ignore[attr-defined]
    bump_counters([folder.institution_id if folder else None, *pages])


def _find_last_position(folder: LibraryPage) -> int:
    own = InstitutionDocument.objects.filter(folder=folder).order_by("-position")
    return own.values_list("position", flat=True).first() or 0
