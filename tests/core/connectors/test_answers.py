"""Answers are what the contract says, or they are refused with a reason that repeats nothing."""

from types import SimpleNamespace

import pytest
from django.utils.safestring import SafeString

from core.connectors.answers import check_texts, collect, drop_strangers, require
from indgang_sdk.errors import UnexpectedAnswer
from indgang_sdk.links import Link
from indgang_sdk.people import Child, Need
from indgang_sdk.texts import Text
from indgang_sdk.tiles import Card
from indgang_sdk.week import WeekLetter

CHILD = Child({Need.CHILD_ID: "bo"})
SECRET = "canary-4711"


def test_a_value_of_the_type_is_itself():
    assert require("x", str) == "x"
    with pytest.raises(UnexpectedAnswer, match=r"^str in place of int$"):
        require(SECRET, int)


@pytest.mark.parametrize("values", [(1, 2), [1, 2], iter([1, 2]), {1: "x", 2: "y"}.keys()])
def test_several_values_are_collected(values):
    assert collect(values, int, most=2) == (1, 2)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        (None, "NoneType in place of several"),
        (7, "int in place of several"),
        ("12", "str in place of several"),
        (b"12", "bytes in place of several"),
        ({1: 2}, "dict in place of several"),
        ([1, SECRET], "str is nothing that belongs here"),
        ([1, None], "NoneType is nothing that belongs here"),
        ([1, 2, 3], "more than 2 are too many"),
    ],
)
def test_what_are_not_several_of_a_kind_is_refused(values, reason):
    with pytest.raises(UnexpectedAnswer) as refused:
        collect(values, int, most=2)
    assert str(refused.value) == reason


def test_an_endless_answer_is_left_at_its_limit():
    def endless():
        while True:
            taken.append(1)
            yield 1

    taken = []
    with pytest.raises(UnexpectedAnswer, match="more than 50 are too many"):
        collect(endless(), int, most=50)
    assert len(taken) == 51


@pytest.mark.parametrize(
    ("part", "reason"),
    [
        (Card(title=None), "title is no text"),
        (Card(title=7), "title is no text"),
        (Card(title="x", text=["x"]), "text is no text"),
        (Card(title="x" * 501), "title is longer than 500 characters"),
        (Card(title=Text(da="x" * 501, en="x")), "title is longer than 500 characters"),
        (Card(title="null\0"), "title holds a character that is none"),
        (Card(title=Text(da="null\0", en="x")), "title holds a character that is none"),
        (Card(title="half \ud800"), "title holds a character that is none"),
        (Link(launcher=None), "launcher is no text"),
        (Link(launcher="show", target=7), "target is no text"),
        (Link(launcher="show", words=7), "words is no text"),
        (Card(title="x", mark="done"), "mark is no Mark"),
        (
            WeekLetter(child=CHILD, group="3.B", html="x" * 60_001),
            "html is longer than 60000 characters",
        ),
        (WeekLetter(child=CHILD, group="3.B", html=None), "html is no text"),
        (WeekLetter(child=None, group="3.B", html=""), "child is no Child"),
        (WeekLetter(child="bo", group="3.B", html=""), "child is no Child"),
        (SECRET, "str is nothing that belongs here"),
    ],
)
def test_a_part_whose_pieces_are_none_is_refused(part, reason):
    for fine in (
        Card(title="x" * 500),
        Link(launcher="show"),
        WeekLetter(child=CHILD, group="", html="x" * 60_000),
    ):
        check_texts(fine)
    with pytest.raises(UnexpectedAnswer) as refused:
        check_texts(part)
    assert str(refused.value) == reason


SCRIPT = "<script>alert(1)</script>"
SAFE = SafeString(SCRIPT)


@pytest.mark.parametrize(
    ("part", "reason"),
    [
        (Card(title=SAFE), "title is no text"),
        (Card(title="x", text=SAFE), "text is no text"),
        (Card(title=Text(da=SAFE, en="x")), "SafeString in place of str"),
        (Card(title=Text(da="x", en=SAFE)), "SafeString in place of str"),
        (Link(launcher="show", words=SAFE), "words is no text"),
        (WeekLetter(child=CHILD, group="3.B", html=SAFE), "html is no text"),
    ],
)
def test_CON_22_a_text_that_calls_itself_safe_is_refused(part, reason):
    check_texts(Card(title=SCRIPT, text=SCRIPT))
    check_texts(Card(title=Text(da=SCRIPT, en=SCRIPT)))
    with pytest.raises(UnexpectedAnswer, match=f"^{reason}$"):
        check_texts(part)


def test_CON_21_a_child_is_known_by_identity_and_others_raise_the_alarm():
    alarms = []
    context = SimpleNamespace(viewer=SimpleNamespace(children=(CHILD,)), alarm=alarms.append)
    same_values = Child({Need.CHILD_ID: "bo"})
    parts = [
        Card(title="ours", child=CHILD),
        Card(title="made up", child=same_values),
        Card(title="all"),
    ]
    kept = drop_strangers(parts, context, child_of=lambda part: part.child)
    assert [part.title for part in kept] == ["ours", "all"]
    assert alarms == ["dropped an answer about somebody who was not asked about"]
