"""Pages reach templates through `cms.queries` alone: nothing else may ask Wagtail for pages."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PLACES = ["core", "cms", "themes", "plugins", "search", "api"]
TREE_WALKS = {
    "live", "public", "get_children", "get_ancestors", "get_siblings", "get_descendants",
    "get_next_sibling", "get_prev_sibling", "get_next_siblings", "get_prev_siblings",
}  # fmt: skip
PAGE_TYPES = {
    "BasePage", "ContentPage", "DailyNotePage", "EventPage", "FormPage", "GroupHome",
    "InstitutionHome", "LibraryPage", "MunicipalityHome", "NewsPage", "Page", "PortalPage",
    "WeekMenuPage",
}  # fmt: skip

ALLOWED = {
    "cms/queries.py": "the place where pages are trimmed",
    "cms/placing.py": "writes scopes to pages and shows nothing",
    "cms/homes.py": "makes homes and shows nothing",
    "cms/editing/queries.py": "what editors reach, trimmed by their rights",
    "cms/editing/page_rights.py": "asks whether pages below are live, and shows nothing",
    "cms/audience/queries.py": "what the audience picker asks, trimmed by editing rights",
    "cms/audience/doors.py": "pages below one that is copied or moved, after asking for the right",
    "cms/audience/forms.py": "asks which addresses are taken below a page, and shows nothing",
    "cms/audience/operations.py": "narrows a page's audience and shows nothing",
    "cms/confirmation/mails.py": "finds the news to remind of; a mail names none of them",
    "cms/confirmation/operations.py": "asks for a page's institution, and shows nothing",
    "cms/form_pages/operations.py": "locks a form while an answer is taken, and shows nothing",
    "cms/form_pages/queries.py": "what receivers of answers reach, trimmed by their keys",
    "cms/indexing/pages.py": "offers pages to the index with their scopes, which trims them",
    "cms/indexing/people.py": "asks for the addresses of homes, and shows nothing",
    "cms/keeping.py": "asks whether a page that is kept shows a file, and shows nothing",
    "cms/lifecycle/addresses.py": "asks by address, and only through `visible_to`",
    "cms/lifecycle/daily.py": "looks after all pages by their dates, and shows nothing",
    "cms/lifecycle/link_check.py": "asks what links lead to, and shows nothing of it",
    "cms/lifecycle/operations.py": "writes when news and events end, and shows nothing",
    "cms/lifecycle/queries.py": "asks what lies below a page and above it, and shows nothing",
    "cms/reading.py": "the other half of a page that `find_page` has let its viewer into",
    "cms/writing/operations.py": "puts news below a place after asking for the right",
    "cms/daily/narrowing.py": "narrows the audiences of stories and shows nothing",
    "cms/daily/queries.py": "hands the stories of the day to `visible_to` before it shows them",
    "cms/week_menus/queries.py": "hands the menus of weeks to `visible_to` before it shows them",
    "cms/fillers.py": "hands related pages to `visible_to` before it shows them",
    "cms/keywords/queries.py": "hands pages with a keyword to `visible_to` before it shows them",
    "cms/demo/audiences.py": "finds the demo's places and shows nothing",
    "cms/demo/shortcuts.py": "finds what the demo's shortcuts lead to, and shows nothing",
    "cms/demo/week_menus.py": "writes the demo's menus and shows nothing",
    "cms/demo/loading.py": "asks whether the demo is there, and shows nothing",
    "cms/demo/pages.py": "writes the demo's pages and shows nothing",
    "cms/demo/reviews.py": "writes when the demo's pages are reviewed, and shows nothing",
}


def find_untrimmed(source):
    """Lines that walk the tree of pages, or ask a page type's manager."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr in TREE_WALKS:
                yield node.lineno
        elif (
            isinstance(node, ast.Attribute)
            and node.attr in {"objects", "_default_manager"}
            and isinstance(node.value, ast.Name)
            and node.value.id in PAGE_TYPES
        ):
            yield node.lineno


def test_only_the_allowed_files_ask_for_pages():
    found = {
        str(path.relative_to(ROOT))
        for place in PLACES
        for path in (ROOT / place).rglob("*.py")
        if "migrations" not in path.parts and list(find_untrimmed(path.read_text(encoding="utf-8")))
    }
    assert found == set(ALLOWED)


@pytest.mark.parametrize(
    "source",
    ["pages.live()", "page.get_children()", "x = BasePage.objects.all()",
     "NewsPage._default_manager.filter(pk=1)", "page.get_parent().get_siblings().public()"],
)  # fmt: skip
def test_it_is_noticed_when_something_else_does(source):
    assert list(find_untrimmed(source))


def test_other_managers_are_let_be():
    assert not list(find_untrimmed("Person.objects.all(); page.live; visible_to(viewer)"))
