"""Which pages and files a viewer sees: every list that a template gets comes from here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from wagtail.models import Revision

from cms.models import (
    BasePage,
    ContentPage,
    InstitutionDocument,
    InstitutionImage,
    LibraryPage,
    MediaUse,
    NewsPage,
)
from core.access.models import Right
from core.access.queries import institutions_where, may_see_sql
from core.access.viewer import Viewer
from core.people.models import Municipality

PORTAL_PATH = "/indgang"
MOST_IN_MENU = 40
MOST_BELOW = 200
STEP = BasePage.steplen
KEY_LENGTH = 6


def is_open(now: datetime, *, prefix: str = "") -> Any:
    """True for pages that are out at a moment: published, begun and not yet expired.

    A page whose approved first publication has come counts as out before the scheduler has
    been there to say so.
    """
    scheduled = Exists(
        Revision.objects.filter(
            base_content_type=ContentType.objects.get_for_model(BasePage),
            object_id=Cast(OuterRef(f"{prefix}pk"), CharField()),
            approved_go_live_at__lte=now,
        )
    )
    begun = Q(**{f"{prefix}go_live_at__isnull": True}) | Q(**{f"{prefix}go_live_at__lte": now})
    lasting = Q(**{f"{prefix}expire_at__isnull": True}) | Q(**{f"{prefix}expire_at__gt": now})
    out = Q(**{f"{prefix}live": True}) | (
        Q(**{f"{prefix}expired": False, f"{prefix}first_published_at__isnull": True}) & scheduled
    )
    return begun & lasting & out


def visible_to(viewer: Viewer, pages: QuerySet[Any] | None = None) -> QuerySet[Any]:
    """The pages, of all or of the given ones, that a viewer sees at the viewer's moment."""
    pages = BasePage.objects.all() if pages is None else pages
    return pages.filter(is_open(viewer.now)).filter(viewer.may_see("scope"))


def news_visible_to(
    viewer: Viewer, *, below: str = "", municipalities: Iterable[str] | None = None, most: int = 30
) -> list[NewsPage]:
    """The newest news a viewer sees: below a tree path, or of municipalities by their codes."""
    news = NewsPage.objects.select_related("institution", "municipality")
    news = news.filter(is_open(viewer.now), scope_id__in=viewer.seen_scopes())
    if below:
        news = news.filter(path__startswith=below)
    if municipalities is not None:
        # Not the bare column: by its index a whole municipality's pages would be read.
        news = news.alias(code=Concat("municipality__code", Value("")))
        news = news.filter(code__in=list(municipalities))
    return list(news.defer("body", "body_html").order_by("-first_published_at", "-pk")[:most])


def published_page_of(
    municipality: Municipality, page_id: int, viewer: Viewer
) -> ContentPage | None:
    """A municipality's content page by its number, if the viewer sees it."""
    pages = ContentPage.objects.filter(municipality=municipality, pk=page_id)
    return visible_to(viewer, pages).first()


def images_visible_to(viewer: Viewer) -> QuerySet[InstitutionImage]:
    """Images on at least one page that a viewer sees, or that the viewer may edit."""
    return _media_visible_to(viewer, InstitutionImage.objects.all(), use="image")


def documents_visible_to(viewer: Viewer) -> QuerySet[InstitutionDocument]:
    """Files in a folder or linked on a page that a viewer sees, or that the viewer may edit."""
    folders = visible_to(viewer, LibraryPage.objects.all()).values("pk")
    return _media_visible_to(
        viewer, InstitutionDocument.objects.all(), use="document", also=Q(folder__in=folders)
    )


def documents_in(folder_id: int, viewer: Viewer) -> list[InstitutionDocument]:
    """A folder's files in the editors' order, for a viewer who sees the folder."""
    files = documents_visible_to(viewer).filter(folder_id=folder_id)
    return list(files.order_by("position", "title"))


def _media_visible_to(
    viewer: Viewer, media: QuerySet[Any], *, use: str, also: Q | None = None
) -> QuerySet[Any]:
    uses = MediaUse.objects.filter(**{use: OuterRef("pk")})
    shown = Exists(
        uses.filter(is_open(viewer.now, prefix="page__")).filter(viewer.may_see("page__scope"))
    )
    allowed = Q(shown) | (also if also is not None else Q())
    if viewer.person_id is not None:
        allowed |= Q(
            collection__institution_link__institution__in=institutions_edited_by(viewer.person_id)
        )
    return media.filter(allowed)


def institutions_edited_by(person_id: int) -> QuerySet[Any]:
    """The ids of the institutions whose pages a person may write."""
    return institutions_where(person_id, [Right.EDIT, Right.PUBLISH])


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
    body_html: str
    scope_id: int
    institution_id: int | None
    institution_name: str
    municipality_code: str
    municipality_name: str
    home_unit: str
    kind: str
    address: str
    concerns_person: bool
    may_edit: bool
    changes: int


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


_OPEN = (
    "((p.live AND (p.go_live_at IS NULL OR p.go_live_at <= %s)) OR (NOT p.live AND NOT p.expired "
    "AND p.first_published_at IS NULL AND p.go_live_at <= %s AND EXISTS (SELECT 1 FROM "
    "wagtailcore_revision r WHERE r.base_content_type_id = %s AND r.object_id = CAST(p.id AS "
    "varchar(255)) AND r.approved_go_live_at <= %s))) AND (p.expire_at IS NULL OR p.expire_at > %s)"
)
_CHANGES = (
    "(SELECT COALESCE(SUM(c.changes), 0) FROM cms_contentcounter c WHERE c.institution_id = "
    "p.institution_id OR c.unit IN (SELECT pk.unit FROM access_personkey pk WHERE "
    "pk.person_id = %s))"
)
# Person keys are `p` and digits; `public` sorts after all of them.
_CONCERNS_PERSON = (
    "EXISTS (SELECT 1 FROM access_scopekey ck WHERE ck.scope_id = p.scope_id "
    "AND ck.key >= 'p0' AND ck.key < 'pa')"
)
_MAY_EDIT = (
    "EXISTS (SELECT 1 FROM access_editingright er WHERE er.person_id = %s "
    "AND er.institution_id = p.institution_id)"
)


def find_page(url_path: str, viewer: Viewer) -> PageRow | None:
    """The page at an address if the viewer sees it, with all that its view needs, in one query.

    Written by hand because compiling it by the ORM costs more than running it; the conditions
    are those of `visible_to`, which a test holds it to.
    """
    open_params = _open_params(viewer)
    see_sql, see_params = may_see_sql(
        "p.scope_id", person_id=viewer.person_id, on=viewer.today, connection=connection
    )
    person = viewer.person_id or 0
    sql = (  # only constants are joined
        "SELECT p.id, p.title, p.path, p.depth, p.url_path, p.content_type_id, "  # noqa: S608
        "p.live_revision_id, p.first_published_at, p.summary, p.body_html, p.scope_id, "
        "p.institution_id, COALESCE(i.name, ''), COALESCE(m.code, ''), "
        "COALESCE(m.name, ''), p.home_unit, COALESCE(i.kind, ''), COALESCE(i.address, ''), "
        f"{_CONCERNS_PERSON}, {_MAY_EDIT}, {_CHANGES} FROM cms_basepage p "
        "LEFT JOIN people_institution i ON i.id = p.institution_id "
        "LEFT JOIN people_municipality m ON m.id = p.municipality_id "
        f"WHERE p.url_path = %s AND {_OPEN} AND {see_sql}"
    )
    params = [person, person, url_path, *open_params, *see_params]
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        row = cursor.fetchone()
    return _make_page_row(row) if row else None


def find_menu(viewer: Viewer, *, page: PageRow | None) -> list[MenuRow]:
    """In one query: the viewer's places, and around a page the pages above and right below it.

    In tree order; nothing that the viewer does not see.
    """
    around, around_params = _around_sql(page)
    day = connection.ops.adapt_datefield_value(viewer.today)
    see_sql, see_params = may_see_sql(
        "p.scope_id", person_id=viewer.person_id, on=viewer.today, connection=connection
    )
    own = (
        "SELECT pk.unit FROM access_personkey pk WHERE pk.person_id = %s "
        "AND pk.starts_on <= %s AND pk.ends_on >= %s"
    )
    own_params = [viewer.person_id or 0, day, day]
    sql = (  # only constants are joined
        "SELECT p.id, p.title, p.path, p.depth, p.url_path, p.summary, p.content_type_id, "  # noqa: S608
        "p.home_unit, i.kind, m.code, m.name, "
        f"p.home_unit IN ({own}) FROM cms_basepage p "
        "LEFT JOIN people_institution i ON i.id = p.institution_id "
        "LEFT JOIN people_municipality m ON m.id = p.municipality_id "
        f"WHERE (p.home_unit IN ({own}) {around}) "
        f"AND {_OPEN} AND {see_sql} ORDER BY p.path LIMIT %s"
    )
    params = [
        *own_params, *own_params, *around_params, *_open_params(viewer), *see_params,
        MOST_IN_MENU + MOST_BELOW,
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [_make_menu_row(row) for row in cursor.fetchall()]


def sum_changes(viewer: Viewer) -> int:
    """The counters of all institutions a viewer belongs to, summed: part of the home's ETag."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COALESCE(SUM(c.changes), 0) FROM cms_contentcounter c WHERE c.unit IN "
            "(SELECT pk.unit FROM access_personkey pk WHERE pk.person_id = %s)",
            [viewer.person_id or 0],
        )
        return int(cursor.fetchone()[0])


def address_of(url_path: str) -> str:
    """The address on the portal's host of a page's stored path."""
    return url_path.removeprefix(PORTAL_PATH) or "/"


def _around_sql(page: PageRow | None) -> tuple[str, Sequence[Any]]:
    if page is None:
        return "", []
    above = [page.path[:end] for end in range(3 * STEP, len(page.path), STEP)]
    # Steps are digits and capital letters, in the same order under every collation.
    below = "OR (p.path BETWEEN %s AND %s AND p.depth = %s AND p.content_type_id <> %s)"
    news = ContentType.objects.get_for_model(NewsPage).pk
    bounds = [page.path + "0" * STEP, page.path + "Z" * STEP, page.depth + 1, news]
    if not above:
        return below, bounds
    marks = ", ".join(["%s"] * len(above))
    return f"OR p.path IN ({marks}) {below}", [*above, *bounds]


def _open_params(viewer: Viewer) -> list[Any]:
    now = connection.ops.adapt_datetimefield_value(viewer.now)
    content_type = ContentType.objects.get_for_model(BasePage).pk
    return [now, now, content_type, now, now]


def _make_menu_row(row: Sequence[Any]) -> MenuRow:
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
        kind=_kind_of(home_unit, institution_kind),
        municipality_code=row[9] or "",
        municipality_name=row[10] or "",
        is_own_home=bool(row[11]) and home_unit != "",
    )


def _kind_of(home_unit: str, institution_kind: str) -> str:
    if home_unit.startswith("g"):
        return "group"
    return institution_kind if len(home_unit) == KEY_LENGTH else "municipality"


def _make_page_row(row: Iterable[Any]) -> PageRow:
    names = PageRow.__slots__
    values = dict(zip(names, row, strict=True))
    values["may_edit"] = bool(values["may_edit"])
    values["concerns_person"] = bool(values["concerns_person"])
    values["kind"] = _kind_of(values["home_unit"], values["kind"])
    values["published_at"] = _in_utc(values["published_at"])
    return PageRow(**values)


def _in_utc(moment: datetime | None) -> datetime | None:
    """SQLite keeps moments in UTC without saying so; PostgreSQL says so."""
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment
