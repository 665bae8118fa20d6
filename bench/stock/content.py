"""Fills the stock site with the school that the portal has, and a teacher who sees it."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import Group, User
from django.db import transaction
from django.utils.text import slugify
from wagtail.models import Page, PageViewRestriction, Site

from bench.sizes import Sizes
from bench.stock.models import ArticlePage, HomePage, NewsPage, PlacePage
from bench.texts import (
    CLASSES,
    MUNICIPALITY,
    SCHOOL,
    TEACHER,
    Article,
    School,
    join_paragraphs,
    write_school,
)
from bench.tree import Tree

GROUPS = 12


@transaction.atomic
def fill_stock(sizes: Sizes, *, now: datetime) -> dict[str, int]:
    """Fills a migrated, empty database and returns how many rows of each kind it made."""
    Page.objects.filter(depth=2).delete()
    root = Page.objects.get(depth=1)
    root.numchild = 0
    tree = Tree(Page, now=now)
    home = _add(tree, root, HomePage(), "Forside")
    municipality = _add(tree, home, PlacePage(show_in_menus=True), MUNICIPALITY)
    school = _add(tree, municipality, PlacePage(show_in_menus=True), SCHOOL)
    classes = [_add(tree, school, PlacePage(show_in_menus=True), name) for name in CLASSES]
    sections = write_texts(tree, school, write_school(sizes))
    pages = tree.write()
    # The welcome page took its site along.
    Site.objects.create(hostname="localhost", root_page_id=home.pk, is_default_site=True)
    groups = make_teacher()
    _close(school, groups[:1])
    _close(sections[1], groups[1:2])
    for number, page in enumerate(classes):
        _close(page, groups[2 + number : 3 + number])
    return {"pages": pages, "restrictions": PageViewRestriction.objects.count()}


def write_texts(tree: Tree, school: Any, texts: School) -> list[Any]:
    """Sections with articles, and the news, below the school; returns the sections."""
    sections = []
    for section in texts.sections:
        page = _add(tree, school, ArticlePage(body=[]), section.title)
        sections.append(page)
        for article in section.articles:
            _add_article(tree, page, article)
    for news in texts.news:
        page = NewsPage(summary=news.summary, body=make_body(news.body))
        _add(tree, school, page, news.title, at=tree.now - news.age)
        tree.revise(page)
    return sections


def make_teacher() -> list[Group]:
    """The user `laerer`, in as many groups as a teacher is in; returns them."""
    user = User.objects.create_user("laerer", first_name=TEACHER)
    groups = Group.objects.bulk_create(Group(name=f"Gruppe {n:02d}") for n in range(GROUPS))
    user.groups.set(groups)
    return groups


def make_body(parts: tuple[tuple[str, tuple[str, ...]], ...]) -> list[tuple[str, str]]:
    """The value of a page's text from headings and paragraphs."""
    return [
        block
        for heading, paragraphs in parts
        for block in (("heading", heading), ("text", join_paragraphs(paragraphs)))
    ]


def _add_article(tree: Tree, parent: Any, article: Article) -> None:
    page = ArticlePage(summary=article.summary, body=make_body(article.body))
    _add(tree, parent, page, article.title)
    for below in article.below:
        _add_article(tree, page, below)
    tree.revise(page)


def _add(tree: Tree, parent: Any, page: Any, title: str, *, at: datetime | None = None) -> Any:
    return tree.add(parent, page, title=title, slug=make_slug(title), at=at)


def make_slug(title: str) -> str:
    """Wagtail's own way from a title to a slug."""
    return slugify(title)


def _close(page: Any, groups: list[Group]) -> None:
    restriction = PageViewRestriction.objects.create(
        page_id=page.pk, restriction_type=PageViewRestriction.GROUPS
    )
    restriction.groups.set(groups)
