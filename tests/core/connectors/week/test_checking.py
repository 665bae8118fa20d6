"""What platforms answer of a week: cleaned, checked, and about nobody else."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from core.connectors.week.checking import check_week, clean_html
from indgang_sdk.calendar import Lesson
from indgang_sdk.errors import UnexpectedAnswer
from indgang_sdk.links import Link
from indgang_sdk.people import Child, Group, Need
from indgang_sdk.week import Task, Week, WeekLetter, WeekPlanItem

BO = Child({Need.CHILD_ID: "bo"})
OSKAR = Child({Need.CHILD_ID: "oskar"})
MONDAY = date(2026, 11, 23)
MORNING = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
AT_THE_END = datetime.max.replace(tzinfo=UTC)
GROUP = Group(name="3.B", institution="998101")


def letter(**named):
    return WeekLetter(**{"child": BO, "group": "3.B", "html": "<p>Kære 3.B</p>", **named})


def item(**named):
    return WeekPlanItem(**{"child": BO, "day": MONDAY, "title": "Brøker", **named})


def task(**named):
    return Task(**{"child": BO, "title": "Side 7", "due": MONDAY, "is_done": False, **named})


def lesson(**named):
    return Lesson(
        **{
            "starts_at": MORNING,
            "ends_at": MORNING,
            "subject": "Dansk",
            "group": GROUP,
            "child": BO,
            **named,
        }
    )


FINE = Week(letters=(letter(),), items=(item(),), tasks=(task(),), lessons=(lesson(),))


@pytest.fixture
def context():
    told = []
    return SimpleNamespace(viewer=SimpleNamespace(children=(BO,)), alarm=told.append, told=told)


def test_a_week_that_is_fine_is_itself(context):
    assert check_week(FINE, context) == FINE
    assert context.told == []


@pytest.mark.parametrize(
    ("week", "reason"),
    [
        (None, "NoneType in place of Week"),
        ({"letters": []}, "dict in place of Week"),
        (Week(letters=letter()), "WeekLetter in place of several"),
        (Week(letters=(item(),)), "WeekPlanItem is nothing that belongs here"),
        (Week(letters=(letter(html=None),)), "html is no text"),
        (Week(letters=(letter(html="x" * 60_001),)), "html is longer than 60000 characters"),
        (Week(letters=(letter(child=None),)), "child is no Child"),
        (Week(items=(item(kind="comment"),)), "kind is no PlanKind"),
        (Week(items=(item(day="2026-11-23"),)), "str in place of date"),
        (Week(items=(item(day=MORNING),)), "datetime in place of date"),
        (Week(items=(item(link="https://x.example"),)), "str in place of Link"),
        (Week(items=(item(link=Link(launcher=None)),)), "launcher is no text"),
        (Week(items=(item(),) * 401), "more than 400 are too many"),
        (Week(tasks=(task(due=None),)), "NoneType in place of date"),
        (Week(tasks=(task(due=MORNING.replace(tzinfo=None)),)), "due does not say its time zone"),
        (Week(tasks=(task(due=AT_THE_END),)), "due lies outside of 1900 to 2200"),
        (Week(items=(item(day=date.min),)), "day lies outside of 1900 to 2200"),
        (Week(lessons=(lesson(ends_at=AT_THE_END),)), "ends_at lies outside of 1900 to 2200"),
        (Week(tasks=(task(is_done=None),)), "is_done is no bool"),
        (Week(tasks=(task(title="\ud800"),)), "title holds a character that is none"),
        (Week(lessons=(lesson(state="normal"),)), "state is no LessonState"),
        (Week(lessons=(lesson(starts_at=MONDAY),)), "date in place of datetime"),
        (
            Week(lessons=(lesson(ends_at=MORNING.replace(tzinfo=None)),)),
            "ends_at does not say its time zone",
        ),
        (
            Week(lessons=(lesson(ends_at=MORNING.replace(year=9999)),)),
            "ends_at lies outside of 1900 to 2200",
        ),
    ],
)
def test_CON_01_what_is_no_week_is_refused(context, week, reason):
    assert check_week(FINE, context) == FINE
    with pytest.raises(UnexpectedAnswer) as refused:
        check_week(week, context)
    assert str(refused.value) == reason


@pytest.mark.parametrize("name", ["letters", "items", "tasks", "lessons"])
def test_CON_21_what_is_about_a_stranger_is_dropped_and_told(context, name):
    make = {"letters": letter, "items": item, "tasks": task, "lessons": lesson}[name]
    made = Week(**{name: (make(), make(child=OSKAR))})
    kept = getattr(check_week(made, context), name)
    assert [part.child for part in kept] == [BO]
    assert context.told == ["dropped an answer about somebody who was not asked about"]


@pytest.mark.parametrize(
    ("html", "clean"),
    [
        ("<p>Husk <b>idrætstøj</b></p>", "<p>Husk <b>idrætstøj</b></p>"),
        ("<script>alert(1)</script>", ""),
        ("<style>body{display:none}</style>x", "x"),
        ('<img src=x onerror="alert(1)">', ""),
        ('<p onclick="alert(1)" style="position:fixed">x</p>', "<p>x</p>"),
        (
            '<a href="javascript:alert(1)">x</a>',
            '<a rel="noopener noreferrer nofollow">x</a>',
        ),
        (
            '<a href=" java\nscript:alert(1)">x</a>',
            '<a rel="noopener noreferrer nofollow">x</a>',
        ),
        (
            '<a href="data:text/html,<script>alert(1)</script>">x</a>',
            '<a rel="noopener noreferrer nofollow">x</a>',
        ),
        ('<iframe src="https://evil.example"></iframe>x', "x"),
        ('<form action="https://evil.example"><input name="cpr">x</form>', "x"),
        ("<svg><script>alert(1)</script></svg>", ""),
        ("<math><mtext><script>alert(1)</script></mtext></math>", ""),
        ("<!-- <script> --><p>x</p>", "<p>x</p>"),
        ('<p id="main" class="button">x</p>', "<p>x</p>"),
        ('<base href="https://evil.example"><meta http-equiv="refresh" content="0">x', "x"),
        ("<p>open <b>for ever", "<p>open <b>for ever</b></p>"),
        (
            '<table background="https://evil.example/x.png"><tr><td>x</td></tr></table>',
            "<table><tbody><tr><td>x</td></tr></tbody></table>",
        ),
    ],
)
def test_CON_22_html_of_others_is_text_with_paragraphs_and_links(html, clean, context):
    assert clean_html(html) == clean
    week = check_week(Week(letters=(letter(html=html),), items=(item(html=html),)), context)
    assert (week.letters[0].html, week.items[0].html) == (clean, clean)


def test_CON_22_a_link_leads_out_and_tells_nothing():
    assert clean_html('<a href="https://a.example/" target="_top">x</a>') == (
        '<a href="https://a.example/" rel="noopener noreferrer nofollow">x</a>'
    )


@pytest.mark.parametrize("address", ["/log-ud/", "//evil.example/", "?uge=1", "#top", "side.html"])
def test_a_link_without_a_host_leads_nowhere(address):
    assert "href" not in clean_html(f'<a href="{address}">x</a>')
    assert 'href="https://a.example/"' in clean_html('<a href="https://a.example/">x</a>')
