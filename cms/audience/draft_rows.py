"""A page as its readers' views get it, made from a draft in place of the query.

Each column says here where it comes from, so that none can be forgotten: a row with a column that
has no source is not made, and a test compares the rows with those that the query reads.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from cms.audience.queries import PagePlace
from cms.blocks.rendering import dump_segments
from cms.bodies import make_page_segments
from cms.models import BasePage
from cms.rows import PageRow, find_kind
from core.people.models import Institution, Municipality


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A page as its editor left it, at its place."""

    page: BasePage
    institution: Institution | None
    municipality: Municipality | None

    @property
    def kind(self) -> str:
        """What the page is the home of."""
        return find_kind(
            self.page.home_unit, str(self.institution.kind) if self.institution else ""
        )


Source = Callable[[Draft], Any]

PAGE_SOURCES: dict[str, Source] = {
    "pk": lambda draft: draft.page.pk,
    "title": lambda draft: draft.page.title,
    "path": lambda draft: draft.page.path,
    "depth": lambda draft: draft.page.depth,
    "summary": lambda draft: draft.page.summary,
    "content_type_id": lambda draft: draft.page.cached_content_type.pk,
    "home_unit": lambda draft: draft.page.home_unit,
    "kind": lambda draft: draft.kind,
    "municipality_code": lambda draft: draft.municipality.code if draft.municipality else "",
    "institution_name": lambda draft: draft.institution.name if draft.institution else "",
    "municipality_name": lambda draft: draft.municipality.name if draft.municipality else "",
    "url_path": lambda draft: draft.page.url_path,
    # The look is not kept by any browser, so that no version of it is told apart.
    "revision_id": lambda draft: None,
    "published_at": lambda draft: draft.page.first_published_at,
    "body": lambda draft: _render(draft.page),
    "scope_id": lambda draft: draft.page.scope_id or 0,
    "institution_id": lambda draft: draft.institution.pk if draft.institution else None,
    "address": lambda draft: draft.institution.address if draft.institution else "",
    # By this the page's own view records who opened it; the look is not that view.
    "concerns_person": lambda draft: False,
    "asks_to_confirm": lambda draft: False,
    "may_edit": lambda draft: False,
    "has_office": lambda draft: False,
    "changes": lambda draft: 0,
    "level": lambda draft: draft.page.effective_level,
}


def _render(page: BasePage) -> str:
    """The text as it is drafted, in the editor's language."""
    return dump_segments(make_page_segments(page))


def make_page_row(page: BasePage, place: PagePlace | None) -> PageRow:
    """The row of a page as it is drafted, which its reader's view then shows."""
    draft = Draft(
        page=page,
        institution=place.institution if place else None,
        municipality=place.municipality if place else None,
    )
    return PageRow(**_fill(PageRow, PAGE_SOURCES, draft))


def _fill(row: type[Any], sources: Mapping[str, Source], draft: Draft) -> dict[str, Any]:
    # By the row's columns and not by the sources: one without a source is missed, default or not.
    return {column.name: sources[column.name](draft) for column in fields(row)}
