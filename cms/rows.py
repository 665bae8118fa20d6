"""Pages as the reading path has them: plain rows of what a page, a menu and a list show."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from core.access.queries import read_moment

PORTAL_PATH = "/indgang"
KEY_LENGTH = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRow:
    """A page as the reading path needs it, read by one query."""

    pk: int
    title: str
    path: str
    depth: int
    url_path: str
    content_type_id: int
    revision_id: int | None
    published_at: Any
    summary: str
    # The stored segments in the active language; None where they must be rendered first.
    body: str | None
    scope_id: int
    institution_id: int | None
    institution_name: str
    municipality_code: str
    municipality_name: str
    home_unit: str
    kind: str
    address: str
    concerns_person: bool
    asks_to_confirm: bool
    may_edit: bool
    has_office: bool
    changes: int
    # How sure it must be who reads it.
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuRow:
    """A page's title and address, and where it stands in the tree."""

    pk: int
    title: str
    path: str
    depth: int
    url: str
    summary: str
    content_type_id: int
    home_unit: str
    kind: str
    municipality_code: str
    municipality_name: str
    is_own_home: bool
    institution_name: str = ""
    # Whether the viewer writes anywhere: the same in each row, so that it takes no query.
    viewer_writes: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsRow:
    """A piece of news as a list shows it."""

    pk: int
    title: str
    url: str
    summary: str
    published_at: datetime | None
    important_until: date | None
    picture_id: int | None
    institution_name: str
    municipality_code: str
    municipality_name: str
    # The places in the family of the children whom it is for.
    for_children: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the home page needs to know of a viewer; `changes` is that of the counters.

    `is_asked`: something that the viewer sees asks for confirmation, of whomever. `reviews` is
    how many pages the viewer is to review; `is_young` is a pupil of the first three years,
    `is_guardian` somebody who acts for a child, or did, `may_approve` whom others ask, and
    `is_operator` who runs the whole portal.
    """

    changes: int
    may_edit: bool
    has_office: bool
    is_asked: bool
    reviews: int = 0
    is_young: bool = False
    is_guardian: bool = False
    may_approve: bool = False
    is_operator: bool = False


def address_of(url_path: str) -> str:
    """The address on the portal's host of a page's stored path."""
    return url_path.removeprefix(PORTAL_PATH) or "/"


def make_news_row(row: Sequence[Any], for_children: tuple[int, ...] = ()) -> NewsRow:
    """From the columns of `news_visible_to`'s query, in their order."""
    return NewsRow(
        pk=row[0],
        title=row[1],
        url=address_of(row[2]),
        summary=row[3],
        published_at=row[4] and read_moment(row[4]),
        important_until=_read_day(row[5]),
        picture_id=row[6],
        institution_name=row[7],
        municipality_code=row[8],
        municipality_name=row[9],
        for_children=for_children,
    )


def make_menu_row(row: Sequence[Any]) -> MenuRow:
    """From the columns of `find_menu`'s query, in their order."""
    home_unit, institution_kind = row[7], row[8] or ""
    return MenuRow(
        pk=row[0],
        title=row[1],
        path=row[2],
        depth=row[3],
        url=address_of(row[4]),
        summary=row[5],
        content_type_id=row[6],
        home_unit=home_unit,
        kind=find_kind(home_unit, institution_kind),
        municipality_code=row[9] or "",
        municipality_name=row[10] or "",
        is_own_home=bool(row[11]) and home_unit != "",
        institution_name=row[12] or "",
        viewer_writes=bool(row[13]),
    )


def find_kind(home_unit: str, institution_kind: str) -> str:
    """What a page is the home of, as the menu's symbols are called."""
    if home_unit.startswith("g"):
        return "group"
    return institution_kind if len(home_unit) == KEY_LENGTH else "municipality"


def make_page_row(row: Iterable[Any]) -> PageRow:
    """From the columns of `find_page`'s query, in their order."""
    names = PageRow.__slots__
    values = dict(zip(names, row, strict=True))
    values["may_edit"] = bool(values["may_edit"])
    values["has_office"] = bool(values["has_office"])
    values["concerns_person"] = bool(values["concerns_person"])
    values["asks_to_confirm"] = bool(values["asks_to_confirm"])
    values["kind"] = find_kind(values["home_unit"], values["kind"])
    values["published_at"] = values["published_at"] and read_moment(values["published_at"])
    return PageRow(**values)


def _read_day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value
