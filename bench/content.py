"""Fills the portal's database: a school with its texts, among thousands of others.

Made through models in bulk; `tests/bench` holds it to what the real operations make.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from bench import register
from bench.placed import PlacedTree
from bench.sizes import Sizes
from bench.texts import TEACHER, Article, School, join_paragraphs, write_school
from bench.tree import insert
from cms.homes import get_portal
from cms.lifecycle.dates import find_last_day_of_news
from cms.models import (
    ContentPage,
    GroupHome,
    InstitutionHome,
    LibraryPage,
    MunicipalityHome,
    NewsPage,
)
from cms.slugs import make_slug
from core.access.models import EditingRight, Right, Scope
from core.days import end_of
from core.people.models import Group, Institution, Municipality

EVERYONE = ("staff", "pupil", "guardian")
LIBRARY = "Dokumenter"
BIG_SECTION = "Arkivet"
OTHER_SECTION = "Kælderen"
BIG_SECTION_FANOUT = 100


@dataclass(kw_only=True)
class Portal:
    """What was made, as far as more is made below or beside it."""

    tree: PlacedTree
    municipalities: list[Municipality]
    institutions: list[Institution]
    groups: list[Group]
    homes: dict[str, Any]


@transaction.atomic
def fill_portal(sizes: Sizes, *, now: datetime) -> dict[str, int]:
    """Fills a migrated, empty database and returns how many rows of each kind it made."""
    portal = make_places(sizes, now=now)
    write_texts(portal, write_school(sizes))
    write_big_section(portal, pages=sizes.pages_below)
    teams = make_team_sections(
        portal, count=sizes.scopes - Scope.objects.count() - portal.tree.scopes
    )
    pages = portal.tree.write()
    keys = register.make_pupils(portal.groups, count=sizes.people)
    make_viewers(portal, sizes, teams=teams)
    return {
        "pages": pages,
        "scopes": Scope.objects.count(),
        "institutions": Institution.objects.count(),
        "keys": keys,
    }


def make_places(sizes: Sizes, *, now: datetime) -> Portal:
    """Municipalities, institutions and classes with the homes that the roster would bring."""
    municipalities = register.make_municipalities(sizes)
    institutions = register.make_institutions(sizes, municipalities)
    groups = register.make_groups(institutions, classes=sizes.classes)
    portal = Portal(
        tree=PlacedTree(now=now),
        municipalities=municipalities,
        institutions=institutions,
        groups=groups,
        homes={},
    )
    _make_municipality_homes(portal)
    _make_institution_homes(portal)
    _make_group_homes(portal)
    return portal


def write_texts(portal: Portal, school: School) -> None:
    """The first school's sections, articles and news; one section and some news for staff only."""
    tree, home = portal.tree, portal.homes[register.SCHOOL_KEY]
    staff = [f"{register.SCHOOL_KEY}/staff"]
    for number, section in enumerate(school.sections):
        page = _add_page(
            tree, home, section.title, summary="", body=[], audience=staff if number == 1 else None
        )
        for article in section.articles:
            _add_article(tree, page, article)
    for number, news in enumerate(school.news):
        published = (tree.now - news.age).date()
        last = find_last_day_of_news(published, today=tree.now.date())
        page = NewsPage(
            summary=news.summary,
            body=make_body(news.body),
            expire_at=end_of(last),
        )
        audience = [staff, None, [*staff, f"{register.SCHOOL_KEY}/guardian"]][number % 3]
        tree.add(
            home,
            page,
            title=news.title,
            slug=make_slug(news.title),
            at=tree.now - news.age,
            audience=audience,
        )
        tree.revise(page)


def write_big_section(portal: Portal, *, pages: int) -> None:
    """The second school's section with an audience of its own, and one beside it to move to."""
    tree, home = portal.tree, portal.homes[register.BIG_SCHOOL_KEY]
    staff = [f"{register.BIG_SCHOOL_KEY}/staff"]
    section = _add_page(tree, home, BIG_SECTION, summary="", body=[], audience=staff)
    _add_page(tree, home, OTHER_SECTION, summary="", body=[], audience=staff)
    middle = section
    for number in range(pages):
        if number % BIG_SECTION_FANOUT == 0:
            middle = section
        page = _add_page(tree, middle, f"Bilag {number:05d}", summary="", body=[])
        middle = page if middle is section else middle


def make_team_sections(portal: Portal, *, count: int, start: int = 0) -> list[Group]:
    """Teaching teams, each with a page at its school that only the team sees; returns the teams."""
    teams = register.make_teams(portal.institutions, count=count, start=start)
    for team in teams:
        home = portal.homes[team.institution.key]
        audience = [f"g{team.pk}/pupil", f"g{team.pk}/staff"]
        page = ContentPage(body=[])
        portal.tree.add(home, page, title=team.name, slug=make_slug(team.name), audience=audience)
    return teams


def make_viewers(portal: Portal, sizes: Sizes, *, teams: list[Group]) -> None:
    """Those who sign in: a teacher, viewers of few and many scopes, editors of few and many places.

    The viewers see the same pages of the first school and have one place in the menu; what the
    team keys open lies elsewhere. The one of many places has as many classes in the menu.
    """
    groups = [item for item in portal.groups if item.institution.key == register.SCHOOL_KEY]
    register.make_teacher("laerer", first_name=TEACHER, groups=groups)
    staff = f"{register.SCHOOL_KEY}/staff"
    for count in sizes.viewer_scopes:
        keys = [f"g{team.pk}/staff" for team in teams[: count - 1]]
        register.make_viewer(f"seer{count}", keys=[staff, *keys])
    most = max(sizes.viewer_scopes)
    classes = [f"g{group.pk}/member" for group in portal.groups[-(most - 1) :]]
    register.make_viewer("steder", keys=[staff, *classes])
    school = next(item for item in portal.institutions if item.key == register.SCHOOL_KEY)
    others = [item for item in portal.institutions if item is not school]
    for count in (1, sizes.rights):
        editor = register.make_viewer(f"redaktoer{count}", keys=[staff])
        insert(
            EditingRight,
            (
                EditingRight(person=editor, institution=item, right=Right.EDIT)
                for item in [school, *others[: count - 1]]
            ),
        )


def make_body(parts: tuple[tuple[str, tuple[str, ...]], ...]) -> list[tuple[str, Any]]:
    """The value of a page's text from headings and paragraphs."""
    return [
        block
        for heading, paragraphs in parts
        for block in (
            ("heading", {"text": heading, "level": "2"}),
            ("text", join_paragraphs(paragraphs)),
        )
    ]


def _add_article(tree: PlacedTree, parent: Any, article: Article) -> None:
    body = make_body(article.body)
    page = _add_page(tree, parent, article.title, summary=article.summary, body=body)
    for below in article.below:
        _add_article(tree, page, below)
    tree.revise(page)


def _add_page(
    tree: PlacedTree, parent: Any, title: str, *, summary: str, body: Any, audience: Any = None
) -> Any:
    page = ContentPage(summary=summary, body=body)
    return tree.add(parent, page, title=title, slug=make_slug(title), audience=audience)


def _make_municipality_homes(portal: Portal) -> None:
    root = get_portal()
    administrations = {
        item.municipality_id: item for item in Institution.objects.filter(parent__isnull=True)
    }
    for municipality in portal.municipalities:
        home = MunicipalityHome(
            home_of=municipality, administration=administrations[municipality.pk]
        )
        name = municipality.name.removesuffix(" Kommune")
        _add_home(portal, root, home, municipality.name, name=name, unit=municipality.code)


def _make_institution_homes(portal: Portal) -> None:
    for institution in portal.institutions:
        parent = portal.homes[institution.municipality.code]
        home = InstitutionHome(home_of=institution)
        _add_home(
            portal, parent, home, institution.name, name=institution.name, unit=institution.key
        )


def _add_home(portal: Portal, parent: Any, home: Any, title: str, *, name: str, unit: str) -> None:
    audience = [f"{unit}/{holder}" for holder in EVERYONE]
    portal.tree.add(parent, home, title=title, slug=make_slug(name), audience=audience)
    portal.tree.add(home, LibraryPage(), title=LIBRARY, slug=make_slug(LIBRARY))
    portal.homes[unit] = home


def _make_group_homes(portal: Portal) -> None:
    for group in portal.groups:
        unit = f"g{group.pk}"
        audience = [f"{unit}/{holder}" for holder in ("pupil", "guardian", "member")]
        audience.append(f"{group.institution.key}/staff")
        home = GroupHome(home_of=group)
        parent = portal.homes[group.institution.key]
        portal.tree.add(
            parent, home, title=group.name, slug=make_slug(group.name), audience=audience
        )
