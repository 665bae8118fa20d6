"""What connected systems add to the calendar: for whom, where, and what a broken one costs."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from cms.homes import make_homes
from cms.models import BasePage, EventPage, GroupHome, InstitutionHome
from core.connectors.configuration import operations
from core.connectors.models import FailedCall
from core.people.models import Institution
from indgang_sdk.calendar import Event, Lesson
from indgang_sdk.errors import Unavailable
from indgang_sdk.links import Link
from indgang_sdk.people import Group, Readers, Role
from tests.core.connectors.conftest import (
    BY,
    at_moment,
    bring,
    connect_platform,
    english,
    families,
    find,
    heard,
    install,
    sign_in,
    world,
)
from tests.core.connectors.systems import platform
from tests.core.connectors.test_tiles import words_of
from tests.core.people.conftest import TODAY

__all__ = [
    "at_moment",
    "bring",
    "connect_platform",
    "english",
    "families",
    "heard",
    "install",
    "world",
]
# The session, whom it is about (4), the connections with their settings (4), whom the events
# name, and the month itself (2).
QUERIES_OF_PIECE = 12
PUPIL, GUARDIAN, STAFF = Role.PUPIL, Role.GUARDIAN, Role.STAFF


@pytest.fixture
def two_platforms(connect_platform):
    """Lindesø and Klitnæs have each a platform of their own."""
    return connect_platform("MinPlan"), connect_platform("KlarUge", code="999")


@pytest.fixture
def school(two_platforms):
    """The home of Egesøskolen, with those of its classes."""
    make_homes(Institution.objects.values_list("pk", flat=True), today=TODAY)
    return InstitutionHome.objects.get(home_of__key="998101")


def event(title, *readers, **named):
    given = {"starts_at": date(2026, 11, 24), "ends_at": date(2026, 11, 24), **named}
    return Event(key=title, title=title, readers=readers or (everybody(),), **given)


def everybody(role=GUARDIAN, **named):
    return Readers(**{"institution": "998101", "role": role, **named})


def answer(*events, system="MinPlan"):
    platform.behaviour["lessons"] = lambda context, period: (
        events if context.system == system else ()
    )


def read(name, **query):
    return sign_in(name).get(reverse("calendar_systems"), query)


def read_words(name, **query):
    return words_of(read(name, **query))


def titles_of(name, **query):
    """The first word of each event that stands in the list."""
    listed = read(name, **query).content.decode().partition("month-list")[2]
    return [part.partition("<")[0] for part in listed.split('<span lang="da">')[1:]]


def test_each_reads_what_the_system_says_is_theirs(two_platforms):
    answer(
        event("3.B-parents", everybody(group="3.B")),
        event("7.A-parents", everybody(group="7.A")),
        event("3.B-pupils", everybody(PUPIL, group="3.B")),
        event("All-parents"),
        event("Teachers", everybody(STAFF)),
        event("Dorte-alone", Readers(person=find("dorte").unilogin)),
        event("No-class", everybody(group="9.Q")),
    )
    assert titles_of("dorte") == ["3.B-parents", "7.A-parents", "All-parents", "Dorte-alone"]
    assert titles_of("jonas") == ["3.B-parents", "7.A-parents", "All-parents"]
    assert titles_of("bo") == ["3.B-pupils"]
    assert titles_of("emil") == []
    assert titles_of("anna") == ["Teachers"]


def test_TEN_01_a_class_of_the_same_name_elsewhere_reads_nothing(two_platforms):
    answer(
        event("Egesø", everybody(group="3.B")),
        event("Tranehøj", everybody(group="3.B", institution="998102")),
    )
    assert titles_of("dorte") == ["Egesø"]
    assert titles_of("carla") == ["Tranehøj"]
    assert titles_of("mette") == []


def test_TEN_01_a_system_opens_nothing_to_institutions_that_it_is_not_connected_for(two_platforms):
    elsewhere = event("Theirs", everybody(institution="G99901"))
    answer(event("Own"), elsewhere)
    assert titles_of("dorte") == ["Own"]
    answer(elsewhere, system="KlarUge")
    assert titles_of("dorte") == ["Theirs"]


def test_nobody_signed_in_is_asked_to_sign_in(two_platforms):
    answer(event("All-parents"))
    assert "All-parents" in titles_of("dorte")
    response = Client().get(reverse("calendar_systems"))
    assert response.status_code == 302
    assert response["Location"].startswith("/log-ind/")


def test_an_answer_is_kept_by_nobody_and_says_that_it_is_a_piece(two_platforms):
    answer(event("All-parents"))
    for address in (reverse("calendar_systems"), f"{reverse('calendar')}?vis=alt"):
        response = sign_in("dorte").get(address)
        assert "All-parents" in response.content.decode()
        assert response.headers["Cache-Control"] == "private, no-store"
    assert read("dorte").headers["X-Indgang-Piece"] == "1"


def test_the_page_itself_asks_nobody(two_platforms, django_assert_num_queries):
    platform.behaviour["lessons"] = lambda context, period: pytest.fail("nobody is asked")
    client = sign_in("dorte")
    address = f"{reverse('calendar')}?maaned=2026-12"
    client.get(address)
    # As many as without connected systems: the session, the places, what happens.
    with django_assert_num_queries(3):
        text = client.get(address).content.decode()
    assert 'data-box="/kalender/systemer/?maaned=2026-12"' in text
    assert 'href="/kalender/?maaned=2026-12&amp;vis=alt"' in text


def test_the_piece_costs_as_many_queries_with_many_events(two_platforms, django_assert_num_queries):
    client = sign_in("dorte")
    counts = []
    for most in (1, 40):
        answer(*(event(f"No-{number}", everybody(group="3.B")) for number in range(most)))
        client.get(reverse("calendar_systems"))
        with django_assert_num_queries(QUERIES_OF_PIECE):
            counts.append(read_count(client))
    assert counts == [1, 40]


def read_count(client):
    return client.get(reverse("calendar_systems")).content.decode().count('<span lang="da">')


def test_the_page_without_scripts_holds_the_events_at_once(two_platforms):
    answer(event("All-parents"))
    client = sign_in("dorte")
    assert "All-parents" not in words_of(client.get(reverse("calendar")))
    words = words_of(client.get(reverse("calendar"), {"vis": "alt"}))
    assert "All-parents" in words
    assert "MinPlan, fetched at 7:00" in words
    assert "data-box" not in client.get(reverse("calendar"), {"vis": "alt"}).content.decode()
    answer()
    words = words_of(client.get(reverse("calendar"), {"vis": "alt"}))
    assert "Your systems have no events in this month." in words


def test_events_stand_in_the_same_days_as_those_of_the_portal(school):
    own = EventPage(
        title="Own", starts_on=date(2026, 11, 24), own_audience=["998101/guardian"], live=False
    )
    BasePage.objects.get(pk=school.pk).add_child(instance=own)
    own.save_revision().publish()
    answer(
        event("Later", starts_at=date(2026, 11, 27), ends_at=date(2026, 11, 27)),
        event(
            "Early",
            starts_at=datetime(2026, 11, 24, 7, 15, tzinfo=UTC),
            ends_at=datetime(2026, 11, 24, 8, 45, tzinfo=UTC),
            place="Hallen",
            description="Bring water",
        ),
        event("Before", starts_at=date(2026, 11, 2), ends_at=date(2026, 11, 3)),
    )
    response = read("dorte")
    words = words_of(response)
    listed = words[words.rindex("Before") :]
    assert listed.index("Before") < listed.index("Own") < listed.index("Early")
    assert listed.index("Early") < listed.index("Later")
    for told in ("8:15–9:45", "Hallen", "Bring water", "From MinPlan"):
        assert told in listed
    assert "3 events from your systems have been added." in words
    assert '<template data-into="month">' in response.content.decode()


def test_a_month_holds_what_touches_it(two_platforms):
    answer(
        event("Holiday", starts_at=date(2026, 12, 21), ends_at=date(2027, 1, 1)),
        event("Midnight", starts_at=date(2026, 11, 30), ends_at=date(2026, 11, 30)),
    )
    assert titles_of("dorte", maaned="2026-12") == ["Holiday"]
    assert titles_of("dorte", maaned="2027-01") == ["Holiday"]
    assert titles_of("dorte", maaned="2026-11") == ["Midnight"]


def test_a_system_is_asked_about_the_month_that_is_shown(two_platforms):
    asked = []
    platform.behaviour["lessons"] = lambda context, period: asked.append(period) or ()
    read("bo", maaned="2026-12")
    assert [(period.first, period.last) for period in asked] == [
        (date(2026, 12, 1), date(2026, 12, 31))
    ]


def test_lessons_are_no_part_of_the_calendar(two_platforms):
    moment = datetime(2026, 11, 24, 7, tzinfo=UTC)
    platform.behaviour["lessons"] = lambda context, period: [
        Lesson(
            starts_at=moment,
            ends_at=moment,
            subject="Music",
            group=Group(name="3.B", institution="998101"),
            child=context.viewer.children[0],
        ),
        event("Concert", everybody(PUPIL)),
    ]
    words = read_words("bo")
    assert "Concert" in words
    assert "Music" not in words


def test_an_event_of_several_classes_stands_once(two_platforms):
    answer(event("Trip", everybody(group="3.B")), event("Trip", everybody(group="7.A")))
    assert titles_of("dorte") == ["Trip"]


def test_the_calendar_of_a_place_holds_what_happens_there(school):
    answer(
        event("Of-3.B", everybody(group="3.B")),
        event("Of-7.A", everybody(group="7.A")),
        event("Of-all"),
    )
    class_home = GroupHome.objects.get(home_of__name="3.B", institution__key="998101")
    room = InstitutionHome.objects.get(home_of__key="G99901")
    assert titles_of("dorte", sted=school.pk) == ["Of-3.B", "Of-7.A", "Of-all"]
    assert titles_of("dorte", sted=class_home.pk) == ["Of-3.B"]
    assert titles_of("dorte", sted=room.pk) == []


def test_the_calendar_of_a_place_asks_its_own_systems_alone(school):
    asked = []
    platform.behaviour["lessons"] = lambda context, period: asked.append(context.system) or ()
    read("dorte", sted=school.pk)
    assert asked == ["MinPlan"]
    read("dorte")
    assert sorted(asked) == ["KlarUge", "MinPlan", "MinPlan"]


def test_CON_01_a_system_that_fails_is_named_and_the_rest_is_shown(two_platforms):
    def fail(context, period):
        if context.system == "MinPlan":
            raise Unavailable("gone")
        return [event("Beach", everybody(institution="G99901"))]

    platform.behaviour["lessons"] = fail
    operations.rename(
        two_platforms[0], title="MinPlan", when_down="Ring", english="Call 12 34 56 78.", by=BY
    )
    words = read_words("dorte")
    assert words.count("MinPlan does not answer right now.") == 1
    assert "Call 12 34 56 78." in words
    assert "Beach" in words
    assert "KlarUge, fetched at 7:00" in words


@pytest.mark.parametrize(
    "broken",
    [
        lambda: None,
        lambda: 1 / 0,
        lambda: ["x"],
        lambda: [Event(key="1", title="x", starts_at=TODAY, ends_at=TODAY, readers=())],
        lambda: [event("x", starts_at=date(9999, 12, 31), ends_at=date(9999, 12, 31))],
    ],
)
def test_CON_01_an_answer_that_is_none_costs_that_system_alone(two_platforms, broken):
    beach = [event("Beach", everybody(institution="G99901"))]
    platform.behaviour["lessons"] = lambda context, period: (
        broken() if context.system == "MinPlan" else beach
    )
    response = read("dorte")
    assert response.status_code == 200
    words = words_of(response)
    assert "We cannot show what MinPlan answers right now." in words
    assert "Beach" in words
    assert FailedCall.objects.count() == 1


def test_a_system_on_a_break_is_asked_nothing_and_named_quietly(two_platforms):
    answer(event("All-parents"))
    assert "All-parents" in titles_of("dorte")
    operations.pause(two_platforms[0], paused=True, by=BY)
    text = read("dorte").content.decode()
    assert "All-parents" not in text
    assert "MinPlan has been put on a break by the municipality." in text
    assert "notice" not in text


HOSTILE = "<script>alert(1)</script>"


def test_CON_22_what_looks_like_markup_is_text(two_platforms):
    answer(event(HOSTILE, place=HOSTILE, description=HOSTILE))
    text = read("dorte").content.decode()
    # The title in the grid and in the list, the place and the description.
    assert text.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 4
    assert "<script" not in text


def test_a_link_leads_through_the_one_door(two_platforms):
    answer(event("Sign-up", link=Link(launcher="show", target="7")))
    text = read("dorte").content.decode()
    assert f'href="/aabn/{two_platforms[0].pk}/?til=' in text
    assert "Open in MinPlan" in text


def test_whatever_stands_in_the_address_a_month_is_asked_about(two_platforms):
    asked = []
    platform.behaviour["lessons"] = lambda context, period: asked.append(period.first) or ()
    for month, place in (("", ""), ("x", "0"), ("9999-12", "²"), ("2026-13", "9" * 30)):
        assert read("bo", maaned=month, sted=place).status_code == 200
    assert asked == [date(2026, 11, 1)] * 4
