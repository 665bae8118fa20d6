"""What a report is about: news, or a document in a folder."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from cms.confirmation import mails
from cms.confirmation.report import Report, make_report
from cms.editing.naming import read_ids
from cms.editing.queries import pages_for
from cms.models import (
    BasePage,
    Confirmation,
    ConfirmationRequest,
    InstitutionDocument,
    LibraryPage,
    NewsPage,
)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """News that asks, or a document with its folder's page."""

    page: BasePage
    document: InstitutionDocument | None
    title: str
    mode: str
    due_on: date | None

    @property
    def document_id(self) -> int | None:
        return self.document.pk if self.document else None

    @property
    def log_as(self) -> tuple[str, int]:
        """The kind and number by which the log names it."""
        if self.document:
            return InstitutionDocument._meta.label_lower, self.document.pk
        return Confirmation._meta.label_lower, self.page.pk

    @property
    def file_name(self) -> str:
        """What its spreadsheet is called, without an ending."""
        if self.document:
            return f"kvitteringer-dokument-{self.document.pk}"
        return f"kvitteringer-{self.page.pk}"

    def address(self, route: str, *args: int) -> str:
        """One of the report's addresses."""
        if self.document:
            return reverse(f"{route}_of_document", args=[self.document.pk, *args])
        return reverse(route, args=[self.page.pk, *args])

    def report(self, *, on: date) -> Report:
        """Who has confirmed and who is missing."""
        return make_report(self.page, on=on, document_id=self.document_id)

    def remind(self, *, occasion: str, now: datetime) -> int:
        """Promises a reminder to who is missing, and returns to how many."""
        if self.document:
            return mails.remind_of_document(self.document, occasion=occasion, now=now)
        return mails.remind(self.page, occasion=occasion, now=now)  # type: ignore[arg-type]

    def breadcrumbs(self) -> list[dict[str, str]]:
        """The way to the report."""
        return [
            {"title": _("Home"), "url": reverse("home")},
            {"title": self.page.title, "url": self.page.get_url()},
            {"title": _("Who has confirmed?"), "url": ""},
        ]


def find_news_asked(user: Any, page_id: int) -> Asked | None:
    """News that asks and that somebody may change."""
    if read_ids([str(page_id)]) is None:
        return None
    pages = pages_for(user, {"change"}, model=NewsPage).exclude(asked="")
    found = pages.select_related("institution__municipality", "municipality")
    page = found.filter(pk=page_id, live=True).first()
    if page is None:
        return None
    return Asked(
        page=page,
        document=None,
        title=page.title,
        mode=str(page.get_asked_display()),
        due_on=page.confirm_by,
    )


def find_document_asked(user: Any, document_id: int) -> Asked | None:
    """A document that asks, in a published folder that somebody may change."""
    # By the document's own number, of which one that is too great for the database is no error.
    documents = InstitutionDocument.objects.filter(confirmation_request__isnull=False)
    document = documents.select_related("confirmation_request").filter(pk=document_id).first()
    if document is None:
        return None
    request: ConfirmationRequest = document.confirmation_request  # type: ignore[attr-defined]
    folders = pages_for(user, {"change"}, model=LibraryPage)
    found = folders.select_related("institution__municipality", "municipality")
    folder = found.filter(pk=document.folder_id, live=True).first()
    if folder is None:
        return None
    return Asked(
        page=folder,
        document=document,
        title=document.title,
        mode=str(request.get_mode_display()),
        due_on=request.due_on,
    )
