"""Lists of events in a text: several places by one query, and each reader's own."""

from datetime import time, timedelta

import pytest
from django.utils import translation

from cms.calendar.queries import occurrences_of_places, occurrences_visible_to
from cms.models import GroupHome, MunicipalityHome
from cms.queries import find_page
from cms.reading import read_page_body
from cms.sharing import list_units
from tests.cms.conftest import NOW

DAY = timedelta(days=1)
TODAY = NOW.date()


@pytest.fixture
def viewer(make_viewer):
    return make_viewer("998101/staff", "999101/guardian")


def make_list(place, number=3):
    return ("event_list", {"title": "", "place": place, "number": number})


def test_each_place_has_its_next_as_the_calendar_of_the_place_has_them(
    egesoeskolen, revleskolen, make_event, viewer
):
    for school, audience in ((egesoeskolen, "998101/staff"), (revleskolen, "999101/guardian")):
        own = {"own_audience": [audience], "starts_at": time(9)}
        for number in range(1, 6):
            make_event(school.home, f"Nr. {number}", starts_on=TODAY + number * DAY, **own)
        make_event(school.home, "I går", starts_on=TODAY - DAY, **own)
        make_event(school.home, "For andre", starts_on=TODAY + DAY, own_audience=["998101/pupil"])
    places = [school.home for school in (egesoeskolen, revleskolen)]
    span = {"start": NOW, "end": NOW + 30 * DAY, "most": 3}
    found = occurrences_of_places(viewer, [place.pk for place in places], **span)
    for place in places:
        assert [row.title for row in found[place.pk]] == ["Nr. 1", "Nr. 2", "Nr. 3"]
        assert found[place.pk] == occurrences_visible_to(viewer, below=place.path, **span)


def test_what_the_municipality_shares_stands_in_the_list_of_an_institution(
    egesoeskolen, revleskolen, make_event, make_viewer
):
    above = MunicipalityHome.objects.get(home_of__code="998")
    tomorrow = {"starts_on": TODAY + DAY}
    keys = {"998101/staff", "998.school/staff", "998/staff", "998102/staff", "998.daycare/staff"}
    for key in sorted(keys):
        make_event(above, key, own_audience=[key], **tomorrow)
    make_event(egesoeskolen.home, "skolens", own_audience=["998101/staff"], **tomorrow)
    make_event(revleskolen.home, "en anden", own_audience=["998101/staff"], **tomorrow)
    home = egesoeskolen.home
    class_home = GroupHome.objects.get(home_of=egesoeskolen.group)
    span = {"start": NOW, "end": NOW + 30 * DAY, "most": 9}
    for held in (keys, {"998101/staff", "998.daycare/staff"}):
        viewer = make_viewer(*held)
        found = occurrences_of_places(viewer, [home.pk, class_home.pk, above.pk], **span)
        shared = {"998101/staff", "998.school/staff", "998/staff"} & held
        assert {row.title for row in found[home.pk]} == shared | {"skolens"}
        units = list_units("998101", kind="school", municipality_code="998")
        own = occurrences_visible_to(viewer, below=home.path, shared_with=units, **span)
        assert found[home.pk] == own
        assert found[class_home.pk] == []
        assert {row.title for row in found[above.pk]} == held | {"skolens"}


def test_lists_of_several_places_are_one_query(
    egesoeskolen, revleskolen, make_page, make_event, viewer, django_assert_num_queries
):
    own = {"own_audience": ["999101/guardian"]}
    make_event(revleskolen.home, "Sommerfest", starts_on=TODAY + 200 * DAY, **own)
    make_event(revleskolen.home, "Julefest", starts_on=TODAY + 20 * DAY, **own)
    body = [make_list(egesoeskolen.home), make_list(revleskolen.home, 1)]
    page = make_page(egesoeskolen.home, "Side", body=body, own_audience=["public"])
    row = find_page(page.url_path, viewer)
    with translation.override("da"), django_assert_num_queries(1):
        shown = read_page_body(row, viewer).shown
    assert [[event["title"] for event in hole["events"]] for hole in shown] == [[], ["Julefest"]]
    assert {hole["title"] for hole in shown} == {"Det sker"}


def test_a_list_of_a_place_that_is_gone_is_empty(
    egesoeskolen, revleskolen, make_page, make_event, viewer
):
    place = make_page(egesoeskolen.home, "Et sted", own_audience=["public"])
    make_event(egesoeskolen.home, starts_on=TODAY + DAY, own_audience=["public"])
    page = make_page(revleskolen.home, "Side", body=[make_list(place)], own_audience=["public"])
    place.delete()
    page = type(page).objects.get(pk=page.pk)
    page.save_revision().publish()
    [hole] = read_page_body(find_page(page.url_path, viewer), viewer).shown
    assert hole["events"] == []
