"""Puts the demo's texts and files where editors would have put them."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from itertools import chain, count
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.html import escape, format_html_join
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Revision

from cms.demo.audiences import Places
from cms.demo.pictures import find_image
from cms.demo.rights import find_author
from cms.legal.operations import choose_publication
from cms.library.operations import keep_version
from cms.models import (
    BasePage,
    ContentPage,
    FooterPages,
    InstitutionDocument,
    LibraryPage,
    NewsPage,
)
from cms.slugs import make_slug
from core.people.models import Municipality, Person
from sandbox.content.catalogue import Dated, write_file
from sandbox.content.connections import KEYWORDS, RELATED
from sandbox.content.dates import find_coming
from sandbox.content.legal import OF_THE_LAW
from sandbox.content.pictures.album import OF_HOMES, OF_TEXTS
from sandbox.content.records import (
    Article,
    Document,
    Folder,
    Introduction,
    LegalPages,
    News,
    Page,
)
from sandbox.content.texts import Block, read_blocks

_FRIDAY = 4
_A_YEAR = timedelta(days=365)
_JUST_BEFORE = timedelta(minutes=10)
Body = list[tuple[str, Any]]


class PageMaker:
    """Makes pages by their keys; a page below another one is made after it."""

    def __init__(self, places: Places, *, now: datetime) -> None:
        self._places = places
        self._now = now
        self._made: dict[str, BasePage] = {}

    def make_pages(self, pages: Iterable[Dated[Page]]) -> None:
        for item in pages:
            self._made[item.text.key] = self._make(item, self._make_content_page(item.text))

    def make_news(self, news: Iterable[Dated[News]]) -> None:
        for item in news:
            self._make(item, self._make_news_page(item.text))

    def make_folders(self, folders: Iterable[Folder]) -> None:
        """Makes folders with the first moment of their place as theirs."""
        for folder in folders:
            page = LibraryPage(title=folder.title, own_audience=self._keys(folder))
            parent = self._made.get(folder.below) or self._find_library(folder.place)
            author = find_author("", self._places.find_institution(folder.place))
            add_page(parent, page, author=author, moment=self._now)
            self._made[folder.key] = page

    def make_introductions(self, introductions: Iterable[Introduction]) -> None:
        for item in introductions:
            home = self._places.find_home(item.place)
            author = find_author("", self._places.find_institution(item.place))
            picture = self._make_picture(OF_HOMES.get(item.place), item.place)
            home.body = [*picture, *make_body(read_blocks(item.body))]  # type: ignore[attr-defined]
            publish_page(home, author=author)

    def make_footer(self, sets: Iterable[LegalPages]) -> None:
        """Points each municipality's footer at its pages."""
        for item in sets:
            FooterPages.objects.update_or_create(
                municipality=Municipality.objects.get(code=item.municipality),
                defaults={
                    "accessibility": self._made[item.accessibility],
                    "privacy": self._made[item.privacy],
                    "cookies": self._made[item.cookies],
                },
            )

    def make_documents(self, documents: Iterable[Dated[Document]]) -> None:
        for position, item in enumerate(documents):
            folder = self._made[item.text.folder]
            moment = self._find_moment(item)
            name = f"{make_slug(item.text.title)}.{item.text.kind}"
            assert folder.institution is not None  # noqa: S101 - every folder has a place
            document = InstitutionDocument(
                title=item.text.title,
                file=ContentFile(write_file(item.text), name=name),
                folder=folder,
                position=position,
                collection=folder.institution.collection_link.collection,
                uploaded_by_user=find_author("", folder.institution),
            )
            document.save()
            InstitutionDocument.objects.filter(pk=document.pk).update(created_at=moment)
            if item.text.key in OF_THE_LAW:
                code = OF_THE_LAW[item.text.key]
                choose_publication(folder.institution, code, document=document)
            if position == 0:
                self._replace(document, item, moment=moment)

    def _replace(
        self, document: InstitutionDocument, item: Dated[Document], *, moment: datetime
    ) -> None:
        """Gives a document an earlier file, as if a mistake in it had been mended."""
        name = document.filename
        keep_version(document, editor=document.uploaded_by_user, now=moment + timedelta(days=2))
        document.file = ContentFile(write_file(item.text), name=name)
        document.save()

    def _make(self, item: Dated[Any], page: BasePage) -> BasePage:
        article: Article = item.text
        author = find_author(article.author, self._places.find_institution(article.place))
        below = self._made.get(article.below) if isinstance(article, Page) else None
        parent = below or self._places.find_home(article.place)
        moment = self._find_moment(item)
        match article.state:
            case "live":
                add_page(parent, page, author=author, moment=moment)
            case "draft":
                add_draft(parent, page, author=author)
            case "scheduled":
                schedule_page(parent, page, author=author, moment=self._find_friday())
            case "expired":
                page.expire_at = moment
                add_page(parent, page, author=author, moment=moment - _A_YEAR)
                UnpublishPageAction(page, set_expired=True, log_action=False).execute(
                    skip_permission_checks=True
                )
        return page

    def _make_content_page(self, item: Page) -> ContentPage:
        blocks = [Block("paragraph", (item.text,)), *read_blocks(item.body)]
        return ContentPage(
            title=item.title,
            summary=item.text,
            body=[*self._make_picture(OF_TEXTS.get(item.key), item.place), *make_body(blocks)],
            keywords=KEYWORDS.get(item.key, ""),
            related=self._list_related(item),
            own_audience=self._keys(item),
        )

    def _make_news_page(self, item: News) -> NewsPage:
        today = timezone.localdate(self._now)
        until = today + timedelta(days=item.important_days)
        due = today + timedelta(days=item.confirm_days)
        picture = self._make_picture(OF_TEXTS.get(item.key), item.place)
        return NewsPage(
            title=item.title,
            summary=item.text,
            body=[*picture, *make_body(read_blocks(item.body))],
            keywords=KEYWORDS.get(item.key, ""),
            related=self._list_related(item),
            important_until=until if item.important_days else None,
            asked=item.asked,
            confirm_by=due if item.asked else None,
            own_audience=self._keys(item),
        )

    def _make_picture(self, name: str | None, place: str) -> Body:
        """The picture that a text begins with, if it has one."""
        if name is None:
            return []
        return [("image", find_image(name, self._places.find_institution(place)))]

    def _list_related(self, item: Article) -> Body:
        return [("page", self._made[key]) for key in RELATED.get(item.key, ())]

    def _keys(self, item: Article | Folder) -> list[str] | None:
        return self._places.make_keys(item.audience) if item.audience is not None else None

    def _find_library(self, place: str) -> BasePage:
        """The folder »Dokumenter« that came with a home; a group's home has none."""
        home = self._places.find_home(place)
        return LibraryPage.objects.child_of(home).order_by("path").first() or home

    def _find_moment(self, item: Dated[Any]) -> datetime:
        """When it was published; what belongs to a later hour of today, just now."""
        return min(timezone.make_aware(item.published_at), self._now - _JUST_BEFORE)

    def _find_friday(self) -> datetime:
        day = find_coming(_FRIDAY, after=timezone.localdate(self._now))
        return timezone.make_aware(datetime.combine(day, time(7, 0)))


def make_body(blocks: Iterable[Block]) -> Body:
    """A page's text: headings as blocks of their own, paragraphs and lists joined between them."""
    body: Body = []
    for block in blocks:
        if block.kind == "heading":
            body.append(("heading", {"text": block.lines[0], "level": "2"}))
        elif block.kind == "table":
            body.append(("table", {"table": _make_table(block)}))
        elif body and body[-1][0] == "text":
            body[-1] = ("text", body[-1][1] + _make_html(block))
        else:
            body.append(("text", _make_html(block)))
    return body


def add_page(parent: BasePage, page: BasePage, *, author: Person, moment: datetime) -> None:
    """Adds a page below another one as if its author had published it at that moment."""
    page.first_published_at = moment
    add_draft(parent, page, author=author, is_next=True)
    publish_page(page, author=author)
    BasePage.objects.filter(pk=page.pk).update(
        last_published_at=moment, latest_revision_created_at=moment
    )
    Revision.objects.for_instance(page).update(created_at=moment)


def add_draft(parent: BasePage, page: BasePage, *, author: Person, is_next: bool = False) -> None:
    """Adds a page that nobody has published; `is_next`: its first version follows at once."""
    page.slug = _find_slug(parent, page.title)
    page.owner = author
    page.live = False
    page.has_unpublished_changes = True
    # The tree is read anew: a sibling that was just made has moved the last path.
    BasePage.objects.get(pk=parent.pk).add_child(instance=page)
    if not is_next:
        page.save_revision(user=author, clean=False)


def publish_page(page: BasePage, *, author: Person) -> None:
    """Publishes what the page says now, as a version of its author's."""
    revision = page.save_revision(user=author, clean=False, log_action=False)
    revision.publish(user=author, skip_permission_checks=True)
    page.refresh_from_db()


def schedule_page(parent: BasePage, page: BasePage, *, author: Person, moment: datetime) -> None:
    """Adds a page whose first version has been approved for a later moment."""
    page.go_live_at = moment
    add_draft(parent, page, author=author, is_next=True)
    page.save_revision(user=author, clean=False, approved_go_live_at=moment)


def _find_slug(parent: BasePage, title: str) -> str:
    """The title's slug, numbered where a page below the same one has it, as a local group's."""
    wanted = make_slug(title)
    taken = set(BasePage.objects.child_of(parent).values_list("slug", flat=True))
    numbered = (f"{wanted}-{number}" for number in count(2))
    return next(slug for slug in chain([wanted], numbered) if slug not in taken)


def _make_table(block: Block) -> dict[str, Any]:
    headings, *rows = [line.split(" | ") for line in block.lines]
    return {
        "columns": [{"type": "text", "heading": heading} for heading in headings],
        "rows": [{"values": row} for row in rows],
        "caption": "",
    }


def _make_html(block: Block) -> str:
    if block.kind == "list":
        return f"<ul>{format_html_join('', '<li>{}</li>', ((line,) for line in block.lines))}</ul>"
    return f"<p>{escape(block.lines[0])}</p>"
