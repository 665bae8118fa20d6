"""Plain mails: something important or to be confirmed is there, and one reminder."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from cms.confirmation.queries import Duty, list_duties_of_document, list_duties_of_page
from cms.models import BasePage, ConfirmationRequest, InstitutionDocument, LibraryPage, NewsPage
from cms.queries import is_open
from core.access.models import PersonKey, ScopeKey
from core.people.models import Person
from core.tasks.outbox import queue_mail
from core.tasks.queue import Run, enqueue, task

REMINDED_BEFORE = timedelta(days=3)


def announce(page: NewsPage, *, now: datetime) -> None:
    """Has those told by mail whom important news, or news to be confirmed, is for."""
    # In this order: of ordinary news the municipality is not even asked for.
    if not (page.asked or page.important_until) or page.municipality is None:
        return
    enqueue(
        tell_of_news,
        municipality_code=page.municipality.code,
        now=now,
        arguments={"page_id": page.pk, "revision_id": page.live_revision_id},
    )


@task()
def tell_of_news(run: Run, *, page_id: int, revision_id: int | None) -> None:
    """Promises the mails about news that is still there; who has had one gets no second."""
    page = find_open(page_id, now=run.now)
    if page is None or page.live_revision_id != revision_id:
        return
    today = timezone.localdate(run.now)
    if page.asked:
        people, version = _list_missing(page, now=run.now)
    elif page.important_until and page.important_until >= today:
        people, version = _list_readers(page, now=run.now), 0
    else:
        return
    _mail(people, page, occasion=f"news:{page.pk}:{version}", is_reminder=False, now=run.now)


def announce_document(document: InstitutionDocument, *, now: datetime) -> None:
    """Has those told by mail who are to confirm a document in a published folder."""
    folder = document.folder
    if folder is None or folder.municipality is None:
        return
    enqueue(
        tell_of_document,
        municipality_code=folder.municipality.code,
        now=now,
        arguments={"document_id": document.pk},
    )


@task()
def tell_of_document(run: Run, *, document_id: int) -> None:
    """Promises the mails about a document; who has had one about this version gets no second."""
    request = _requests_of_documents(run.now).filter(document=document_id).first()
    if request is not None and request.document is not None:
        occasion = f"document:{document_id}:{request.version}"
        _mail_about_document(request.document, occasion=occasion, is_reminder=False, now=run.now)


def remind_of_document(document: InstitutionDocument, *, occasion: str, now: datetime) -> int:
    """Promises a reminder to those who are missing, and returns to how many."""
    request = ConfirmationRequest.objects.get(document=document)
    occasion = f"{occasion}:document:{document.pk}:{request.version}"
    return _mail_about_document(document, occasion=occasion, is_reminder=True, now=now)


@task()
def remind_of_due(run: Run) -> None:
    """Reminds once, three days before the day by which news is to be confirmed."""
    due = timezone.localdate(run.now) + REMINDED_BEFORE
    pages = NewsPage.objects.exclude(asked="").filter(
        is_open(run.now), confirm_by__lte=due, confirm_by__gte=timezone.localdate(run.now)
    )
    for page in pages.select_related("municipality"):
        remind(page, occasion="due", now=run.now)
    requests = _requests_of_documents(run.now).filter(
        due_on__lte=due, due_on__gte=timezone.localdate(run.now)
    )
    for request in requests:
        if request.document is not None:
            remind_of_document(request.document, occasion="due", now=run.now)


def remind(page: NewsPage, *, occasion: str, now: datetime) -> int:
    """Promises a reminder to those who are missing, and returns to how many."""
    people, version = _list_missing(page, now=now)
    occasion = f"{occasion}:{page.pk}:{version}"
    return _mail(people, page, occasion=occasion, is_reminder=True, now=now)


def find_open(page_id: int, *, now: datetime) -> NewsPage | None:
    """News that is out at a moment."""
    pages = NewsPage.objects.filter(is_open(now), pk=page_id)
    return pages.select_related("municipality").first()


def _requests_of_documents(now: datetime) -> QuerySet[ConfirmationRequest]:
    """What documents ask whose folder is out at a moment."""
    folders = LibraryPage.objects.filter(is_open(now)).values("pk")
    requests = ConfirmationRequest.objects.filter(document__folder__in=folders)
    return requests.select_related("document__folder__municipality")


def _mail_about_document(
    document: InstitutionDocument, *, occasion: str, is_reminder: bool, now: datetime
) -> int:
    """The mail leads to the folder: the file's own address would only open it."""
    if document.folder is None:
        return 0
    duties = list_duties_of_document(document.pk, on=timezone.localdate(now))
    people = _list_reachable_of(duties)
    return _mail(
        people, document.folder, occasion=occasion, is_reminder=is_reminder, now=now, is_asked=True
    )


def _list_missing(page: NewsPage, *, now: datetime) -> tuple[list[Person], int]:
    """Who is missing and can be reached, and the version that they are asked about."""
    duties = list_duties_of_page(page.pk, on=timezone.localdate(now))
    return _list_reachable_of(duties), duties[0].version if duties else 0


def _list_reachable_of(duties: Iterable[Duty]) -> list[Person]:
    missing = {duty.person_id for duty in duties if duty.is_open}
    return list(_reachable().filter(pk__in=missing).order_by("pk"))


def _list_readers(page: NewsPage, *, now: datetime) -> list[Person]:
    today = timezone.localdate(now)
    keys = ScopeKey.objects.filter(scope_id=page.scope_id).values("key")
    held = PersonKey.objects.filter(key__in=keys, starts_on__lte=today, ends_on__gte=today)
    return list(_reachable().filter(pk__in=held.values("person")).order_by("pk"))


def _reachable() -> QuerySet[Person]:
    return Person.objects.filter(is_active=True, wants_mail=True).exclude(email="")


def _mail(
    people: Iterable[Person],
    page: BasePage,
    *,
    occasion: str,
    is_reminder: bool,
    now: datetime,
    is_asked: bool | None = None,
) -> int:
    """Each in the language of who gets it; nothing of the news, nor of anybody, stands in it."""
    count = 0
    asks = bool(getattr(page, "asked", "")) if is_asked is None else is_asked
    for person in people:
        with override(person.language):
            subject, body = _write(page, is_reminder=is_reminder, is_asked=asks)
        queue_mail(
            occasion=occasion,
            municipality_code=page.municipality.code if page.municipality else "",
            subject=subject,
            body=body,
            person_id=person.pk,
            now=now,
        )
        count += 1
    return count


def _write(page: BasePage, *, is_reminder: bool, is_asked: bool) -> tuple[str, str]:
    address = f"{settings.WAGTAILADMIN_BASE_URL}/side/{page.pk}/"
    if is_reminder:
        subject = _("A reminder: there is something that you are to confirm")
    elif is_asked:
        subject = _("There is something that you are to read and confirm")
    else:
        subject = _("There is important news for you")
    body = _(
        "Log in to read it:\n%(address)s\n\n"
        "You choose under “Your information” whether you get such mails."
    ) % {"address": address}
    return subject, body
