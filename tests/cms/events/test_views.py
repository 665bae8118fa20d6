"""The calendar over HTTP, an event's page, and »Det sker« on home pages."""

from datetime import date, time, timedelta

import pytest
from django.utils import timezone
from django.utils.html import strip_tags

from cms.models import EventPage, GroupHome
from core.access.models import Right
from core.access.operations import Holding, grant_rights, replace_holdings
from core.people.models import Person
from themes.templatetags.themes_dates import day_and_date, day_and_year


@pytest.fixture
def reader(client, egesoeskolen):
    """A teacher at the school, signed in."""
    person = Person.objects.create_user("anna0001", "kodeord til test", first_name="Anna")
    replace_holdings({person.pk: [Holding(key="998101/staff")]})
    client.force_login(person)
    return client


def test_month_shows_what_happens_in_it_and_the_months_around(reader, egesoeskolen, make_event):
    make_event(egesoeskolen.home, "Luciaoptog", starts_on=date(2026, 12, 11), starts_at=time(15))
    make_event(egesoeskolen.home, "Skitur", starts_on=date(2027, 1, 11))
    december = reader.get("/kalender/?maaned=2026-12").text
    assert "Luciaoptog" in december
    assert "kl. 15.00-16.00" in december
    assert "Skitur" not in december
    assert "/kalender/?maaned=2026-11" in december
    assert "/kalender/?maaned=2027-01" in december
    assert "Skitur" in reader.get("/kalender/?maaned=2027-01").text


def test_holidays_stand_in_both_of_their_months(reader, egesoeskolen, make_event):
    days = {"starts_on": date(2026, 12, 21), "ends_on": date(2027, 1, 3)}
    make_event(egesoeskolen.home, "Juleferie", **days)
    for month in ("2026-12", "2027-01"):
        assert "Juleferie" in reader.get(f"/kalender/?maaned={month}").text
    assert "Juleferie" not in reader.get("/kalender/?maaned=2027-02").text


def test_calendar_of_a_place_holds_what_happens_below_it(reader, egesoeskolen, make_event):
    group_home = GroupHome.objects.get(home_of=egesoeskolen.group)
    day = date(2026, 12, 11)
    make_event(egesoeskolen.home, "Hele skolen", starts_on=day)
    make_event(group_home, "Klassen", starts_on=day, own_audience=["998101/staff"])
    of_school = reader.get(f"/kalender/?maaned=2026-12&sted={egesoeskolen.home.pk}").text
    assert "Hele skolen" in of_school
    assert "Klassen" in of_school
    replace = Person.objects.get(unilogin="anna0001")
    replace_holdings(
        {
            replace.pk: [
                Holding(key="998101/staff"),
                Holding(key=f"g{egesoeskolen.group.pk}/staff"),
            ]
        }
    )
    of_group = reader.get(f"/kalender/?maaned=2026-12&sted={group_home.pk}").text
    assert "Klassen" in of_group
    assert "Hele skolen" not in of_group


@pytest.mark.parametrize("month", ["", "2026-13", "x", "0000-01", "9999-12", "²026-01", "2026-1"])
@pytest.mark.parametrize("place", ["", "0", "x", "²", "9" * 30])
def test_whatever_stands_in_the_address_a_month_is_shown(reader, month, place):
    response = reader.get("/kalender/", {"maaned": month, "sted": place})
    assert response.status_code == 200
    assert "Der sker ikke noget for dig i denne måned." in response.text


def test_who_has_not_signed_in_is_sent_to_sign_in(client, egesoeskolen):
    response = client.get("/kalender/")
    assert response.status_code == 302
    assert response["Location"].startswith("/log-ind/")


def test_calendar_costs_three_queries(reader, egesoeskolen, make_event, django_assert_num_queries):
    # The session with its person, the places, what happens; for who writes not one more.
    for day in range(1, 20):
        make_event(egesoeskolen.home, starts_on=date(2026, 12, day))
    reader.get("/kalender/?maaned=2026-12")
    with django_assert_num_queries(3):
        reader.get("/kalender/?maaned=2026-12")
    anna = Person.objects.get(unilogin="anna0001")
    school = egesoeskolen.institution
    grant_rights(person_id=anna.pk, institution_id=school.pk, rights=[Right.EDIT])
    with django_assert_num_queries(3):
        assert "Ny begivenhed" in reader.get("/kalender/?maaned=2026-12").text


def test_calendar_of_a_place_costs_readers_four_queries(
    reader, egesoeskolen, django_assert_num_queries
):
    address = f"/kalender/?maaned=2026-12&sted={egesoeskolen.home.pk}"
    reader.get(address)
    with django_assert_num_queries(4):
        assert "Egesøskolen" in reader.get(address).text


@pytest.mark.parametrize("address", ["/kalender/", "/kalender/aarshjul/"])
def test_who_writes_is_led_to_a_new_event(client, egesoeskolen, revleskolen, address):
    person = Person.objects.create_user("anna0001", first_name="Anna")
    replace_holdings({person.pk: [Holding(key="998101/staff"), Holding(key="999101/staff")]})
    client.force_login(person)
    own, other = (f"{address}?sted={school.home.pk}" for school in (egesoeskolen, revleskolen))
    assert not any("Ny begivenhed" in client.get(path).text for path in (address, own, other))
    grant_rights(
        person_id=person.pk, institution_id=egesoeskolen.institution.pk, rights=[Right.EDIT]
    )
    assert 'href="/ny-begivenhed/"' in client.get(address).text
    assert f'href="/ny-begivenhed/{egesoeskolen.home.pk}/"' in client.get(own).text
    assert "Revleskolen" in client.get(other).text
    assert "Ny begivenhed" not in client.get(other).text


def test_event_names_its_next_times_and_its_place(reader, egesoeskolen, make_event):
    soon = timezone.localdate() + timedelta(days=3)
    event = make_event(
        egesoeskolen.home, "Svømning", starts_on=soon, starts_at=time(8, 15), ends_at=time(9, 45),
        location="Svømmehallen", is_closing_day=True,
        body=[("text", "<p>Husk badetøj.</p>")],
    )  # fmt: skip
    text = reader.get(event.url).text
    assert "kl. 8.15-9.45" in text
    assert "Svømmehallen" in text
    assert "Lukkedag" in text
    assert "Husk badetøj." in text
    over = make_event(egesoeskolen.home, "Længst forbi", starts_on=date(2026, 1, 5))
    assert "Den er slut." in reader.get(over.url).text


def test_several_days_show_the_hours_of_the_first_and_the_last(reader, egesoeskolen, make_event):
    soon = timezone.localdate() + timedelta(days=3)
    days = {"starts_on": soon, "ends_on": soon + timedelta(days=2), "starts_at": time(9)}
    event = make_event(egesoeskolen.home, "Lejrskole", ends_at=time(14), **days)
    open_end = make_event(egesoeskolen.home, "Hyttetur", **days)
    first, last = day_and_date(soon), day_and_date(soon + timedelta(days=2))
    for address in ("/", egesoeskolen.home.url, f"/kalender/?maaned={soon:%Y-%m}"):
        text = strip_tags(reader.get(address).text)
        assert f"{first} kl. 9.00 – {last} kl. 14.00" in text
        assert f"{first} kl. 9.00 – {last}\n" in text
    assert f" kl. 9.00 – {day_and_year(soon + timedelta(days=2))} kl. 14.00" in strip_tags(
        reader.get(event.url).text
    )
    assert "kl. 0.00" not in reader.get(open_end.url).text


def test_homes_name_what_comes_and_not_what_has_been(reader, egesoeskolen, make_event):
    today = timezone.localdate()
    make_event(egesoeskolen.home, "I overmorgen", starts_on=today + timedelta(days=2))
    make_event(egesoeskolen.home, "I går", starts_on=today - timedelta(days=1))
    make_event(egesoeskolen.home, "Om et år", starts_on=today + timedelta(days=365))
    for address in ("/", egesoeskolen.home.url):
        text = reader.get(address).text
        assert "Det sker" in text
        assert "I overmorgen" in text
        assert "I går" not in text
        assert "Om et år" not in text


def test_place_does_not_list_its_events_among_its_pages(reader, egesoeskolen, make_event):
    far = timezone.localdate() + timedelta(days=300)
    make_event(egesoeskolen.home, "Langt ude", starts_on=far)
    assert EventPage.objects.count() == 1
    assert "Langt ude" not in reader.get(egesoeskolen.home.url).text
