"""The year wheel: a school year as twelve months, with what happens in each."""

import re
from datetime import date, time

import pytest

from cms.calendar.years import months_of, read_year
from cms.models import GroupHome
from cms.school_years import SchoolYear, school_year_of
from core.access.operations import Holding, replace_holdings
from core.people.models import Person

TODAY = date(2026, 11, 23)


@pytest.fixture
def reader(client, egesoeskolen):
    """A teacher at the school, signed in."""
    person = Person.objects.create_user("anna0001", "kodeord til test", first_name="Anna")
    replace_holdings({person.pk: [Holding(key="998101/staff")]})
    client.force_login(person)
    return client


def read_months(text):
    """What stands in each month's card, as words."""
    cards = re.findall(r'<section class="panel[^"]*"\s+aria-labelledby="month-([0-9-]+)">(.*?)</section>', text, re.S)  # fmt: skip # noqa: E501
    return {name: " ".join(re.sub(r"<[^>]+>", " ", card).split()) for name, card in cards}


def test_school_year_begins_in_august_and_has_twelve_months():
    assert (
        school_year_of(date(2026, 8, 1))
        == school_year_of(date(2027, 7, 31))
        == SchoolYear(year=2026)
    )
    assert school_year_of(date(2026, 7, 31)) == SchoolYear(year=2025)
    year = SchoolYear(year=2026)
    assert [(month.year, month.number) for month in months_of(year)][:1] == [(2026, 8)]
    assert [(month.year, month.number) for month in months_of(year)][-1:] == [(2027, 7)]
    assert (len(months_of(year)), year.name) == (12, "2026/27")
    assert SchoolYear(year=2099).name == "2099/00"


@pytest.mark.parametrize("text", ["", "x", "26", "1999", "2999", "9999", "²026", "02026", "-202"])
def test_whatever_else_stands_in_the_address_it_is_the_year_of_today(text):
    assert read_year(text, today=TODAY) == SchoolYear(year=2026)
    assert read_year("2031", today=TODAY) == SchoolYear(year=2031)


def test_events_stand_in_their_months_with_their_days(reader, egesoeskolen, make_event):
    make_event(egesoeskolen.home, "Efterårsferie", starts_on=date(2026, 10, 12),
               ends_on=date(2026, 10, 16))  # fmt: skip
    make_event(egesoeskolen.home, "Juleferie", starts_on=date(2026, 12, 21),
               ends_on=date(2027, 1, 1), is_closing_day=True)  # fmt: skip
    make_event(egesoeskolen.home, "Svømning", starts_on=date(2026, 12, 1), starts_at=time(8),
               repeats="biweekly", repeats_until=date(2027, 1, 20))  # fmt: skip
    make_event(egesoeskolen.home, "Sommerfest", starts_on=date(2026, 7, 31))
    months = read_months(reader.get("/kalender/aarshjul/?aar=2026").text)
    assert list(months) == [f"2026-{n:02}" for n in range(8, 13)] + [
        f"2027-{n:02}" for n in range(1, 8)
    ]
    assert months["2026-10"] == "Oktober 2026 12.-16. Efterårsferie"
    assert months["2026-12"] == "December 2026 1. 15. 29. Svømning 21.12.-1.1. Juleferie Lukkedag"
    assert months["2027-01"] == "Januar 2027 21.12.-1.1. Juleferie Lukkedag 12. Svømning"
    assert months["2026-08"] == "August 2026 Ikke noget endnu."
    before = read_months(reader.get("/kalender/aarshjul/?aar=2025").text)
    assert before["2026-07"] == "Juli 2026 31. Sommerfest"


def test_year_of_a_place_holds_what_happens_below_it(reader, egesoeskolen, make_event):
    home = GroupHome.objects.get(home_of=egesoeskolen.group)
    holders = {"own_audience": ["998101/staff"]}
    make_event(egesoeskolen.home, "Hele skolen", starts_on=date(2026, 12, 1), **holders)
    make_event(home, "Klassen", starts_on=date(2026, 12, 2), **holders)
    make_event(
        home, "Kun forældrene", starts_on=date(2026, 12, 3), own_audience=["998101/guardian"]
    )
    text = reader.get(f"/kalender/aarshjul/?aar=2026&sted={egesoeskolen.home.pk}").text
    assert "Hele skolen" in text
    assert "Klassen" in text
    assert "Kun forældrene" not in text
    assert f"aar=2027&amp;sted={egesoeskolen.home.pk}" in text


def test_calendar_and_year_lead_to_each_other_and_strangers_to_sign_in(reader):
    month = reader.get("/kalender/?maaned=2027-03").text
    assert 'href="/kalender/aarshjul/?aar=2026"' in month
    assert "/kalender/?maaned=2027-03" in reader.get("/kalender/aarshjul/?aar=2026").text
    reader.logout()
    answer = reader.get("/kalender/aarshjul/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/log-ind/")


def test_year_costs_three_queries(reader, egesoeskolen, make_event, django_assert_num_queries):
    for month in range(1, 7):
        make_event(egesoeskolen.home, starts_on=date(2027, month, 1))
    reader.get("/kalender/aarshjul/?aar=2026")
    with django_assert_num_queries(3):
        reader.get("/kalender/aarshjul/?aar=2026")
    with django_assert_num_queries(4):
        reader.get(f"/kalender/aarshjul/?aar=2026&sted={egesoeskolen.home.pk}")
