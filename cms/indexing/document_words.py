"""Reading the words of a document's file after the request, in a process that may be ended."""

import subprocess  # noqa: TID251 - ends a reader that does not end itself
import sys
from datetime import timedelta
from pathlib import Path

import structlog
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cms.indexing.changes import tell_of_documents
from cms.indexing.file_words import READABLE
from cms.models import DocumentText, InstitutionCollection, InstitutionDocument
from core.tasks.queue import INSTALLATION, Run, enqueue, task

SECONDS = 90
log = structlog.get_logger(__name__)


def read_words_later(document: InstitutionDocument) -> None:
    """Forgets the words of a document's old file, and has those of the new one read."""
    if DocumentText.objects.filter(document=document).exists():
        tell_of_documents([document.pk])
    if _find_ending(document) not in READABLE:
        return
    links = InstitutionCollection.objects.filter(collection=document.collection_id)
    code = links.values_list("institution__municipality__code", flat=True).first()
    enqueue(
        read_words,
        municipality_code=code or INSTALLATION,
        now=timezone.now(),
        arguments={"document_id": document.pk},
    )


# It runs long and writes little, and does the same when it runs twice.
@task(atomic=False, lease=timedelta(minutes=5))
def read_words(run: Run, *, document_id: int) -> None:
    """Reads a document's file and lets it be found by its words; a broken file has none."""
    document = InstitutionDocument.objects.filter(pk=document_id).first()
    if document is None:
        return
    text = _read(document)
    with transaction.atomic():
        # Meanwhile the document may have got another file, whose own turn comes.
        same = InstitutionDocument.objects.filter(pk=document_id, file_hash=document.file_hash)
        if not same.select_for_update().exists():
            return
        DocumentText.objects.update_or_create(
            document_id=document_id, defaults={"file_hash": document.file_hash, "text": text}
        )
        tell_of_documents([document_id])


def _read(document: InstitutionDocument) -> str:
    command = [sys.executable, "-m", "cms.indexing.file_words", _find_ending(document)]
    try:
        with document.file.open("rb") as file:
            done = subprocess.run(  # noqa: S603 - a command of our own
                command,
                input=file.read(),
                capture_output=True,
                timeout=SECONDS,
                cwd=settings.BASE_DIR,
                check=True,
            )
    except (subprocess.SubprocessError, OSError) as error:
        # By number and kind of error alone: what the parser says may quote the file.
        log.warning("file without words", document_id=document.pk, error=type(error).__name__)
        return ""
    return done.stdout.decode(errors="ignore")


def _find_ending(document: InstitutionDocument) -> str:
    return Path(document.filename).suffix.lstrip(".").lower()
