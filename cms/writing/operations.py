"""Writing news, taking it down and putting it back: through the doors that the editor uses."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.log_actions import log

from cms.homes import find_free_slug
from cms.models import BasePage, EventPage, InstitutionCollection, InstitutionImage, NewsPage
from cms.writing.plain_text import make_html, make_summary
from core.access.audiences import Audience
from core.days import end_of
from core.people.models import Institution, Person


@dataclass(frozen=True, kw_only=True)
class Written:
    """News as it was filled in; `until` is the last day on which it is shown."""

    title: str
    text: str
    audience: Audience
    image: InstitutionImage | None = None
    description: str = ""
    decorative: bool = False
    until: date | None = None


def fill_page(page: NewsPage, written: Written) -> NewsPage:
    """Puts what was written into a page that is not saved yet."""
    page.title = page.draft_title = written.title
    page.summary = make_summary(written.text)
    body: list[tuple[str, Any]] = [("text", make_html(written.text))]
    if written.image is not None:
        image = written.image
        image.contextual_alt_text = "" if written.decorative else written.description
        image.decorative = written.decorative
        body.insert(0, ("image", image))
    page.body = body
    page.own_audience = list(written.audience)
    page.expire_at = find_end(written.until)
    return page


@transaction.atomic
def save_draft(page: BasePage, *, below: BasePage | None, author: Person, slug: str = "") -> None:
    """Saves what was written as a draft: below a place if it is new, else as its next version.

    With a `slug`, that alone is its address: raises `ValidationError` where it is taken.
    """
    if below is not None:
        page.slug = slug or find_free_slug(below, page.title)
        page.live, page.owner = False, author
        page.has_unpublished_changes = True
        BasePage.objects.get(pk=below.pk).add_child(instance=page)
        log(instance=page, action="wagtail.create", user=author, content_changed=True)
    page.save_revision(user=author, log_action=below is None)


def keep_picture(
    picture: UploadedFile,
    *,
    title: str,
    description: str,
    institution: Institution | None,
    author: Person,
) -> InstitutionImage | None:
    """Keeps a picture among those of an institution; None where it has no place for them."""
    link = InstitutionCollection.objects.filter(institution=institution).first()
    if link is None:
        return None
    image = InstitutionImage(
        title=title,
        description=description,
        file=picture,
        collection=link.collection,
        uploaded_by_user=author,
    )
    image.save()
    return image


def publish_page(page: BasePage, *, author: Person) -> None:
    """Publishes the latest version; raises `PermissionDenied` unless its author may."""
    page.get_latest_revision().publish(user=author)


def ask_for_approval(page: BasePage, *, author: Person) -> None:
    """Sends the latest version to those who may publish in the institution."""
    page.get_workflow().start(page, author)


@dataclass(frozen=True, kw_only=True)
class WrittenEvent:
    """An event as it was filled in: without hours it lasts all day, without a last day one day."""

    title: str
    audience: Audience
    starts_on: date
    ends_on: date | None = None
    starts_at: time | None = None
    ends_at: time | None = None
    hours_each_day: bool = False
    location: str = ""
    is_closing_day: bool = False
    repeats: str = ""
    repeats_until: date | None = None
    skips: str = ""
    text: str = ""


# The fields of an event that a form fills in as they are.
EVENT_FIELDS = (
    *("starts_on", "ends_on", "starts_at", "ends_at", "hours_each_day"),
    *("location", "is_closing_day"),
    *("repeats", "repeats_until", "skips"),
)


def fill_event(page: EventPage, written: WrittenEvent) -> EventPage:
    """Puts what was written into an event that is not saved yet."""
    page.title = page.draft_title = written.title
    page.summary = make_summary(written.text)
    page.body = [("text", make_html(written.text))] if written.text.strip() else []
    for name in EVENT_FIELDS:
        setattr(page, name, getattr(written, name))
    page.own_audience = list(written.audience)
    return page


@transaction.atomic
def publish_events(written: Iterable[WrittenEvent], *, below: BasePage, author: Person) -> None:
    """Makes and publishes events below a place, all of them or none.

    Raises `PermissionDenied` unless their author may.
    """
    for event in written:
        page = fill_event(EventPage(), event)
        save_draft(page, below=below, author=author)
        publish_page(page, author=author)


def take_down(page: BasePage, *, author: Person) -> None:
    """Shows a page to nobody any more, at once; its text stays as a draft."""
    UnpublishPageAction(page.specific, user=author).execute()


def put_back(page: BasePage, *, author: Person) -> None:
    """Publishes the latest version of a page that was taken down."""
    page.specific.get_latest_revision().publish(user=author)


def find_end(until: date | None) -> datetime | None:
    """The midnight after the last day."""
    return end_of(until) if until else None
