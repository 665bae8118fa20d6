"""The calendar at a secret address: what it holds, when it ends, and how it is made and stopped."""

import io
import json
import logging
from datetime import date, time, timedelta

import pytest
import structlog
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from cms.models import CalendarAddress, GroupHome, MunicipalityHome
from core.config.logging import make_logging
from core.login.limits import ATTEMPTS_PER_ADDRESS
from core.people.guardian_access import block_guardian
from core.people.kinds import Role
from core.people.models import Group, Guardianship, Membership, Person
from core.people.refresh import refresh_access
from tests.cms.conftest import NOW

TODAY = NOW.date()


@pytest.fixture(autouse=True)
def at_moment():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def emil(egesoeskolen):
    """A brother in another class of the same school."""
    group = Group.objects.create(
        institution=egesoeskolen.institution, source="roster", external_id="7A", name="7.A",
        kind="main", ends_on=date(2027, 7, 31),
    )  # fmt: skip
    return _make_child(egesoeskolen.institution, group, "Emil")


@pytest.fixture
def bo(egesoeskolen):
    return _make_child(egesoeskolen.institution, egesoeskolen.group, "Bo")


@pytest.fixture
def dorte(egesoeskolen, bo, emil):
    """Mother of both."""
    person = Person.objects.create_user("dorte001", first_name="Dorte")
    for child in (bo, emil):
        Guardianship.objects.create(
            guardian=person, child=child, institution=egesoeskolen.institution,
            relation="mother", custody=True, source="roster",
        )  # fmt: skip
    refresh_access([bo.pk, emil.pk, person.pk], on=TODAY)
    return person


@pytest.fixture
def subscribe(client):
    """Makes an address on the page, and returns its path."""

    def make(person, child=None):
        client.force_login(person)
        answer = client.post("/kalender/abonnement/ny/", {"child": child.pk if child else ""})
        assert answer.status_code == 200
        client.logout()
        client.cookies.clear()
        start = answer.text.index("/kalender/", answer.text.index('class="secret"'))
        return answer.text[start : answer.text.index("<", start)].strip()

    return make


def _make_child(institution, group, name):
    child = Person.objects.create_user(
        f"{name.lower()}0001", first_name=name, birth_date=date(2017, 5, 4)
    )
    for where in (None, group):
        Membership.objects.create(
            person=child, institution=institution, group=where, role=Role.PUPIL, source="roster"
        )
    return child


def read(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return Calendar.from_ical(answer.content)


def titles(client, path):
    return {str(event["summary"]) for event in read(client, path).events}


def test_address_holds_title_times_place_and_link_and_no_text(
    client, dorte, subscribe, egesoeskolen, make_event
):
    page = make_event(
        egesoeskolen.home, "Luciaoptog", starts_on=date(2026, 12, 11), starts_at=time(15),
        ends_at=time(16, 30), location="Aulaen", summary="Kort om det",
        body=[("text", "<p>Kom i god tid.</p>")],
    )  # fmt: skip
    answer = client.get(subscribe(dorte))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    [event] = Calendar.from_ical(answer.content).events
    assert event["summary"] == "Luciaoptog"
    assert event["location"] == "Aulaen, Egesøskolen"
    assert event["url"].endswith(f"/side/{page.pk}/")
    assert event.start.isoformat() == "2026-12-11T15:00:00+01:00"
    assert event.end.isoformat() == "2026-12-11T16:30:00+01:00"
    assert event["dtstart"].params["TZID"] == "Europe/Copenhagen"
    assert b"god tid" not in answer.content
    assert b"Kort om" not in answer.content


def test_days_without_hours_end_on_the_day_after_and_keep_nobody_busy(
    client, dorte, subscribe, egesoeskolen, make_event
):
    days = {"starts_on": date(2026, 12, 21), "ends_on": date(2027, 1, 3)}
    make_event(egesoeskolen.home, "Juleferie", is_closing_day=True, **days)
    [event] = read(client, subscribe(dorte)).events
    assert event["dtstart"].dt == date(2026, 12, 21)
    assert event["dtend"].dt == date(2027, 1, 4)
    assert event["transp"] == "TRANSPARENT"
    assert event["categories"].to_ical() == b"Lukkedag"


def test_several_days_with_hours_go_from_the_first_to_the_last(
    client, dorte, subscribe, egesoeskolen, make_event
):
    days = {"starts_on": date(2027, 1, 4), "ends_on": date(2027, 1, 6)}
    make_event(egesoeskolen.home, "Lejrskole", starts_at=time(9), ends_at=time(14), **days)
    [event] = read(client, subscribe(dorte)).events
    assert event.start.isoformat() == "2027-01-04T09:00:00+01:00"
    assert event.end.isoformat() == "2027-01-06T14:00:00+01:00"


def test_days_that_are_skipped_are_in_no_calendar(
    client, dorte, subscribe, egesoeskolen, make_event
):
    repetition = {"repeats": "weekly", "repeats_until": date(2027, 1, 15)}
    make_event(
        egesoeskolen.home, "Svømning", starts_on=date(2026, 12, 18), **repetition,
        skips="21.12.2026-3.1.2027",
    )  # fmt: skip
    events = read(client, subscribe(dorte)).events
    assert [event.start.day for event in events] == [18, 8, 15]


def test_times_stay_local_when_summer_begins(client, dorte, subscribe, egesoeskolen, make_event):
    make_event(
        egesoeskolen.home, "Svømning", starts_on=date(2027, 3, 23), starts_at=time(8, 15),
        repeats="weekly", repeats_until=date(2027, 3, 30),
    )  # fmt: skip
    before, after = read(client, subscribe(dorte)).events
    assert (before.start.hour, after.start.hour) == (8, 8)
    assert after.start - before.start == timedelta(days=7)
    assert (before.start.utcoffset(), after.start.utcoffset()) == (
        timedelta(hours=1),
        timedelta(hours=2),
    )


def test_names_of_events_stay_and_their_versions_rise_when_they_are_moved(
    client, dorte, subscribe, egesoeskolen, make_event, at_moment
):
    event = make_event(egesoeskolen.home, "Møde", starts_on=date(2026, 12, 1), starts_at=time(17))
    weekly = {"repeats": "weekly", "repeats_until": date(2026, 12, 9)}
    make_event(egesoeskolen.home, "Kor", starts_on=date(2026, 12, 2), **weekly)
    path = subscribe(dorte)
    before = read(client, path).events
    assert len({item["uid"] for item in before}) == 3
    at_moment.shift(timedelta(days=1))
    event.title, event.starts_on, event.starts_at = "Mødet", date(2026, 12, 3), time(18)
    event.save_revision().publish()
    after = {str(item["uid"]): item for item in read(client, path).events}
    assert set(after) == {item["uid"] for item in before}
    [first] = [item for item in before if item["summary"] == "Møde"]
    moved = after[first["uid"]]
    assert moved["summary"] == "Mødet"
    assert moved["sequence"] > first["sequence"]
    assert moved["dtstamp"].dt - first["dtstamp"].dt == timedelta(days=1)
    assert moved["last-modified"].dt == moved["dtstamp"].dt


def test_what_is_taken_down_hidden_or_far_away_is_not_there(
    client, dorte, subscribe, egesoeskolen, make_event
):
    soon = {"starts_on": date(2026, 12, 1)}
    gone = make_event(egesoeskolen.home, "Aflyst", **soon)
    make_event(egesoeskolen.home, "Kun personalet", own_audience=["998101/staff"], **soon)
    make_event(egesoeskolen.home, "For længst", starts_on=TODAY - timedelta(days=91))
    make_event(egesoeskolen.home, "For nylig", starts_on=TODAY - timedelta(days=89))
    make_event(egesoeskolen.home, "Om et år", starts_on=TODAY + timedelta(days=399))
    make_event(egesoeskolen.home, "Siden hen", starts_on=TODAY + timedelta(days=401))
    path = subscribe(dorte)
    assert titles(client, path) == {"Aflyst", "For nylig", "Om et år"}
    gone.unpublish()
    assert titles(client, path) == {"For nylig", "Om et år"}


def test_address_of_a_child_holds_what_the_person_sees_through_the_child_alone(
    client, dorte, bo, emil, subscribe, egesoeskolen, make_event
):
    day = {"starts_on": date(2026, 12, 1)}
    school = egesoeskolen.home
    groups = {child: child.memberships.exclude(group=None).get().group_id for child in (bo, emil)}
    make_event(school, "Alle forældre", own_audience=["998101/guardian"], **day)
    make_event(school, "Bos klasse", own_audience=[f"g{groups[bo]}/guardian"], **day)
    make_event(school, "Emils klasse", own_audience=[f"g{groups[emil]}/guardian"], **day)
    make_event(school, "Dorte alene", own_audience=[f"p{dorte.pk}"], **day)
    make_event(school, "Eleverne", own_audience=[f"g{groups[bo]}/pupil"], **day)
    make_event(school, "Alle i verden", own_audience=["public"], **day)
    shared = {"Alle forældre", "Alle i verden"}
    assert titles(client, subscribe(dorte, bo)) == shared | {"Bos klasse"}
    assert titles(client, subscribe(dorte, emil)) == shared | {"Emils klasse"}
    everything = shared | {"Bos klasse", "Emils klasse", "Dorte alene"}
    assert titles(client, subscribe(dorte)) == everything


def test_what_the_municipality_shares_with_the_childs_school_is_in_its_address(
    client, dorte, bo, subscribe, egesoeskolen, make_event
):
    above = MunicipalityHome.objects.get(home_of__code="998")
    day = {"starts_on": date(2026, 12, 1)}
    for key in ("998101/guardian", "998.school/guardian", "998/guardian"):
        make_event(above, key, own_audience=[key, "998001/staff"], **day)
    make_event(above, "En anden skole", own_audience=["998102/guardian"], **day)
    shared = {"998101/guardian", "998.school/guardian", "998/guardian"}
    assert titles(client, subscribe(dorte, bo)) == shared
    assert titles(client, subscribe(dorte)) == shared


def test_calendar_of_a_child_is_named_by_the_class_and_not_by_the_child(
    client, dorte, bo, subscribe, egesoeskolen
):
    home = GroupHome.objects.get(home_of=egesoeskolen.group)
    calendar = read(client, subscribe(dorte, bo))
    assert calendar["x-wr-calname"] == f"Indgang: {home.title}"
    assert b"Bo" not in calendar.to_ical()


@pytest.fixture
def of_bo(client, dorte, bo, subscribe, egesoeskolen, make_event):
    """The address of a child, which works."""
    make_event(egesoeskolen.home, starts_on=date(2026, 12, 1))
    path = subscribe(dorte, bo)
    assert titles(client, path) == {"Svømning"}
    return path


def _block(dorte, bo):
    henrik = Person.objects.create_user("henrik01", first_name="Henrik")
    block_guardian(guardian=dorte, child=bo, placed_by=henrik, reason="x", now=NOW)


def _end_custody(dorte, bo):
    Guardianship.objects.filter(guardian=dorte, child=bo).update(custody=False)


def _deactivate(dorte, bo):
    Person.objects.filter(pk=dorte.pk).update(is_active=False)


def _move_away(dorte, bo):
    Membership.objects.filter(person=bo).update(ends_on=TODAY - timedelta(days=1))


def _revoke(dorte, bo):
    CalendarAddress.objects.update(revoked_at=NOW)


@pytest.mark.parametrize("end", [_block, _end_custody, _deactivate, _move_away, _revoke])
def test_address_stops_at_once_with_the_right_and_looks_as_if_it_never_was(
    client, dorte, bo, of_bo, end
):
    end(dorte, bo)
    ended, never = client.get(of_bo), client.get("/kalender/findes-ikke.ics")
    assert (ended.status_code, ended.content) == (404, b"") == (never.status_code, never.content)
    assert {**ended.headers, "X-Request-Id": ""} == {**never.headers, "X-Request-Id": ""}


def test_address_of_all_stops_when_the_person_belongs_nowhere(client, dorte, subscribe, bo, emil):
    path = subscribe(dorte)
    read(client, path)
    Guardianship.objects.all().update(custody=False)
    refresh_access([bo.pk, emil.pk], on=TODAY)
    assert client.get(path).status_code == 404


def test_nobody_keeps_the_answer_and_it_is_sent_once_until_it_changes(
    client, of_bo, egesoeskolen, make_event
):
    answer = client.get(of_bo)
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["X-Robots-Tag"] == "noindex"
    assert not answer.cookies
    again = client.get(of_bo, headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Cache-Control"] == "private, no-store"
    make_event(egesoeskolen.home, "Ny", starts_on=date(2026, 12, 2))
    changed = client.get(of_bo, headers={"if-none-match": answer["ETag"]})
    assert changed.status_code == 200
    assert client.post(of_bo).status_code == 405


@pytest.mark.parametrize("whose", ["all", "child"])
def test_answer_costs_the_same_however_much_happens(
    client, dorte, bo, subscribe, egesoeskolen, make_event, whose
):
    path = subscribe(dorte, bo if whose == "child" else None)
    make_event(egesoeskolen.home, starts_on=date(2026, 12, 1))
    read(client, path)
    costs = []
    for _turn in range(2):
        with CaptureQueriesContext(connection) as queries:
            read(client, path)
        costs.append(len(queries))
        for day in range(1, 9):
            make_event(egesoeskolen.home, starts_on=date(2026, 12, day))
    assert costs == ([5, 5] if whose == "child" else [4, 4])


def test_guessing_is_stopped_and_right_addresses_are_not_counted(client, of_bo, at_moment):
    for number in range(ATTEMPTS_PER_ADDRESS):
        assert client.get(f"/kalender/gaet{number}.ics").status_code == 404
    refused = client.get("/kalender/gaet.ics")
    assert (refused.status_code, refused["Retry-After"]) == (429, "60")
    assert client.get(of_bo).status_code == 200
    at_moment.shift(timedelta(minutes=2))
    assert client.get("/kalender/gaet.ics").status_code == 404


def test_secret_is_in_no_log_and_in_no_table(client, dorte, subscribe):
    stream = io.StringIO()
    configuration = make_logging(level="DEBUG")
    configuration["handlers"]["stderr"]["stream"] = stream
    handlers, level = logging.root.handlers[:], logging.root.level
    logging.config.dictConfig(configuration)
    structlog.get_logger("x").info("control")
    try:
        path = subscribe(dorte)
        client.get(path)
        client.get(path.replace(".ics", "x.ics"))
    finally:
        logging.root.handlers, logging.root.level = handlers, level
    secret = path.removeprefix("/kalender/").removesuffix(".ics")
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [line["route"] for line in lines if line["event"] == "request"].count(
        "calendar_feed"
    ) == 2
    assert secret not in stream.getvalue()
    row = CalendarAddress.objects.values().get()
    assert secret not in str(row)
    assert row["last_used_at"] == NOW


def test_page_shows_an_address_once_and_stops_it(client, dorte, bo, subscribe):
    path = subscribe(dorte, bo)
    client.force_login(dorte)
    page = client.get("/kalender/abonnement/")
    assert "no-store" in page["Cache-Control"]
    assert path not in page.text
    assert "Alt, der er til dig" in page.text
    assert "Emil" in page.text
    again = client.post("/kalender/abonnement/ny/", {"child": bo.pk}, follow=True)
    assert "Du har allerede denne adresse." in again.text
    address = CalendarAddress.objects.get()
    stopped = client.post("/kalender/abonnement/stop/", {"address": address.pk}, follow=True)
    assert "Adressen er stoppet." in stopped.text
    assert client.get(path).status_code == 404
    assert subscribe(dorte, bo) != path


@pytest.mark.parametrize("text", ["0", "x", "²", "9" * 30])
def test_addresses_are_made_for_own_children_and_stopped_by_their_owner(
    client, dorte, bo, subscribe, text
):
    path = subscribe(dorte, bo)
    stranger = Person.objects.create_user("carla001", first_name="Carla")
    client.force_login(stranger)
    address = CalendarAddress.objects.get()
    for name in (bo.pk, text):
        made = client.post("/kalender/abonnement/ny/", {"child": name})
        assert made.status_code == 404
    for name in (address.pk, text):
        assert client.post("/kalender/abonnement/stop/", {"address": name}).status_code == 404
    assert client.get(path).status_code == 200
    assert CalendarAddress.objects.count() == 1


def test_who_has_not_signed_in_is_sent_to_sign_in(client, db):
    for name in ("", "ny/", "stop/"):
        answer = client.post(f"/kalender/abonnement/{name}")
        assert answer.status_code == 302
        assert answer["Location"].startswith("/log-ind/")


def test_calendar_leads_to_the_page(client, dorte):
    client.force_login(dorte)
    assert 'href="/kalender/abonnement/"' in client.get("/kalender/").text
