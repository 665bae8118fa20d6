"""One event of a municipality stands in the calendars of the institutions that it is for."""

from datetime import date, time, timedelta

import pytest
from django.utils import timezone
from django.utils.html import strip_tags

from cms.calendar.queries import occurrences_visible_to
from cms.homes import make_homes
from cms.models import EventPage, GroupHome
from cms.queries import visible_to
from cms.sharing import list_units
from core.people.models import Institution
from tests.cms.conftest import NOW

TITLE = "Åbent hus i kulturskolen"
DAY = date(2026, 12, 3)
SPAN = {"start": NOW, "end": NOW + timedelta(days=60)}


@pytest.fixture
def share(publish, municipality_home):
    """Publishes an event of the municipality to an audience."""

    def add(*keys, title=TITLE, starts_on=DAY, **fields):
        event = EventPage(title=title, starts_on=starts_on, own_audience=sorted(keys), **fields)
        return publish(municipality_home, event)

    return add


@pytest.fixture
def tranehoej(egesoeskolen):
    """Another school of the municipality."""
    school = Institution.objects.create(
        key="998102", name="Tranehøjskolen", kind="school",
        municipality=egesoeskolen.institution.municipality,
        parent=egesoeskolen.institution.parent,
    )  # fmt: skip
    make_homes([school.pk], today=NOW.date())
    return school


def addresses_of(home):
    """The month and the year wheel of a place."""
    return tuple(
        f"/kalender/{query}&sted={home.pk}" for query in ("?maaned=2026-12", "aarshjul/?aar=2026")
    )


@pytest.mark.parametrize("key", ["998101/guardian", "998.school/guardian", "998/guardian"])
def test_it_stands_in_the_calendars_of_an_institution_that_it_names(
    key, sign_in, share, egesoeskolen, tranehoej
):
    share(key, "998001/staff", starts_at=time(15), ends_at=time(18))
    belongs = ("998101/guardian", "998.school/guardian", "998/guardian")
    client = sign_in(*belongs, "998102/staff")
    for address in addresses_of(egesoeskolen.home):
        assert TITLE in client.get(address).text
    for address in addresses_of(tranehoej.home):
        assert (TITLE in client.get(address).text) == (key != "998101/guardian")


def test_what_comes_says_that_it_is_the_municipalitys(sign_in, share, egesoeskolen, publish):
    soon = timezone.localdate() + timedelta(days=3)
    publish(egesoeskolen.home, EventPage(title="Skolens egen", starts_on=soon))
    client = sign_in("998101/guardian", "998101/staff")
    events = client.get(egesoeskolen.home.url).text.partition("Skolens egen")
    assert events[1]
    assert "<span>Egesøskolen</span>" not in events[2]
    share("998101/guardian", starts_on=soon)
    shown = client.get(egesoeskolen.home.url).text
    assert "<span>Lindesø Kommune</span>" in shown.partition(TITLE)[2]


def test_of_another_institution_it_does_not_though_the_reader_sees_it(sign_in, share, egesoeskolen):
    others = {
        "Til en anden skole": "998102/guardian",
        "Til dagtilbud": "998.daycare/guardian",
    }
    for title, key in others.items():
        share(key, title=title)
    share("998101/guardian")
    client = sign_in("998101/guardian", "998102/guardian", "998.daycare/guardian", "998/guardian")
    everything = client.get("/kalender/?maaned=2026-12").text
    for address in addresses_of(egesoeskolen.home):
        shown = client.get(address).text
        assert TITLE in shown
        for title in others:
            assert title not in shown
            assert title in everything


def test_a_holiday_that_is_for_everybody_stands_in_the_calendars_of_all(
    client, sign_in, share, egesoeskolen, tranehoej
):
    soon = timezone.localdate() + timedelta(days=3)
    share("public", title="Juleferie", starts_on=DAY, is_closing_day=True)
    share("public", title="Temadag", starts_on=soon)
    for home in (egesoeskolen.home, tranehoej.home):
        home.own_audience = ["public"]
        home.save_revision().publish()
        assert "Temadag" in client.get(home.url).text
    member = sign_in("998101/guardian", f"g{egesoeskolen.group.pk}/guardian")
    for home in (egesoeskolen.home, tranehoej.home):
        for address in addresses_of(home):
            assert "Juleferie" in member.get(address).text
    # At a class it does not, as nothing that is not the class's.
    class_home = GroupHome.objects.get(home_of=egesoeskolen.group)
    for address in addresses_of(class_home):
        assert "Juleferie" not in member.get(address).text


def test_it_stands_in_no_calendar_of_a_class(sign_in, share, egesoeskolen):
    share("998101/guardian")
    client = sign_in("998101/guardian", f"g{egesoeskolen.group.pk}/guardian")
    home = GroupHome.objects.get(home_of=egesoeskolen.group)
    for address in addresses_of(home):
        assert TITLE not in client.get(address).text
    for address in addresses_of(egesoeskolen.home):
        assert TITLE in client.get(address).text


def test_a_browser_asks_anew_when_the_municipality_shares(sign_in, share, egesoeskolen):
    client = sign_in("998101/guardian")
    address, soon = egesoeskolen.home.url, timezone.localdate() + timedelta(days=3)
    tag = client.get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
    event = share("998101/guardian", starts_on=soon)
    again = client.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, TITLE in strip_tags(again.text)) == (200, True)
    event.unpublish()
    assert TITLE not in client.get(address, headers={"If-None-Match": again["ETag"]}).text


def test_it_costs_the_calendar_no_query_more(
    sign_in, share, egesoeskolen, django_assert_num_queries
):
    client = sign_in("998101/guardian")
    for number in range(5):
        share("998101/guardian", title=f"Nr. {number}")
    address = addresses_of(egesoeskolen.home)[0]
    client.get(address)
    with django_assert_num_queries(4):
        assert "Nr. 4" in client.get(address).text


def test_all_that_is_shared_is_what_visible_to_lets_through(
    share, egesoeskolen, tranehoej, make_viewer, publish
):
    for audience in (("998101/staff",), ("998/guardian",), ("998.school/pupil", "998001/staff")):
        share(*audience)
        publish(egesoeskolen.home, EventPage(title="Egen", starts_on=DAY, own_audience=[*audience]))
    share("998102/staff", title="Naboens")
    place = {"kind": "school", "municipality_code": "998"}
    for keys in (("998101/staff",), ("998/guardian", "998102/staff"), ("998.school/pupil",), ()):
        viewer = make_viewer(*keys)
        seen = visible_to(viewer, EventPage.objects.all())
        here = seen.exclude(title="Naboens")
        # What names Egesøskolen alone is not shared with its neighbour.
        there = seen.exclude(title="Egen").exclude(own_audience=["998101/staff"])
        for home, expected in ((egesoeskolen.home, here), (tranehoej.home, there)):
            units = list_units(home.home_unit, **place)
            rows = occurrences_visible_to(viewer, below=home.path, shared_with=units, **SPAN)
            assert {row.page_id for row in rows} == set(expected.values_list("pk", flat=True))
