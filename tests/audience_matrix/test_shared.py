"""What the municipality shares with the school: each of the cast sees there what is theirs."""

import re

import pytest

from cms.models import BasePage, EventPage, InstitutionHome, MunicipalityHome, NewsPage
from tests.audience_matrix.conftest import NOW, _make_key, _units
from tests.audience_matrix.expected import AUDIENCES, SEES

# Those that name Egesøskolen alone, with all schools, or with the whole municipality.
SHARED_WITH_SCHOOL = set("BCDEM")
# What is for everybody: an event stands in the school's calendar, and news does not.
FOR_EVERYBODY = set("A")


@pytest.fixture
def shared(world, db, at_moment):
    """News and an event of the municipality for each audience, and lists of both at the school.

    Everybody sees the school's page, so that what stands there depends on what is shared alone.
    """
    units = _units()
    above = MunicipalityHome.objects.get(home_of__code="998")
    for letter, names in AUDIENCES.items():
        audience = [_make_key(name, units) for name in names]
        title = f"delt-{letter} fra kommunen"
        for page in (
            NewsPage(title=title, own_audience=audience),
            EventPage(title=title, own_audience=audience, starts_on=NOW.date()),
        ):
            page.live = False
            BasePage.objects.get(pk=above.pk).add_child(instance=page)
            page.save_revision().publish()
    home = InstitutionHome.objects.get(home_of__key="998101")
    place = {"title": "", "place": home, "number": 12}
    home.own_audience = ["public"]
    home.body = [("news", place), ("event_list", place)]
    home.save_revision().publish()
    return home


@pytest.mark.parametrize("name", SEES)
def test_the_school_shows_of_what_is_shared_exactly_what_is_the_seers(
    client_of, shared, monkeypatch, name
):
    monkeypatch.setattr("cms.reading.NEWS_ON_PLACE", 100)
    monkeypatch.setattr("cms.calendar.reading.MOST_COMING", 100)
    client = client_of(name)
    news = SHARED_WITH_SCHOOL & set(SEES[name])
    events = news | (FOR_EVERYBODY & set(SEES[name]))
    assert find_letters(client.get(f"/nyheder/?sted={shared.pk}")) == news
    # The calendar is for those who are signed in.
    for path in ("/kalender/", "/kalender/aarshjul/") if name != "nobody" else ():
        assert find_letters(client.get(f"{path}?sted={shared.pk}")) == events
    page = client.get(shared.url).text
    shown = {letter: page.count(f"delt-{letter} fra kommunen") for letter in AUDIENCES}
    # Among the news, what comes, and in the list of each in the text.
    assert shown == {letter: 2 * (letter in news) + 2 * (letter in events) for letter in AUDIENCES}


def find_letters(response):
    return set(re.findall(r"delt-([A-Z]) fra", response.text))
