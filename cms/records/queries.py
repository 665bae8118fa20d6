"""Reading all that a page's file for the case system holds, as its editor may see it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from wagtail.models import PageLogEntry, Revision

from cms.audience.queries import audience_in_force
from cms.audience.words import describe_audience
from cms.confirmation.report import Line, Report, make_report
from cms.editing.queries import pages_for
from cms.media_uses import find_uses
from cms.models import (
    BasePage,
    Confirmation,
    ConfirmationMode,
    InstitutionDocument,
    LibraryPage,
    NewsPage,
)
from cms.queries import documents_visible_to, images_visible_to
from cms.records.facts import (
    AnswerFacts,
    AttachmentFacts,
    AudienceFacts,
    ConfirmationFacts,
    GroupFacts,
    LineFacts,
    PageFacts,
    Record,
    ReplyFacts,
    VersionFacts,
)
from cms.records.text import read_text
from core.access.keys import PUBLIC
from core.access.viewer import Viewer
from core.people.models import Person

# What is more in all is named, and stays in the portal: a case system takes no file of gigabytes.
MOST_BYTES = 60 * 1024 * 1024
PUBLISHED = "wagtail.publish"


@dataclass(frozen=True, kw_only=True)
class Bundle:
    """The facts, and the files that belong to them by their names inside the PDF."""

    record: Record
    files: dict[str, Any]


def find_page_to_keep(user: Any, page_id: int) -> BasePage | None:
    """A page that somebody may change, which takes a right at its institution."""
    pages = pages_for(user, {"change"}).select_related("institution", "municipality")
    page: BasePage | None = pages.filter(pk=page_id).first()
    return page.specific if page else None


def read_bundle(page: BasePage, *, editor: Person, viewer: Viewer) -> Bundle:
    """All about a page at the viewer's moment; `editor` is the one who may change it."""
    files, attachments, hidden = _read_files(page, viewer)
    record = Record(
        made_at=viewer.now,
        made_by=editor.get_full_name(),
        page=_read_page(page),
        audience=_read_audience(page, on=viewer.today),
        versions=tuple(_list_versions(page)),
        confirmations=_read_confirmations(page, on=viewer.today),
        attachments=attachments,
        hidden_files=hidden,
    )
    return Bundle(record=record, files=files)


def _read_page(page: BasePage) -> PageFacts:
    institution, municipality = page.institution, page.municipality
    return PageFacts(
        id=page.pk,
        kind=str(page.get_verbose_name()),
        title=page.title,
        address=page.full_url or "",
        institution=institution.name if institution else "",
        institution_key=institution.key if institution else "",
        municipality=municipality.name if municipality else "",
        municipality_code=municipality.code if municipality else "",
        is_live=page.live,
        first_published_at=page.first_published_at,
        last_published_at=page.last_published_at,
        expires_at=page.expire_at,
        text=read_text(page),
    )


def _read_audience(page: BasePage, *, on: date) -> AudienceFacts:
    keys = audience_in_force(page)
    said = describe_audience(keys, on=on)
    return AudienceFacts(words=said.words, people=said.count, is_public=PUBLIC in keys)


def _list_versions(page: BasePage) -> Iterable[VersionFacts]:
    """Oldest first; the log knows when each was published, also those that are not any more."""
    log = PageLogEntry.objects.filter(page=page.pk, action=PUBLISHED).order_by("timestamp")
    published = dict(log.values_list("revision_id", "timestamp"))
    rows = Revision.objects.for_instance(page).select_related("user").order_by("created_at", "pk")
    for row in rows:
        yield VersionFacts(
            id=row.pk,
            title=row.object_str,
            saved_at=row.created_at,
            saved_by=row.user.get_full_name() if row.user else "",
            published_at=published.get(row.pk),
            is_in_force=page.live and row.pk == page.live_revision_id,
        )


def _read_confirmations(page: BasePage, *, on: date) -> ConfirmationFacts | None:
    answers = tuple(_list_answers(page))
    asked = page.asked if isinstance(page, NewsPage) else ""
    if not asked and not answers:
        return None
    report = make_report(page, on=on) if asked else Report(groups=[])
    return ConfirmationFacts(
        mode=str(ConfirmationMode(asked).label) if asked else "",
        due_on=page.confirm_by if asked and isinstance(page, NewsPage) else None,
        confirmed=report.confirmed,
        missing=report.missing,
        groups=tuple(
            GroupFacts(group=name, lines=tuple(map(_make_line, lines)))
            for name, lines in report.groups
        ),
        answers=answers,
    )


def _make_line(line: Line) -> LineFacts:
    replies = tuple(
        ReplyFacts(
            name=reply.name,
            is_missing=reply.is_open,
            confirmed_at=reply.confirmed_at,
            method=reply.method,
            reason=reply.reason,
        )
        for reply in line.replies
    )
    return LineFacts(whom=line.whom, is_missing=line.is_missing, replies=replies)


def _list_answers(page: BasePage) -> Iterable[AnswerFacts]:
    about = Q(page=page.pk) | Q(document__folder=page.pk)
    rows = Confirmation.objects.filter(about).order_by("confirmed_at", "pk")
    for row in rows.select_related("person", "child", "entered_by"):
        yield AnswerFacts(
            version=row.version,
            title=row.page_title,
            mode=str(row.get_mode_display()),
            person=row.person.get_full_name(),
            child=row.child.get_full_name() if row.child else "",
            confirmed_at=row.confirmed_at,
            method=str(row.get_method_display()),
            reason=row.reason,
            entered_by=row.entered_by.get_full_name() if row.entered_by else "",
        )


def _read_files(
    page: BasePage, viewer: Viewer
) -> tuple[dict[str, Any], tuple[AttachmentFacts, ...], int]:
    """The files by name, what is said of each, and how many the viewer may not see."""
    uses = find_uses(page)
    image_ids = {image_id for image_id, _document_id in uses if image_id}
    document_ids = {document_id for _image_id, document_id in uses if document_id}
    if isinstance(page, LibraryPage):
        inside = InstitutionDocument.objects.filter(folder=page.pk)
        document_ids |= set(inside.values_list("pk", flat=True))
    documents = documents_visible_to(viewer).filter(pk__in=document_ids).order_by("title", "pk")
    images = images_visible_to(viewer).filter(pk__in=image_ids).order_by("title", "pk")
    found: list[Any] = [*documents, *images]
    files: dict[str, Any] = {}
    facts, room = [], MOST_BYTES
    for number, item in enumerate(found, start=1):
        size = item.file_size or 0
        fits = size <= room and item.file.storage.exists(item.file.name)
        # The number keeps two files of one name apart, and in the order of the list.
        name = f"{number:02}-{item.filename}" if fits else ""
        if fits:
            files[name], room = item.file, room - size
        facts.append(
            AttachmentFacts(title=item.title, file_name=name, size=size, sha1=item.file_hash)
        )
    return files, tuple(facts), len(image_ids) + len(document_ids) - len(found)
