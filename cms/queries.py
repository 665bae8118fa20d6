"""Which pages and files a viewer sees: every list that a template gets comes from here."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Case, CharField, Exists, F, Min, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast
from wagtail.models import Revision

from cms.blocks.rendering import TEMPLATE_VERSION
from cms.bodies import read_language
from cms.lifecycle.dates import SOON
from cms.models import (
    BasePage,
    Consent,
    ContentPage,
    DailyNotePage,
    EventPage,
    InstitutionDocument,
    InstitutionImage,
    LibraryPage,
    MediaUse,
    NewsPage,
    WeekMenuPage,
)
from cms.rows import (
    MenuRow,
    PageRow,
    Standing,
    make_menu_row,
    make_page_row,
)
from core.access.levels import LevelRequired
from core.access.models import OFFICE_RIGHTS, Right
from core.access.queries import (
    OPEN_EDITOR,
    SEEN_SCOPES_SQL,
    institutions_where,
    may_see_sql,
)
from core.access.viewer import Viewer
from core.people.kinds import GroupKind, Role
from core.people.models import Municipality
from indgang_sdk.levels import Level

MOST_PLACES = 1_000
MOST_BELOW = 200
STEP = BasePage.steplen


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


def named_to(viewer: Viewer, pages: QuerySet[Any] | None = None) -> QuerySet[Any]:
    """The pages that a viewer may know of: of some, no more than the title may be shown yet."""
    pages = BasePage.objects.all() if pages is None else pages
    return pages.filter(is_open(viewer.now)).filter(viewer.may_see("scope"))


def visible_to(viewer: Viewer, pages: QuerySet[Any] | None = None) -> QuerySet[Any]:
    """The pages, of all or of the given ones, that a viewer sees at the viewer's moment.

    Those that ask for a higher level than the viewer has are not among them.
    """
    return named_to(viewer, pages).filter(effective_level__lte=viewer.level)


def summary_for(viewer: Viewer) -> Case:
    """The summary of pages that a viewer may know of; empty where the level does not do."""
    return Case(
        When(effective_level__lte=viewer.level, then=F("summary")),
        default=Value(""),
        output_field=CharField(),
    )


def find_named(page_id: int, viewer: Viewer) -> BasePage | None:
    """The page with a number, if the viewer may know of it, with what its place is made of."""
    pages = BasePage.objects.filter(pk=page_id).select_related("institution", "municipality")
    found: BasePage | None = named_to(viewer, pages).first()
    return found


def require_level_of(page: BasePage, viewer: Viewer) -> None:
    """Raises `LevelRequired`, for the page to come back to, unless the viewer's level does."""
    if page.effective_level > viewer.level:
        raise LevelRequired(page.effective_level, address=page.get_url())


def bounds_below(path: str) -> tuple[str, str]:
    """Between which paths the pages below one lie; an index finds them, as it does no beginning.

    Steps are digits and capital letters, in the same order under every collation.
    """
    return path + "0" * STEP, path + "Z" * STEP


def list_paths_to(path: str) -> list[str]:
    """The paths of the pages that lie above a path, from the root down, and the path itself."""
    return [path[:end] for end in range(STEP, len(path) + 1, STEP)]


def name_places(below: str, municipalities: Iterable[str] | None) -> tuple[str, dict[str, Any]]:
    sql, params = "", {}
    if below:
        sql = "AND p.path BETWEEN %(first)s AND %(last)s"
        params = dict(zip(("first", "last"), bounds_below(below), strict=True))
    if municipalities is None:
        return sql, params
    codes = {f"code{number}": code for number, code in enumerate(municipalities)}
    marks = ", ".join(f"%({name})s" for name in codes) or "NULL"
    within = f"(SELECT m.id FROM people_municipality m WHERE m.code IN ({marks}))"  # noqa: S608
    return f"{sql} AND +p.municipality_id IN {within}", {**params, **codes}


def published_page_of(
    municipality: Municipality, page_id: int, viewer: Viewer
) -> ContentPage | None:
    """A municipality's content page by its number, if the viewer sees it."""
    pages = ContentPage.objects.filter(municipality=municipality, pk=page_id)
    return visible_to(viewer, pages).first()


def images_visible_to(viewer: Viewer) -> QuerySet[InstitutionImage]:
    """Images on at least one page that a viewer sees, or that the viewer may edit.

    No page shows an image to more people than the permission of those in it covers, and one
    whose permission has been withdrawn is shown to nobody.
    """
    permitted = InstitutionImage.objects.exclude(consent=Consent.WITHDRAWN)
    return _media_visible_to(
        viewer, permitted, use="image", only=Q(viewer.may_see("consent_scope"))
    )


def is_withdrawn_from(viewer: Viewer, image_id: int) -> bool:
    """Whether an image would be the viewer's to edit, but its permission has been withdrawn."""
    if viewer.person_id is None:
        return False
    withdrawn = InstitutionImage.objects.filter(pk=image_id, consent=Consent.WITHDRAWN)
    return withdrawn.filter(_edited_by(viewer.person_id)).exists()


def documents_visible_to(viewer: Viewer) -> QuerySet[InstitutionDocument]:
    """Files in a folder or linked on a page that a viewer sees, or that the viewer may edit."""
    folders = visible_to(viewer, LibraryPage.objects.all()).values("pk")
    return _media_visible_to(
        viewer, InstitutionDocument.objects.all(), use="document", also=Q(folder__in=folders)
    )


def find_level_of_document(document_id: int, viewer: Viewer) -> Level | None:
    """The lowest level at which a viewer would see a file; None for one of which nothing is said.

    It is that of the folder, or of the pages that link to it: files have none of their own.
    """
    shows = Q(media_uses__document=document_id) | Q(
        pk__in=InstitutionDocument.objects.filter(pk=document_id).values("folder")
    )
    pages = named_to(viewer, BasePage.objects.filter(shows))
    level = pages.aggregate(lowest=Min("effective_level"))["lowest"]
    return Level(level) if level is not None else None


def documents_in(folder_id: int, viewer: Viewer) -> list[InstitutionDocument]:
    """A folder's files in the editors' order, for a viewer who sees the folder."""
    files = documents_visible_to(viewer).filter(folder_id=folder_id)
    return list(files.order_by("position", "title"))


def _media_visible_to(
    viewer: Viewer,
    media: QuerySet[Any],
    *,
    use: str,
    also: Q | None = None,
    only: Q | None = None,
) -> QuerySet[Any]:
    uses = MediaUse.objects.filter(**{use: OuterRef("pk")})
    shown = Exists(
        uses.filter(
            is_open(viewer.now, prefix="page__"), page__effective_level__lte=viewer.level
        ).filter(viewer.may_see("page__scope"))
    )
    allowed = Q(shown) | (also if also is not None else Q())
    if only is not None:
        allowed &= only
    if viewer.person_id is not None:
        allowed |= _edited_by(viewer.person_id)
    return media.filter(allowed)


def _edited_by(person_id: int) -> Q:
    return Q(collection__institution_link__institution__in=institutions_edited_by(person_id))


def institutions_edited_by(person_id: int) -> QuerySet[Any]:
    """The ids of the institutions whose pages a person may write."""
    return institutions_where(person_id, OPEN_EDITOR)


OPEN_SQL = (
    "((p.live AND (p.go_live_at IS NULL OR p.go_live_at <= %(now)s)) OR (NOT p.live "
    "AND NOT p.expired AND p.first_published_at IS NULL AND p.go_live_at <= %(now)s AND EXISTS "
    "(SELECT 1 FROM wagtailcore_revision r WHERE r.base_content_type_id = %(page_type)s "
    "AND r.object_id = CAST(p.id AS varchar(255)) AND r.approved_go_live_at <= %(now)s))) "
    "AND (p.expire_at IS NULL OR p.expire_at > %(now)s)"
)
PUBLISHED_AT_SQL = "COALESCE(p.first_published_at, p.go_live_at)"
# Whether somebody may know of a page; what it says beside its title, if also this holds.
_NAMED = f"{OPEN_SQL} AND {may_see_sql('p.scope_id')}"
LEVEL_SQL = "p.effective_level <= %(level)s"
SUMMARY_SQL = f"CASE WHEN {LEVEL_SQL} THEN p.summary ELSE '' END"
PLACES_SQL = (
    "LEFT JOIN people_institution i ON i.id = p.institution_id "
    "LEFT JOIN people_municipality m ON m.id = p.municipality_id"
)
_EDITORS_RIGHTS = ", ".join(f"'{right.value}'" for right in sorted(OPEN_EDITOR))
_OFFICE_RIGHTS = ", ".join(f"'{right.value}'" for right in sorted(OFFICE_RIGHTS))
# Person keys are `p` and digits; `public` sorts after all of them.
_PAGE = (
    "SELECT p.id, p.title, p.path, p.depth, p.url_path, p.content_type_id, "  # noqa: S608
    "p.live_revision_id, p.first_published_at, p.summary, b.segments, p.scope_id, "
    "p.institution_id, COALESCE(i.name, ''), COALESCE(m.code, ''), "
    "COALESCE(m.name, ''), p.home_unit, COALESCE(i.kind, ''), COALESCE(i.address, ''), "
    "EXISTS (SELECT 1 FROM access_scopekey ck WHERE ck.scope_id = p.scope_id "
    "AND ck.key >= 'p0' AND ck.key < 'pa'), "
    "EXISTS (SELECT 1 FROM cms_confirmationrequest cr WHERE cr.page_id = p.id) OR "
    "EXISTS (SELECT 1 FROM cms_institutiondocument cd JOIN cms_confirmationrequest cr "
    "ON cr.document_id = cd.id WHERE cd.folder_id = p.id), "
    "EXISTS (SELECT 1 FROM access_editingright er WHERE er.person_id = %(person)s "
    f"AND er.institution_id = p.institution_id AND er.right IN ({_EDITORS_RIGHTS}) "
    "AND er.ends_on >= %(day)s), "
    "EXISTS (SELECT 1 FROM access_editingright er WHERE er.person_id = %(person)s "
    f"AND er.institution_id = p.institution_id AND er.right IN ({_OFFICE_RIGHTS}) "
    "AND er.ends_on >= %(day)s), "
    "(SELECT COALESCE(SUM(c.changes), 0) FROM cms_contentcounter c WHERE c.institution_id = "
    "p.institution_id OR c.unit IN (SELECT pk.unit FROM access_personkey pk WHERE "
    # A home shows what the municipality shares with it.
    "pk.person_id = %(person)s) OR (p.home_unit <> '' AND c.institution_id = (SELECT "
    "h.administration_id FROM cms_municipalityhome h WHERE h.home_of_id = p.municipality_id))), "
    "p.effective_level "
    f"FROM cms_basepage p {PLACES_SQL} LEFT JOIN cms_renderedbody b ON b.page_id = p.id "
    "AND b.language = %(language)s AND b.template_version = %(template_version)s "
    "AND b.revision_id = COALESCE(p.live_revision_id, 0) "
    f"WHERE p.url_path = %(url_path)s AND {_NAMED}"
)
_WRITES = (
    "EXISTS (SELECT 1 FROM access_editingright er WHERE er.person_id = %(person)s "  # noqa: S608
    f"AND er.right IN ({_EDITORS_RIGHTS}) AND er.ends_on >= %(day)s)"
)
_STANDING = (
    "SELECT (SELECT COALESCE(SUM(c.changes), 0) FROM cms_contentcounter c WHERE c.unit IN "  # noqa: S608
    "(SELECT pk.unit FROM access_personkey pk WHERE pk.person_id = %(person)s)), "
    f"{_WRITES}, "
    "EXISTS (SELECT 1 FROM access_editingright er WHERE er.person_id = %(person)s "
    f"AND er.right IN ({_OFFICE_RIGHTS}) AND er.ends_on >= %(day)s), "
    "EXISTS (SELECT 1 FROM cms_confirmationrequest cr JOIN cms_basepage p ON p.id = cr.page_id "
    f"WHERE p.scope_id IN ({SEEN_SCOPES_SQL}) AND p.content_type_id = %(news_type)s) "
    "OR EXISTS (SELECT 1 FROM cms_confirmationrequest cr "
    "JOIN cms_institutiondocument cd ON cd.id = cr.document_id "
    f"JOIN cms_basepage p ON p.id = cd.folder_id WHERE p.scope_id IN ({SEEN_SCOPES_SQL}) "
    "AND p.content_type_id = %(folder_type)s), "
    # Pages of a place where the right has just ended are another's from the next day on.
    "(SELECT COUNT(*) FROM cms_pagereview pr JOIN cms_basepage p ON p.id = pr.page_id WHERE "
    "pr.owner_id = %(person)s AND p.live AND pr.review_by <= %(soon)s AND EXISTS ("
    "SELECT 1 FROM access_editingright er WHERE er.person_id = %(person)s "
    "AND er.institution_id = p.institution_id AND er.ends_on >= %(day)s)), "
    "EXISTS (SELECT 1 FROM people_membership y JOIN people_group g ON g.id = y.group_id "
    f"WHERE y.person_id = %(person)s AND y.role = '{Role.PUPIL.value}' "
    f"AND g.kind = '{GroupKind.MAIN.value}' AND g.level IN ('0', '1', '2') "
    "AND y.starts_on <= %(day)s AND y.ends_on >= %(day)s AND g.ends_on >= %(day)s), "
    "EXISTS (SELECT 1 FROM people_guardianship gu WHERE gu.guardian_id = %(person)s), "
    "EXISTS (SELECT 1 FROM access_editingright er WHERE er.person_id = %(person)s "
    f"AND er.right = '{Right.PUBLISH.value}' AND er.ends_on >= %(day)s), "
    "EXISTS (SELECT 1 FROM people_person o WHERE o.id = %(person)s AND o.is_superuser)"
)
_OWN_UNITS = (
    "(SELECT pk.unit FROM access_personkey pk WHERE pk.person_id = %(person)s "
    "AND pk.starts_on <= %(day)s AND pk.ends_on >= %(day)s)"
)
_MENU = (
    f"SELECT p.id, p.title, p.path, p.depth, p.url_path, {SUMMARY_SQL}, p.content_type_id, "  # noqa: S608
    f"p.home_unit, i.kind, m.code, m.name, p.home_unit IN {_OWN_UNITS}, i.name, {_WRITES} "
    "FROM cms_basepage p "
    f"{PLACES_SQL} WHERE (p.home_unit IN {_OWN_UNITS} {{around}}) AND {_NAMED} "
    "ORDER BY p.path LIMIT %(most)s"
)
_BELOW = (
    "OR (p.path BETWEEN %(first)s AND %(last)s AND p.depth = %(depth)s "
    "AND p.content_type_id NOT IN (%(news_type)s, %(event_type)s, %(note_type)s, "
    "%(menu_type)s))"
)


def find_page(url_path: str, viewer: Viewer) -> PageRow | None:
    """The page at an address if the viewer may know of it, with all that its view needs.

    In one query, written by hand because compiling it by the ORM costs more than running it; the
    conditions are those of `named_to`, which a test holds it to. Who shows more of it than its
    title asks for its level first.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _PAGE,
            {
                **name_moment(viewer),
                "url_path": url_path,
                "language": read_language(),
                "template_version": TEMPLATE_VERSION,
            },
        )
        row = cursor.fetchone()
    return make_page_row(row) if row else None


def find_menu(viewer: Viewer, *, page: PageRow | None) -> list[MenuRow]:
    """In one query: the viewer's places, and around a page the pages above and right below it.

    In tree order; nothing that the viewer does not see.
    """
    around, named = _around_sql(page)
    params = {**name_moment(viewer), **named, "most": MOST_PLACES + MOST_BELOW}
    with connection.cursor() as cursor:
        cursor.execute(_MENU.format(around=around), params)
        return [make_menu_row(row) for row in cursor.fetchall()]


def find_standing(viewer: Viewer) -> Standing:
    """The counters of all institutions a viewer belongs to, summed, and the doors that are open."""
    with connection.cursor() as cursor:
        soon = connection.ops.adapt_datefield_value(viewer.today + SOON)
        cursor.execute(_STANDING, {**name_moment(viewer), "soon": soon})
        changes, may_edit, has_office, is_asked, reviews, *more = cursor.fetchone()
    is_young, is_guardian, may_approve, is_operator = map(bool, more)
    return Standing(
        changes=int(changes),
        may_edit=bool(may_edit),
        has_office=bool(has_office),
        is_asked=bool(is_asked),
        reviews=reviews,
        is_young=is_young,
        is_guardian=is_guardian,
        may_approve=may_approve,
        is_operator=is_operator,
    )


def _around_sql(page: PageRow | None) -> tuple[str, dict[str, Any]]:
    if page is None:
        return "", {}
    above = range(3 * STEP, len(page.path), STEP)
    params: dict[str, Any] = {f"above{end}": page.path[:end] for end in above}
    marks = ", ".join(f"%({name})s" for name in params)
    params |= dict(zip(("first", "last"), bounds_below(page.path), strict=True))
    params["depth"] = page.depth + 1
    return f"OR p.path IN ({marks}) {_BELOW}" if marks else _BELOW, params


def name_moment(viewer: Viewer) -> dict[str, Any]:
    """What queries written by hand share: who asks, when, and which pages are news or events."""
    return {**viewer.asking, **_name_types()}


@cache
def _name_types() -> dict[str, int]:
    """Content types' numbers, which never change; Django's own cache asks for routers first."""
    models: dict[str, type[BasePage]] = {
        "page_type": BasePage,
        "news_type": NewsPage,
        "event_type": EventPage,
        "folder_type": LibraryPage,
        "note_type": DailyNotePage,
        "menu_type": WeekMenuPage,
    }
    found = ContentType.objects.get_for_models(*models.values())
    return {name: int(found[model].pk) for name, model in models.items()}
