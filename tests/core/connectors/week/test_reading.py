"""The week of a family: two platforms on one page, by child, and what failed is named."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from core.connectors.configuration import operations
from core.connectors.models import FailedCall
from indgang_sdk.calendar import Event, Lesson, LessonState
from indgang_sdk.errors import Refused, Unavailable
from indgang_sdk.links import Link
from indgang_sdk.people import Child, Group, Need, Readers, Role
from indgang_sdk.week import IsoWeek, PlanKind, Task, Week, WeekLetter, WeekPlanItem
from tests.core.connectors.conftest import BY, find, sign_in
from tests.core.connectors.systems import platform
from tests.core.connectors.test_tiles import words_of

GROUP = Group(name="3.B", institution="998101")


def write_week(context, week):
    """A letter and an item for each child, by the system's own name."""
    children = context.viewer.children
    return Week(
        letters=tuple(
            WeekLetter(
                child=child, group="3.B", html=f"<p>{context.system} to {child.first_name}</p>"
            )
            for child in children
        ),
        items=tuple(
            WeekPlanItem(child=child, day=week.days[1], title=f"plan of {child.first_name}")
            for child in children
        ),
    )


@pytest.fixture
def two_platforms(connect_platform):
    """Lindesø and Klitnæs have each a platform of their own."""
    platform.behaviour["week"] = write_week
    return connect_platform("MinPlan"), connect_platform("KlarUge", code="999")


def read_page(name, **query):
    return sign_in(name).get(reverse("week_content"), query)


def test_two_platforms_are_one_page_by_child(two_platforms):
    words = words_of(read_page("dorte"))
    for system, child in (("MinPlan", "Emil"), ("MinPlan", "Bo"), ("KlarUge", "Ella")):
        assert f"{system} to {child}" in words
    for system, child in (("KlarUge", "Bo"), ("MinPlan", "Ella"), ("MinPlan", "Oskar")):
        assert f"{system} to {child}" not in words
    assert words.index("plan of Emil") < words.index("plan of Bo") < words.index("plan of Ella")
    assert "KlarUge, MinPlan, fetched at 7:00" in words


def test_CON_20_the_week_says_when_it_was_fetched_and_is_kept_by_nobody(two_platforms, at_moment):
    first = read_page("dorte")
    assert first.headers["Cache-Control"] == "private, no-store"
    assert "fetched at 7:00" in words_of(first)
    at_moment.shift(60)
    platform.behaviour["week"] = lambda context, week: Week()
    words = words_of(read_page("dorte"))
    assert "fetched at 7:01" in words
    assert "plan of Bo" not in words


def test_one_child_is_chosen(two_platforms):
    words = words_of(read_page("dorte", barn=find("bo").pk))
    assert "plan of Bo" in words
    assert "plan of Emil" not in words


def test_nobody_chooses_a_child_of_others(two_platforms):
    assert "plan of Oskar" in words_of(read_page("carla", barn=find("oskar").pk))
    words = words_of(read_page("dorte", barn=find("oskar").pk))
    assert "Oskar" not in words
    assert "plan of" not in words


def test_a_pupil_reads_a_week_of_his_own(two_platforms):
    words = words_of(read_page("bo"))
    assert "plan of Bo" in words
    assert "plan of Emil" not in words


def test_who_has_no_children_has_no_week(two_platforms):
    assert sign_in("dorte").get(reverse("week")).status_code == 200
    assert sign_in("anna").get(reverse("week")).status_code == 404
    assert "plan of" not in words_of(read_page("anna"))


def test_CON_01_a_platform_that_fails_is_named_once_and_the_other_answers(two_platforms):
    def fail(context, week):
        if context.system == "MinPlan":
            raise Unavailable("gone")
        return write_week(context, week)

    platform.behaviour["week"] = fail
    operations.rename(
        two_platforms[0], title="MinPlan", when_down="Ring", english="Call 12 34 56 78.", by=BY
    )
    words = words_of(read_page("dorte"))
    assert words.count("MinPlan does not answer right now.") == 1
    assert "Call 12 34 56 78." in words
    assert "plan of Ella" in words
    assert "plan of Bo" not in words


def answer(**named):
    def read(context, week):
        child = context.viewer.children[0]
        return Week(**{name: tuple(make(child, week)) for name, make in named.items()})

    return read


@pytest.mark.parametrize(
    "read",
    [
        lambda context, week: None,
        lambda context, week: 1 / 0,
        answer(letters=lambda child, week: [WeekLetter(child=None, group="", html="x")]),
        answer(
            tasks=lambda child, week: [
                Task(child=child, title="x", due=datetime(2026, 11, 24, 8), is_done=False)  # noqa: DTZ001 - what must be refused
            ]
        ),
        answer(
            tasks=lambda child, week: [
                Task(child=child, title="x", due=week.days[0], is_done=done)
                for done in (None, True)
            ]
        ),
        answer(
            items=lambda child, week: [
                WeekPlanItem(child=child, day=week.days[0], title="x", kind="comment")
            ]
        ),
    ],
)
def test_CON_01_an_answer_that_is_none_costs_that_platform_alone(two_platforms, read):
    assert "plan of Bo" in words_of(read_page("dorte"))
    platform.behaviour["week"] = lambda context, week: (
        read(context, week) if context.system == "MinPlan" else write_week(context, week)
    )
    response = read_page("dorte")
    assert response.status_code == 200
    words = words_of(response)
    assert "We cannot show what MinPlan answers right now." in words
    assert "plan of Ella" in words
    assert FailedCall.objects.count() == 1


def test_CON_21_a_week_about_a_stranger_is_shown_to_nobody(two_platforms, caplog):
    stranger = Child({Need.CHILD_ID: "oskar", Need.CHILD_FIRST_NAME: "Oskar"})

    def read(context, week):
        own = write_week(context, week)
        more = WeekPlanItem(child=stranger, day=week.days[1], title="plan of a stranger")
        return Week(letters=own.letters, items=(*own.items, more))

    platform.behaviour["week"] = read
    words = words_of(read_page("bo"))
    assert "plan of Bo" in words
    assert "plan of a stranger" not in words
    assert FailedCall.objects.get().kind == "alarm"
    assert "connector alarm" in caplog.text


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>"


def test_CON_22_what_looks_like_markup_is_text_and_html_is_cleaned(two_platforms):
    def read(context, week):
        child = context.viewer.children[0]
        day = week.days[0]
        return Week(
            letters=(
                WeekLetter(child=child, group=HOSTILE, title=HOSTILE, html=f"<p>Kære{HOSTILE}</p>"),
            ),
            items=(
                WeekPlanItem(
                    child=child, day=day, title=f"x{HOSTILE}", subject=HOSTILE, html=HOSTILE
                ),
            ),
            tasks=(Task(child=child, title=HOSTILE, subject=HOSTILE, due=day, is_done=True),),
            lessons=(
                Lesson(
                    starts_at=datetime(2026, 11, 23, 7, tzinfo=UTC),
                    ends_at=datetime(2026, 11, 23, 8, tzinfo=UTC),
                    subject=HOSTILE,
                    room=HOSTILE,
                    teacher=HOSTILE,
                    group=GROUP,
                    child=child,
                ),
            ),
        )

    platform.behaviour["week"] = read
    text = read_page("bo").content.decode()
    assert "<p>Kære</p>" in text
    assert text.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 9
    assert "<script" not in text
    assert "<img" not in text


def test_days_hold_lessons_items_and_tasks_in_their_order(two_platforms):
    def read(context, week):
        child = context.viewer.children[0]
        day = week.days[0]
        at = {"starts_at": datetime(2026, 11, 23, 9, tzinfo=UTC)}
        return Week(
            items=(
                WeekPlanItem(child=child, day=day, title="Side 7", kind=PlanKind.TASK),
                WeekPlanItem(child=child, day=day, title="Bring an apple"),
                WeekPlanItem(child=child, day=week.days[6], title="On Sunday"),
                WeekPlanItem(child=child, day=date(2026, 12, 24), title="Another week"),
            ),
            tasks=(
                Task(child=child, title="All done", due=day, is_done=True),
                Task(
                    child=child,
                    title="Side 7",
                    # Half past midnight in Denmark, and still Sunday in UTC.
                    due=datetime(2026, 11, 22, 23, 30, tzinfo=UTC),
                    is_done=False,
                    link=Link(launcher="show", target="7", child=child),
                ),
            ),
            lessons=(
                Lesson(
                    **at,
                    ends_at=datetime(2026, 11, 23, 10, tzinfo=UTC),
                    subject="Maths",
                    group=GROUP,
                    child=child,
                    state=LessonState.CANCELLED,
                ),
                Lesson(
                    starts_at=datetime(2026, 11, 23, 7, tzinfo=UTC),
                    ends_at=datetime(2026, 11, 23, 8, tzinfo=UTC),
                    subject="Danish",
                    group=GROUP,
                    child=child,
                ),
            ),
        )

    platform.behaviour["week"] = read
    response = read_page("bo")
    words = words_of(response)
    assert words.index("Danish") < words.index("Maths") < words.index("Bring an apple")
    assert words.index("Bring an apple") < words.index("Side 7") < words.index("All done")
    # In the plan and among what is to be handed in: said once.
    assert words.count("Side 7") == 1
    assert "Cancelled" in words
    assert "On Sunday" in words
    assert "Another week" not in words
    assert f'href="/aabn/{two_platforms[0].pk}/?til=' in response.content.decode()


def test_a_timetable_adds_its_lessons(two_platforms):
    platform.behaviour["lessons"] = lambda context, period: [
        Lesson(
            starts_at=datetime(2026, 11, 24, 7, tzinfo=UTC),
            ends_at=datetime(2026, 11, 24, 8, tzinfo=UTC),
            subject=f"Music {period.first} {period.last}",
            group=GROUP,
            child=child,
        )
        for child in context.viewer.children
    ]
    assert "Music 2026-11-23 2026-11-29" in words_of(read_page("bo"))


def event_for(title, **readers):
    return Event(
        key=title,
        title=title,
        starts_at=date(2026, 11, 24),
        ends_at=date(2026, 11, 24),
        readers=(Readers(institution="998101", **readers),),
    )


def test_an_event_stands_with_each_child_through_whom_it_is_seen(two_platforms):
    guardians, pupils = Role.GUARDIAN, Role.PUPIL
    platform.behaviour["lessons"] = lambda context, period: [
        event_for("Meeting of 3.B", group="3.B", role=guardians),
        event_for("Trip of 3.B", group="3.B", role=pupils),
        event_for("Meeting of all", role=guardians),
        event_for("Meeting of no class", group="9.Q", role=guardians),
        event_for("Meeting of teachers", role=Role.STAFF),
    ]
    bo, emil, own = (
        words_of(read_page("dorte", barn=find("bo").pk)),
        words_of(read_page("dorte", barn=find("emil").pk)),
        words_of(read_page("bo")),
    )
    assert "Meeting of 3.B" in bo
    assert "Meeting of 3.B" not in emil
    assert "Meeting of all" in bo
    assert "Meeting of all" in emil
    assert "Trip of 3.B" in own
    assert "Trip of 3.B" not in bo
    assert "Meeting of 3.B" not in own
    for words in (bo, emil, own):
        assert "Meeting of no class" not in words
        assert "Meeting of teachers" not in words


@pytest.mark.parametrize(
    "week", ["2026-W99", "2026-W00", "0000-W10", "0001-W01", "9999-W52", "next", "２０２６-W10", ""]
)
def test_whatever_is_no_week_is_the_current_one(two_platforms, week):
    asked = []
    platform.behaviour["week"] = lambda context, week: asked.append(week) or Week()
    read_page("bo", uge="2026-W40")
    read_page("bo", uge=week)
    assert sign_in("bo").get(reverse("week"), {"uge": week}).status_code == 200
    assert asked == [IsoWeek(year=2026, number=40), IsoWeek(year=2026, number=48)]


def test_the_page_without_scripts_holds_the_week_at_once(two_platforms):
    client = sign_in("dorte")
    assert "plan of Bo" not in words_of(client.get(reverse("week")))
    assert "plan of Bo" in words_of(client.get(reverse("week"), {"vis": "alt"}))


def test_a_system_on_a_break_is_asked_nothing_and_named(two_platforms):
    operations.pause(two_platforms[0], paused=True, by=BY)
    words = words_of(read_page("bo"))
    assert "plan of Bo" not in words
    assert "MinPlan has been put on a break by the municipality." in words


def test_several_systems_on_a_break_are_named_in_one_line(two_platforms):
    for connection in two_platforms:
        operations.pause(connection, paused=True, by=BY)
    words = words_of(read_page("dorte"))
    assert "KlarUge and MinPlan have been put on a break by the municipality." in words
    assert words.count("on a break") == 1


def test_an_event_for_one_pupil_stands_in_the_week_of_that_pupil_alone(two_platforms):
    day, bo = date(2026, 11, 24), find("bo").unilogin
    platform.behaviour["lessons"] = lambda context, period: [
        Event(
            key="1",
            title="Talk with Bo",
            starts_at=day,
            ends_at=day,
            readers=(Readers(person=bo),),
        ),
        event_for("Trip of all", role=Role.PUPIL),
    ]
    own, other = words_of(read_page("bo")), words_of(read_page("emil"))
    assert "Talk with Bo" in own
    assert "Talk with Bo" not in other
    for words in (own, other):
        assert "Trip of all" in words


def test_CON_01_an_outage_is_no_empty_week(two_platforms):
    """Ella's platform answers, and has nothing; that of her brothers does not answer."""

    def read(context, week):
        if context.system == "MinPlan":
            raise Unavailable("the plan is down")
        return Week()

    platform.behaviour["week"] = read
    words = words_of(read_page("dorte"))
    of_bo, of_ella = words.index(" Bo "), words.index(" Ella ")
    unknown = "We do not know what is planned until the systems answer."
    assert unknown in words[of_bo:of_ella]
    assert "Nothing is planned." not in words[:of_ella]
    assert "Nothing is planned." in words[of_ella:]
    assert unknown not in words[of_ella:]
    # The timetables of both have answered.
    assert words.count("MinPlan does not answer right now.") == 1


def test_what_could_not_be_read_is_named_beside_the_rest(two_platforms):
    lesson = {
        "starts_at": datetime(2026, 11, 24, 7, tzinfo=UTC),
        "ends_at": datetime(2026, 11, 24, 8, tzinfo=UTC),
        "group": GROUP,
    }
    platform.behaviour["lessons"] = lambda context, period: [
        *(Lesson(**lesson, subject="Music", child=child) for child in context.viewer.children),
        Unavailable("a class has none"),
    ]
    platform.behaviour["week"] = lambda context, week: Week(troubles=(Refused("no plan"),))
    words = words_of(read_page("bo"))
    assert "Music" in words
    assert "We cannot fetch everything from MinPlan right now." in words
    assert "Nothing is planned." not in words
    noted = FailedCall.objects.values_list("kind", "reason")
    assert sorted(noted) == [("refused", "no plan"), ("unavailable", "a class has none")]
    platform.behaviour["week"] = lambda context, week: Week()
    platform.behaviour["lessons"] = lambda context, period: []
    words = words_of(read_page("bo"))
    assert "everything" not in words
    assert "Nothing is planned." in words
