"""Makes sure that a week is one, and cleans the HTML that others have written."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

import nh3

from core.connectors.answers import (
    check_link,
    check_texts,
    check_when,
    collect,
    drop_strangers,
    note_troubles,
    require,
)
from core.connectors.happenings.checking import check_lessons
from indgang_sdk.connectors import Context
from indgang_sdk.week import Task, Week, WeekLetter, WeekPlanItem

MOST = 400
_TAGS = {
    *("p", "br", "ul", "ol", "li", "strong", "em", "b", "i", "a", "blockquote"),
    *("h3", "h4", "table", "thead", "tbody", "tr", "th", "td"),
}
_ATTRIBUTES = {"a": {"href"}, "th": {"colspan", "rowspan"}, "td": {"colspan", "rowspan"}}
P = TypeVar("P", WeekLetter, WeekPlanItem, Task)


def check_week(value: Any, context: Context[Any]) -> Week:
    """The week without what is about strangers; raises `UnexpectedAnswer` for what is no week."""
    week = require(value, Week)
    return Week(
        letters=tuple(
            replace(item, html=clean_html(item.html))
            for item in _check_parts(week.letters, WeekLetter, context)
        ),
        items=tuple(
            replace(item, html=clean_html(item.html))
            for item in _check_parts(week.items, WeekPlanItem, context)
        ),
        tasks=_check_parts(week.tasks, Task, context),
        lessons=check_lessons(week.lessons, context),
        troubles=note_troubles(week.troubles, context, source="week"),
    )


def clean_html(html: str) -> str:
    """HTML of others as text with paragraphs, lists, tables and links to the web; nothing else."""
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"https", "http", "mailto", "tel"},
        # What is an address there is another page here.
        url_relative="deny",
        link_rel="noopener noreferrer nofollow",
    )


def _check_parts(values: Iterable[Any], kind: type[P], context: Context[Any]) -> tuple[P, ...]:
    parts = collect(values, kind, most=MOST)
    for part in parts:
        check_texts(part)
        check_link(getattr(part, "link", None))
        if isinstance(part, WeekPlanItem):
            check_when(require(part.day, date), name="day")
        if isinstance(part, Task):
            check_when(part.due, name="due")
    return drop_strangers(parts, context, child_of=lambda part: part.child)
