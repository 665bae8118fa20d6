"""The archive of news: all that a reader sees, page by page, by place and by school year."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from cms.models import BasePage, GroupHome, NewsPage
from cms.news.archive import Archive, list_archive
from cms.queries import visible_to
from cms.school_years import SchoolYear, list_school_years, read_school_year
from core.access.operations import Holding, replace_holdings
from core.people.models import Person


@pytest.fixture
def reader(client, egesoeskolen, revleskolen):
    """A parent at one school and in its class, signed in."""
    person = Person.objects.create_user("carla001", first_name="Carla")
    keys = ("998101/guardian", f"g{egesoeskolen.group.pk}/guardian")
    replace_holdings({person.pk: [Holding(key=key) for key in keys]})
    client.force_login(person)
    return client


def titles_in(response):
    cards = response.text.partition("<main")[2].split("<h3>")[1:]
    return [card.partition("</a>")[0].rpartition(">")[2] for card in cards]


def publish_on(page, day):
    moment = timezone.make_aware(datetime.combine(day, datetime.min.time()))
    BasePage.objects.filter(pk=page.pk).update(first_published_at=moment)


def test_all_news_newest_first_page_by_page(reader, egesoeskolen, make_news):
    for number in range(23):
        make_news(egesoeskolen.home, f"Nyhed {number:02}")
    first, second = reader.get("/nyheder/"), reader.get("/nyheder/?side=2")
    assert titles_in(first) == [f"Nyhed {number:02}" for number in range(22, 2, -1)]
    assert titles_in(second) == ["Nyhed 02", "Nyhed 01", "Nyhed 00"]
    assert "/nyheder/?side=2" in first.text
    assert "Ældre nyheder" not in second.text
    assert "Nyere nyheder" in second.text
    assert "Der er ikke mere her." in reader.get("/nyheder/?side=3").text


def test_of_a_place_and_of_a_school_year(reader, egesoeskolen, make_news):
    class_home = GroupHome.objects.get(home_of=egesoeskolen.group)
    make_news(class_home, "Fra klassen")
    old = make_news(egesoeskolen.home, "Fra skolen")
    publish_on(old, date(2025, 7, 31))
    assert titles_in(reader.get("/nyheder/")) == ["Fra klassen", "Fra skolen"]
    assert titles_in(reader.get("/nyheder/", {"sted": class_home.pk})) == ["Fra klassen"]
    assert titles_in(reader.get("/nyheder/?skoleaar=2024")) == ["Fra skolen"]
    assert titles_in(reader.get("/nyheder/?skoleaar=2025")) == []
    assert "2024/25" in reader.get("/nyheder/").text


def test_only_what_the_reader_sees(reader, egesoeskolen, revleskolen, make_news):
    make_news(egesoeskolen.home, "Til forældre")
    make_news(egesoeskolen.home, "Til personalet", own_audience=["998101/staff"])
    far = make_news(revleskolen.home, "Fra en anden kommune", own_audience=["public"])
    assert titles_in(reader.get("/nyheder/")) == ["Til forældre"]
    # A place that the reader does not see is no place: what is shown is all of their own.
    assert titles_in(reader.get("/nyheder/", {"sted": revleskolen.home.pk})) == ["Til forældre"]
    assert reader.get(far.url).status_code == 200


def test_archive_is_what_visible_to_lets_through(egesoeskolen, revleskolen, make_news, make_viewer):
    for school in (egesoeskolen, revleskolen):
        for audience in (None, ["public"], ["998101/staff"], ["999101/guardian"]):
            make_news(school.home, "Nyhed", own_audience=audience)
    for keys in ((), ("998101/staff",), ("999101/guardian", "998101/pupil")):
        viewer = make_viewer(*keys)
        expected = set(visible_to(viewer, NewsPage.objects.all()).values_list("pk", flat=True))
        found = list_archive(viewer, Archive(), skip=0, most=100)
        assert {row.pk for row in found} == expected != set()


def test_who_has_not_signed_in_reads_that_of_a_public_place_alone(
    client, publish, egesoeskolen, make_news
):
    make_news(egesoeskolen.home, "Offentlig nyhed", own_audience=["public"])
    make_news(egesoeskolen.home, "Kun for forældre", own_audience=["998101/guardian"])
    place = {"sted": egesoeskolen.home.pk}
    assert client.get("/nyheder/")["Location"].startswith("/log-ind/")
    assert client.get("/nyheder/", place)["Location"].startswith("/log-ind/")
    egesoeskolen.home.own_audience = ["public"]
    egesoeskolen.home.save_revision().publish()
    assert titles_in(client.get("/nyheder/", place)) == ["Offentlig nyhed"]


@pytest.mark.parametrize("query", ["sted=x", "sted=²", "side=0", "side=x", "side=²", "skoleaar=26"])
def test_whatever_stands_in_the_address_news_are_shown(reader, egesoeskolen, make_news, query):
    make_news(egesoeskolen.home, "Nyhed")
    assert titles_in(reader.get(f"/nyheder/?{query}")) == ["Nyhed"]


def test_archive_costs_five_queries(reader, egesoeskolen, make_news, django_assert_num_queries):
    for number in range(25):
        make_news(egesoeskolen.home, f"Nyhed {number}")
    for query in ({}, {"sted": egesoeskolen.home.pk}, {"skoleaar": "2026", "side": "2"}):
        reader.get("/nyheder/", query)
        with django_assert_num_queries(5):
            response = reader.get("/nyheder/", query)
    assert response["Cache-Control"] == "private, no-store"


def test_home_and_places_lead_there(reader, egesoeskolen, make_news):
    make_news(egesoeskolen.home, "Nyhed")
    assert 'href="/nyheder/"' in reader.get("/").text
    assert f'href="/nyheder/?sted={egesoeskolen.home.pk}"' in reader.get(egesoeskolen.home.url).text


def test_school_years_turn_in_august_in_danish_time():
    zone = ZoneInfo("Europe/Copenhagen")
    year = SchoolYear(2026)
    assert (year.starts_at, year.ends_at) == (
        datetime(2026, 8, 1, tzinfo=zone),
        datetime(2027, 8, 1, tzinfo=zone),
    )
    assert [year.name for year in list_school_years(date(2025, 7, 31), today=date(2026, 8, 1))] == [
        "2026/27", "2025/26", "2024/25",
    ]  # fmt: skip
    assert SchoolYear(2099).name == "2099/00"
    assert read_school_year("2026") == year
    assert {read_school_year(text) for text in ("", "x", "²026", "1999", "9999", "02026")} == {None}


@pytest.mark.usefixtures("children")
def test_a_card_says_for_which_children_it_is(client, dorte, egesoeskolen, make_news):
    client.force_login(dorte)
    make_news(egesoeskolen.home, "Til klassen", own_audience=[f"g{egesoeskolen.group.pk}/guardian"])
    make_news(egesoeskolen.home, "Til forældre", own_audience=["998101/guardian"])
    cards = client.get("/nyheder/").text.partition("<main")[2].split('<li class="card')[1:]
    named = [[name for name in ("Emil", "Bo") if f">{name}<" in card] for card in cards]
    assert named == [["Emil", "Bo"], ["Bo"]]
