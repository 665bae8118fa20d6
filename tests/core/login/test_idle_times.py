"""How long a session lasts without use, by role and device, and what counts as use."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.login.idle_times import decide_life, find_step
from core.login.models import IdleTimes, Session
from core.people.kinds import Role
from core.people.local_groups import add_local_membership
from core.people.models import Institution, Municipality, Person
from tests.core.login.conftest import OPENING, is_in
from tests.core.people.conftest import NOW, TODAY, find

SECOND = timedelta(seconds=1)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def life_of(unilogin, *, own):
    return decide_life(find(unilogin).pk, is_own_device=own, on=TODAY)


@pytest.mark.parametrize(
    ("who", "own", "shared", "at_most"),
    [
        ("anna", 10 * HOUR, HOUR, 12 * HOUR),
        ("carla", 30 * DAY, HOUR, 90 * DAY),
        ("bo", 10 * HOUR, HOUR, 90 * DAY),
    ],
    ids=["staff", "guardian", "pupil"],
)
def test_time_follows_the_role_and_the_device(people, who, own, shared, at_most):
    assert (life_of(who, own=True).idle, life_of(who, own=False).idle) == (own, shared)
    assert life_of(who, own=True).at_most == life_of(who, own=False).at_most == at_most


def test_who_belongs_nowhere_has_an_hour_on_every_device(people):
    Person.objects.create_user("drift001", first_name="Drift")
    assert life_of("drift001", own=True).idle == life_of("drift001", own=False).idle == HOUR


def test_XT_05_a_teacher_who_is_a_mother_too_has_the_time_of_staff(people):
    assert life_of("carla", own=True).idle == 30 * DAY
    add_local_membership(
        person=find("carla"),
        institution=Institution.objects.get(key="998101"),
        role=Role.PEDAGOGICAL,
        starts_on=TODAY,
        ends_on=TODAY,
        now=NOW,
    )
    assert (life_of("carla", own=True).idle, life_of("carla", own=True).at_most) == (
        10 * HOUR,
        12 * HOUR,
    )


def choose(code, **times):
    IdleTimes.objects.create(municipality=Municipality.objects.get(code=code), **times)


@pytest.mark.parametrize(
    ("chosen", "days"),
    [
        ({"998": 10}, 10),
        ({"999": 20}, 20),
        ({"998": 40, "999": 20}, 20),
        # One municipality has chosen nothing, which is 30 days.
        ({"999": 60}, 30),
        ({"998": 60, "999": 70}, 60),
    ],
)
def test_the_strictest_of_a_persons_municipalities_counts(people, chosen, days):
    assert life_of("dorte", own=True).idle == 30 * DAY
    for code, value in chosen.items():
        choose(code, guardian_own_days=value)
    assert life_of("dorte", own=True).idle == days * DAY
    # Of municipalities where a person does not belong no choice counts.
    assert life_of("carla", own=True).idle == chosen.get("998", 30) * DAY


def test_session_is_over_when_nobody_used_it_for_so_long(people, begin, clock):
    client = begin("anna", is_own_device=True)
    clock.shift(10 * HOUR - SECOND)
    assert is_in(client)
    clock.shift(2 * SECOND)
    assert not is_in(client)


def test_use_moves_the_end_on_until_the_last_end(people, begin, clock):
    client = begin("anna", is_own_device=True)
    clock.shift(9 * HOUR)
    assert is_in(client, **OPENING)
    clock.shift(2 * HOUR)
    assert is_in(client, **OPENING), "11 hours after the beginning, 2 after the last use"
    clock.shift(HOUR - SECOND)
    assert is_in(client, **OPENING)
    clock.shift(2 * SECOND)
    assert not is_in(client), "12 hours are the end, however much was done"


def test_role_is_kept_with_the_session_so_that_no_request_asks_for_it(people, begin, clock):
    client = begin("anna", is_own_device=True)
    clock.shift(HOUR)
    client.get("/log-ind/")
    with CaptureQueriesContext(connection) as said:
        assert client.get("/log-ind/").status_code == 302
    assert len(said) == 1


def test_use_costs_one_more_query_and_seldom(people, begin, clock):
    client = begin("anna", is_own_device=True)
    costs = []
    for minutes in (0, 4, 1, 4, 1):
        clock.shift(timedelta(minutes=minutes))
        with CaptureQueriesContext(connection) as said:
            assert client.get("/log-ind/", **OPENING).status_code == 302
        costs.append(len(said))
    # At 5 and at 10 minutes.
    assert costs == [1, 1, 2, 1, 2]


def test_step_is_a_tenth_of_the_time_and_five_minutes_at_most():
    assert find_step(10 * HOUR) == find_step(30 * DAY) == timedelta(minutes=5)
    assert find_step(timedelta(minutes=10)) == timedelta(minutes=1)


HEADERS = {
    "opened": ({"HTTP_SEC_FETCH_MODE": "navigate"}, True),
    "opened by an old browser": ({"HTTP_ACCEPT": "text/html,application/xhtml+xml,*/*"}, True),
    "a box": ({"HTTP_SEC_FETCH_MODE": "cors", "HTTP_ACCEPT": "text/html"}, False),
    "a picture": ({"HTTP_SEC_FETCH_MODE": "no-cors"}, False),
    "a script of an old browser": ({"HTTP_ACCEPT": "*/*"}, False),
    "fetched in advance": (
        {"HTTP_SEC_FETCH_MODE": "navigate", "HTTP_SEC_PURPOSE": "prefetch;prerender"},
        False,
    ),
    "fetched in advance by an old browser": (
        {"HTTP_ACCEPT": "application/xhtml+xml", "HTTP_PURPOSE": "prefetch"},
        False,
    ),
}


@pytest.mark.parametrize(("headers", "counts"), HEADERS.values(), ids=HEADERS)
def test_only_what_a_person_opens_moves_the_end(people, begin, clock, headers, counts):
    client = begin("anna", is_own_device=True)
    before = Session.objects.get()
    clock.shift(HOUR)
    client.get("/log-ind/", **headers)
    after = Session.objects.get()
    moved = HOUR if counts else timedelta()
    assert after.seen_at - before.seen_at == moved
    assert after.expire_date - before.expire_date == moved


def test_what_somebody_sends_moves_the_end_and_a_sign_of_life_does_not(
    people, begin, clock, settings
):
    client = begin("anna", is_own_device=True)
    clock.shift(HOUR)
    script = {"HTTP_SEC_FETCH_MODE": "cors"}
    settings.SIGNS_OF_LIFE = {"choose_language"}
    client.post("/sprog/", {"language": "da"}, **script)
    assert Session.objects.get().seen_at == NOW
    settings.SIGNS_OF_LIFE = set()
    client.post("/sprog/", {"language": "da"}, **script)
    assert Session.objects.get().seen_at == NOW + HOUR


def test_names_of_signs_of_life_are_those_of_the_editor(settings):
    from django.urls import get_resolver  # noqa: PLC0415

    admin, names = get_resolver().namespace_dict["wagtailadmin_editing_sessions"][1], set()
    for entry in admin.url_patterns:
        names.add(f"wagtailadmin_editing_sessions:{entry.name}")
    assert names == settings.SIGNS_OF_LIFE


def test_ended_session_is_not_brought_back_by_its_last_request(people, begin, clock):
    client = begin("anna", is_own_device=True)
    clock.shift(HOUR)
    assert client.post("/log-ud/", **OPENING).status_code == 200
    assert not Session.objects.exists()


def test_messages_of_the_portal_do_not_move_the_end(people, begin, clock):
    """The session's row is written for them, as the store does it, and its end is not."""
    client = begin("anna", is_own_device=True)
    clock.shift(timedelta(minutes=4))
    client.post("/dine-oplysninger/mails/", {"wants_mail": "on"})
    row = Session.objects.get()
    assert "Dit valg er gemt" in row.session_data
    assert row.expire_date == NOW + 10 * HOUR


def test_new_password_keeps_what_the_session_is(people, begin, clock, rf):
    from django.contrib.auth import update_session_auth_hash  # noqa: PLC0415

    from core.login.sessions import SessionStore  # noqa: PLC0415

    begin("anna", is_own_device=True)
    before = Session.objects.get()
    request = rf.post("/")
    request.session, request.user = SessionStore(before.session_key), find("anna")
    request.session.load()
    clock.shift(HOUR)
    update_session_auth_hash(request, request.user)
    request.session.save()
    after = Session.objects.get()
    assert after.session_key != before.session_key
    assert (after.expire_date, after.is_own_device) == (before.expire_date, True)


def test_session_that_nobody_signed_in_to_ends_after_an_hour(db, clock):
    from core.login.sessions import SessionStore  # noqa: PLC0415

    store = SessionStore()
    store["waits"] = "for an answer"
    store.save()
    assert Session.objects.get().expire_date - timezone.now() == HOUR
