"""Hours that are those of each of several days: said once, and an appointment for each day."""

from datetime import date, time, timedelta

import pytest
import time_machine
from django.utils.html import strip_tags
from icalendar import Calendar

from core.access.operations import Holding, replace_holdings
from core.people.models import Person
from tests.cms.conftest import NOW

DAYS = {"starts_on": date(2026, 12, 8), "ends_on": date(2026, 12, 10)}
HOURS = {"starts_at": time(14), "ends_at": time(18)}
DANISH = "tirsdag den 8. december – torsdag den 10. december, hver dag kl. 14.00-18.00"
ENGLISH = "Tuesday 8 December – Thursday 10 December, every day 14:00–18:00"


@pytest.fixture(autouse=True)
def at_moment():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def anna(client, egesoeskolen):
    """A teacher at the school, signed in."""
    person = Person.objects.create_user("anna0001", first_name="Anna")
    replace_holdings({person.pk: [Holding(key="998101/staff"), Holding(key="998/staff")]})
    client.force_login(person)
    return person


@pytest.fixture
def read_feed(client, anna):
    """The events of Anna's calendar address."""
    made = client.post("/kalender/abonnement/ny/", {"child": ""}).text
    start = made.index("/kalender/", made.index('class="secret"'))
    path = made[start : made.index("<", start)].strip()
    return lambda: Calendar.from_ical(client.get(path).content).events


def words_of(response):
    return " ".join(strip_tags(response.text).split())


@pytest.mark.parametrize(("language", "says"), [("da", DANISH), ("en", ENGLISH)])
def test_lists_say_it_once_for_all_days(client, anna, egesoeskolen, make_event, language, says):
    Person.objects.update(language=language)
    event = make_event(egesoeskolen.home, "Prøvedage", **DAYS, **HOURS, hours_each_day=True)
    for address in ("/", egesoeskolen.home.url, "/kalender/?maaned=2026-12"):
        assert words_of(client.get(address)).count(says) == 1
    year = says.replace("december", "december 2026").replace("December", "December 2026")
    assert year.casefold() in words_of(client.get(event.url)).casefold()
    # Without the choice the hours are those of the first and the last day.
    event.hours_each_day = False
    event.save_revision().publish()
    shown = words_of(client.get("/kalender/?maaned=2026-12"))
    assert "Prøvedage" in shown
    assert says not in shown


def test_the_month_has_it_on_each_day_and_the_year_once(client, anna, egesoeskolen, make_event):
    make_event(egesoeskolen.home, "Prøvedage", **DAYS, **HOURS, hours_each_day=True)
    month = client.get("/kalender/?maaned=2026-12").text
    assert month.partition("month-list")[0].count("Prøvedage</a>") == 3
    assert month.partition("month-list")[2].count("Prøvedage</a>") == 1
    assert "8.-10. Prøvedage" in words_of(client.get("/kalender/aarshjul/"))


def test_a_calendar_program_has_an_appointment_for_each_day_that_stays(
    egesoeskolen, make_event, read_feed
):
    event = make_event(egesoeskolen.home, "Prøvedage", **DAYS, **HOURS, hours_each_day=True)
    before = read_feed()
    assert [(item.start.isoformat(), item.end.isoformat()) for item in before] == [
        (f"2026-12-{day:02}T14:00:00+01:00", f"2026-12-{day:02}T18:00:00+01:00")
        for day in (8, 9, 10)
    ]
    names = [str(item["uid"]) for item in before]
    assert names == [f"{event.translation_key}-202612{day:02}" for day in (8, 9, 10)]
    event.title, event.starts_at = "Prøverne", time(13)
    event.save_revision().publish()
    after = read_feed()
    assert [str(item["uid"]) for item in after] == names
    assert {(str(item["summary"]), item.start.hour) for item in after} == {("Prøverne", 13)}


def test_hours_stay_what_they_are_when_summer_begins(egesoeskolen, make_event, read_feed):
    days = {"starts_on": date(2027, 3, 27), "ends_on": date(2027, 3, 28)}
    make_event(egesoeskolen.home, "Åbent hus", **days, **HOURS, hours_each_day=True)
    first, second = read_feed()
    assert (first.start.hour, second.start.hour) == (14, 14)
    assert second.start.utcoffset() - first.start.utcoffset() == timedelta(hours=1)


def test_what_repeats_has_each_day_once(egesoeskolen, make_event, read_feed):
    two = DAYS | {"ends_on": date(2026, 12, 9)}
    weekly = {"repeats": "weekly", "repeats_until": date(2026, 12, 15)}
    make_event(egesoeskolen.home, "Værksted", **two, **HOURS, hours_each_day=True, **weekly)
    assert [item.start.day for item in read_feed()] == [8, 9, 15, 16]
    daily = {"repeats": "daily", "repeats_until": date(2026, 12, 9)}
    make_event(egesoeskolen.home, "Hver dag", **two, **HOURS, hours_each_day=True, **daily)
    events = [item for item in read_feed() if item["summary"] == "Hver dag"]
    assert [item.start.day for item in events] == [8, 9, 10]


def test_of_one_day_and_of_whole_days_it_says_nothing(
    client, anna, egesoeskolen, make_event, read_feed
):
    make_event(egesoeskolen.home, "Møde", starts_on=DAYS["starts_on"], **HOURS, hours_each_day=True)
    make_event(egesoeskolen.home, "Ferie", **DAYS, hours_each_day=True)
    shown = words_of(client.get("/kalender/?maaned=2026-12"))
    assert "tirsdag den 8. december kl. 14.00-18.00" in shown
    assert "tirsdag den 8. december – torsdag den 10. december" in shown
    assert "hver dag" not in shown
    assert len(read_feed()) == 2
