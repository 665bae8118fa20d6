"""Pages written by bulk inserts, placed in the tree as treebeard and Wagtail would place them."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Max, Model
from wagtail.models import Locale, Revision

BATCH = 2_000
# Pages are older than the news, as in a portal that is in use.
PAGE_AGE = timedelta(days=400)


class Tree:
    """Collects pages below one that exists; `write` inserts them all.

    One page costs a real `add_child` and a publication some 100 ms, which for the tens of
    thousands of pages here would take an hour.
    """

    def __init__(self, base: type[Any], *, now: datetime) -> None:
        self.base = base
        self.now = now
        self.locale_id = Locale.objects.get().pk
        self._next = next_pk(base)
        self._next_revision = next_pk(Revision)
        self._pages: list[Any] = []
        self._revisions: list[Revision] = []
        self._grown: dict[int, Any] = {}

    def add(
        self, parent: Any, page: Any, *, title: str, slug: str, at: datetime | None = None
    ) -> Any:
        """Puts a page below another as its last child, published; returns it."""
        at = at or self.now - PAGE_AGE
        parent.numchild += 1
        self._grown[parent.pk] = parent
        page.pk = page.id = self._next
        self._next += 1
        page.path = self.base._get_path(parent.path, parent.depth + 1, parent.numchild)
        page.depth = parent.depth + 1
        page.numchild = 0
        page.title = page.draft_title = title
        page.slug = slug
        page.url_path = f"{parent.url_path}{slug}/"
        page.locale_id = self.locale_id
        page.content_type = ContentType.objects.get_for_model(type(page))
        page.live = True
        page.has_unpublished_changes = False
        page.first_published_at = page.last_published_at = at
        self._pages.append(page)
        return page

    def revise(self, page: Any) -> None:
        """Gives a page the revision that its publication would have left."""
        revision = Revision(
            pk=self._next_revision,
            content_type=page.content_type,
            base_content_type=ContentType.objects.get_for_model(self.base),
            object_id=str(page.pk),
            object_str=str(page),
            created_at=page.first_published_at,
            content=page.serializable_data(),
        )
        self._next_revision += 1
        self._revisions.append(revision)
        page.latest_revision_id = page.live_revision_id = revision.pk
        page.latest_revision_created_at = revision.created_at

    def write(self) -> int:
        """Inserts everything that was added and returns how many pages."""
        new = {page.pk for page in self._pages}
        insert(Revision, self._revisions)
        insert(self.base, self._pages)
        for model in sorted({type(page) for page in self._pages}, key=lambda kind: kind.__name__):
            insert(model, [page for page in self._pages if type(page) is model])
        for parent in self._grown.values():
            if parent.pk not in new:
                self.base.objects.filter(pk=parent.pk).update(numchild=parent.numchild)
        written = len(self._pages)
        self._pages, self._revisions, self._grown = [], [], {}
        return written


def insert(model: type[Model], rows: Iterable[Any]) -> None:
    """Inserts a model's own columns, of subclasses' rows too, which `bulk_create` refuses."""
    rows = list(rows)
    if rows:
        fields = model._meta.local_concrete_fields
        model._base_manager.all()._batched_insert(rows, fields, BATCH)


def next_pk(model: type[Any]) -> int:
    """The number after the highest in a table."""
    return (model._base_manager.aggregate(last=Max("pk"))["last"] or 0) + 1
