"""Lists of news in a text: several places by one query, and each reader's own."""

import pytest
from django.utils import translation

from cms.models import BasePage, GroupHome, MunicipalityHome
from cms.news.queries import news_of_places, news_visible_to
from cms.queries import find_page
from cms.reading import read_page_body
from cms.sharing import list_units


@pytest.fixture
def viewer(make_viewer):
    return make_viewer("998101/staff", "999101/guardian")


def make_list(place, number=3):
    return ("news", {"title": "", "place": place, "number": number})


def test_each_place_has_its_own_newest_as_the_page_of_the_place_has_them(
    egesoeskolen, revleskolen, make_news, viewer
):
    for school, audience in ((egesoeskolen, "998101/staff"), (revleskolen, "999101/guardian")):
        for number in range(5):
            make_news(school.home, f"Nyhed {number}", own_audience=[audience])
        make_news(school.home, "For andre", own_audience=["998101/pupil"])
    places = [school.home for school in (egesoeskolen, revleskolen)]
    found = news_of_places(viewer, [place.pk for place in places], most=3)
    assert [len(found[place.pk]) for place in places] == [3, 3]
    for place in places:
        assert found[place.pk] == news_visible_to(viewer, below=place.path, most=3)


def test_what_the_municipality_shares_stands_in_the_list_of_an_institution(
    egesoeskolen, revleskolen, make_news, make_viewer
):
    above = MunicipalityHome.objects.get(home_of__code="998")
    keys = {"998101/staff", "998.school/staff", "998/staff", "998102/staff", "998.daycare/staff"}
    for key in sorted(keys):
        make_news(above, key, own_audience=[key])
    make_news(egesoeskolen.home, "skolens", own_audience=["998101/staff"])
    make_news(revleskolen.home, "en anden", own_audience=["998101/staff"])
    home = egesoeskolen.home
    class_home = GroupHome.objects.get(home_of=egesoeskolen.group)
    for held in (keys, {"998101/staff", "998.daycare/staff"}):
        viewer = make_viewer(*held)
        found = news_of_places(viewer, [home.pk, class_home.pk, above.pk], most=9)
        shared = {"998101/staff", "998.school/staff", "998/staff"} & held
        assert {row.title for row in found[home.pk]} == shared | {"skolens"}
        units = list_units("998101", kind="school", municipality_code="998")
        own = news_visible_to(viewer, below=home.path, shared_with=units, most=9)
        assert found[home.pk] == own
        assert found[class_home.pk] == []
        assert {row.title for row in found[above.pk]} == held | {"skolens"}


def test_lists_of_several_places_are_one_query(
    egesoeskolen, revleskolen, make_page, make_news, viewer, django_assert_num_queries
):
    make_news(revleskolen.home, "Fra den anden skole", own_audience=["999101/guardian"])
    body = [make_list(egesoeskolen.home), make_list(revleskolen.home, 1)]
    page = make_page(egesoeskolen.home, "Side", body=body, own_audience=["public"])
    row = find_page(page.url_path, viewer)
    with translation.override("da"), django_assert_num_queries(1):
        shown = read_page_body(row, viewer).shown
    assert [[item["title"] for item in hole["news"]] for hole in shown] == [
        [],
        ["Fra den anden skole"],
    ]


def test_a_list_follows_a_place_that_is_moved(
    egesoeskolen, revleskolen, make_page, make_news, viewer
):
    news = make_news(egesoeskolen.home, "Nyhed", own_audience=["public"])
    page = make_page(
        revleskolen.home, "Side", body=[make_list(egesoeskolen.home)], own_audience=["public"]
    )
    home = BasePage.objects.get(pk=egesoeskolen.home.pk)
    home.move(BasePage.objects.get(pk=revleskolen.home.pk), pos="last-child")
    [hole] = read_page_body(find_page(page.url_path, viewer), viewer).shown
    assert [item["title"] for item in hole["news"]] == [news.title]


def test_a_list_of_a_place_that_is_gone_is_empty_and_not_the_news_of_everywhere(
    egesoeskolen, revleskolen, make_page, make_news, viewer
):
    place = make_page(egesoeskolen.home, "Et sted", own_audience=["public"])
    make_news(egesoeskolen.home, "Nyhed", own_audience=["public"])
    page = make_page(revleskolen.home, "Side", body=[make_list(place)], own_audience=["public"])
    place.delete()
    page = type(page).objects.get(pk=page.pk)
    page.save_revision().publish()
    [hole] = read_page_body(find_page(page.url_path, viewer), viewer).shown
    assert hole["news"] == []
