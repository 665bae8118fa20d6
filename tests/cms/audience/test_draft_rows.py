"""The rows that the look at a draft is made of, beside those that the query reads."""

from dataclasses import asdict, fields, make_dataclass

import pytest

from cms.audience.draft_rows import (
    MENU_SOURCES,
    PAGE_SOURCES,
    _fill,
    make_menu_row,
    make_page_row,
)
from cms.audience.queries import find_page_above, find_place
from cms.models import BasePage
from cms.queries import find_menu, find_page
from cms.rows import MenuRow, PageRow

# What is nobody's in a look: it is of no reader, and kept by no browser.
OF_A_READER = {"revision_id", "may_edit", "changes", "concerns_person"}


@pytest.mark.parametrize(("row", "sources"), [(PageRow, PAGE_SOURCES), (MenuRow, MENU_SOURCES)])
def test_every_column_has_its_source(row, sources):
    assert set(sources) == {column.name for column in fields(row)}


def test_a_row_with_a_new_column_is_not_made_even_if_it_has_a_default(class_home):
    wider = make_dataclass("Wider", [("new", int, 0)], bases=(MenuRow,), frozen=True, kw_only=True)
    assert make_menu_row(class_home, own_units=frozenset()).pk == class_home.pk
    with pytest.raises(KeyError, match="new"):
        _fill(wider, dict.fromkeys(MENU_SOURCES, lambda draft: None), None)


def test_a_look_has_what_the_query_reads(
    school_home, class_home, municipality_home, make_page, make_news, make_viewer
):
    page = make_page(school_home, "Skema", summary="Om uge 48", own_audience=["998101/staff"])
    news = make_news(page.get_parent(), "Nyt", own_audience=["998101/staff"])
    viewer = make_viewer("998101/staff", "998/staff", "998101/guardian")
    pages = [page, news, school_home, municipality_home]
    compared = 0
    for wanted in pages:
        found = find_page(wanted.url_path, viewer)
        if found is None:
            continue
        fresh = BasePage.objects.get(pk=wanted.pk).specific
        place = find_place(fresh, parent=find_page_above(fresh))
        made = asdict(make_page_row(fresh, place))
        read = asdict(found)
        assert {name: made[name] for name in made if name not in OF_A_READER} == {
            name: read[name] for name in read if name not in OF_A_READER
        }
        compared += 1
    assert compared >= 3


def test_the_pages_around_are_those_that_the_query_reads(school_home, make_page, make_viewer):
    page = make_page(school_home, "Skema", own_audience=["998101/staff"])
    viewer = make_viewer("998101/staff")
    found = find_menu(viewer, page=find_page(page.url_path, viewer))
    units = frozenset({"998101"})
    rows = BasePage.objects.select_related("institution", "municipality")
    made = [make_menu_row(rows.get(pk=row.pk), own_units=units) for row in found]
    assert len(found) >= 1
    assert [asdict(row) for row in made] == [asdict(row) for row in found]
