"""Looking at night for links that lead a page's readers to nothing; asks no other host."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from cms.audience.operations import is_narrower
from cms.lifecycle.links import Link, list_links
from cms.models import (
    BasePage,
    BrokenLink,
    Brokenness,
    ContentPage,
    EventPage,
    FormPage,
    GroupHome,
    InstitutionDocument,
    InstitutionHome,
    MunicipalityHome,
    NewsPage,
)
from cms.models.broken_links import LONGEST_TEXT
from cms.queries import is_open
from core.access.audiences import Audience
from core.access.models import ScopeKey

WITH_TEXT = (
    *(MunicipalityHome, InstitutionHome, GroupHome),
    *(ContentPage, NewsPage, EventPage, FormPage),
)
AT_ONCE = 500
_HIGHEST = 2**63 - 1


@dataclass(frozen=True, kw_only=True)
class Target:
    """A page that is shown now, to which a link leads."""

    scope_id: int | None
    institution_id: int | None


def note_broken_links(*, now: datetime) -> int:
    """Writes anew which links on published pages do not work, and returns how many."""
    linking = [
        (page.pk, page.scope_id, page.institution_id, links)
        for model in WITH_TEXT
        for page in model.objects.filter(is_open(now)).iterator(chunk_size=AT_ONCE)
        if (links := list_links(page))
    ]
    check = LinkCheck(
        [link for *_page, links in linking for link in links],
        scope_ids={scope_id for _pk, scope_id, *_rest in linking if scope_id},
        now=now,
    )
    broken = [
        BrokenLink(page_id=pk, text=link.text[:LONGEST_TEXT], reason=reason)
        for pk, scope_id, institution_id, links in linking
        for link in links
        if (reason := check.judge(link, scope_id=scope_id, institution_id=institution_id))
    ]
    with transaction.atomic():
        BrokenLink.objects.all().delete()
        BrokenLink.objects.bulk_create(broken, batch_size=AT_ONCE)
    return len(broken)


class LinkCheck:
    """What all the links of a night lead to, asked for at once."""

    def __init__(
        self, links: Collection[Link], *, scope_ids: Collection[int], now: datetime
    ) -> None:
        """`scope_ids` are those of the pages that the links stand on."""
        self._now = now
        self._covered: dict[tuple[Audience, Audience], bool] = {}
        numbers = {link.page_id for link in links if link.page_id}
        paths = {link.url_path for link in links if link.url_path}
        self._by_number = dict(self._find_pages("pk", numbers))
        self._by_path = dict(self._find_pages("url_path", paths))
        targets = {*self._by_number.values(), *self._by_path.values()}
        scopes = {target.scope_id for target in targets if target.scope_id}
        self._audiences = self._read_audiences({*scope_ids, *scopes})
        self._documents = {
            pk
            for some in _split({link.document_id for link in links if link.document_id})
            for pk in InstitutionDocument.objects.filter(pk__in=some).values_list("pk", flat=True)
        }

    def judge(
        self, link: Link, *, scope_id: int | None, institution_id: int | None
    ) -> Brokenness | None:
        """What is wrong with a link on a page with a scope, or None.

        A document is seen by whoever sees a page that links to it.
        """
        if link.document_id is not None:
            return None if link.document_id in self._documents else Brokenness.GONE
        target = (
            self._by_path.get(link.url_path)
            if link.url_path
            else self._by_number.get(link.page_id or 0)
        )
        if target is None or target.scope_id is None or scope_id is None:
            return Brokenness.GONE
        if self._is_seen(by=scope_id, target=target.scope_id):
            return None
        is_own = institution_id is not None and target.institution_id == institution_id
        return Brokenness.NARROW if is_own else Brokenness.GONE

    def _is_seen(self, *, by: int, target: int) -> bool:
        """Whether everybody whom one scope lets in is let in by the other as well."""
        readers, wanted = self._audiences.get(by, ()), self._audiences.get(target, ())
        if readers == wanted:
            return True
        if (readers, wanted) not in self._covered:
            self._covered[readers, wanted] = is_narrower(readers, than=wanted, now=self._now)
        return self._covered[readers, wanted]

    def _read_audiences(self, scope_ids: Collection[int]) -> dict[int, Audience]:
        keys: dict[int, list[str]] = defaultdict(list)
        for some in _split(scope_ids):
            rows = ScopeKey.objects.filter(scope_id__in=some).values_list("scope_id", "key")
            for scope_id, key in rows:
                keys[scope_id].append(key)
        return {scope_id: tuple(sorted(held)) for scope_id, held in keys.items()}

    def _find_pages(self, column: str, values: Collection[Any]) -> Iterator[tuple[Any, Target]]:
        for some in _split(values):
            pages = BasePage.objects.filter(is_open(self._now), **{f"{column}__in": some})
            rows = pages.values_list(column, "scope_id", "institution_id")
            for value, scope_id, institution_id in rows:
                yield value, Target(scope_id=scope_id, institution_id=institution_id)


def _split(values: Iterable[Any]) -> Iterator[list[Any]]:
    """Values in parts that a database takes; numbers that no row can have are left out."""
    possible = [value for value in values if not isinstance(value, int) or value <= _HIGHEST]
    for start in range(0, len(possible), AT_ONCE):
        yield possible[start : start + AT_ONCE]
