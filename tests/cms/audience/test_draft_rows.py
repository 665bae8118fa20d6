"""The rows that the look at a draft is made of, beside those that the query reads."""

from dataclasses import asdict, fields, make_dataclass

import pytest

from cms.audience.draft_rows import (
    PAGE_SOURCES,
    _fill,
    make_page_row,
)
from cms.audience.queries import find_page_above, find_place
from cms.models import BasePage
from cms.queries import find_page
from cms.rows import PageRow

# What is nobody's in a look: it is of no reader, and kept by no browser.
OF_A_READER = {"revision_id", "may_edit", "changes", "concerns_person"}


def test_every_column_has_its_source():
    assert set(PAGE_SOURCES) == {column.name for column in fields(PageRow)}


def test_a_row_with_a_new_column_is_not_made_even_if_it_has_a_default(class_home):
    wider = make_dataclass("Wider", [("new", int, 0)], bases=(PageRow,), frozen=True, kw_only=True)
    assert make_page_row(class_home, find_place(class_home, parent=None)).pk == class_home.pk
    with pytest.raises(KeyError, match="new"):
        _fill(wider, dict.fromkeys(PAGE_SOURCES, lambda draft: None), None)


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
