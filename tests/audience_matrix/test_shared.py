"""What the municipality shares with the school: each of the cast sees there what is theirs."""

import re

import pytest

from cms.models import BasePage, EventPage, InstitutionHome, MunicipalityHome, NewsPage
from tests.audience_matrix.conftest import NOW, _make_key, _units
from tests.audience_matrix.expected import AUDIENCES, SEES

# Those that name Egesøskolen alone, with all schools, or with the whole municipality.
SHARED_WITH_SCHOOL = set("BCDEM")


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
    expected = SHARED_WITH_SCHOOL & set(SEES[name])
    addresses = [
        f"{path}?sted={shared.pk}" for path in ("/kalender/", "/kalender/aarshjul/", "/nyheder/")
    ]
    for address in (shared.url, *addresses):
        assert find_letters(client.get(address)) == expected
    page = client.get(shared.url).text
    numbers = [page.count(f"delt-{letter} fra kommunen") for letter in expected]
    # Among the news, what comes, and in the list of each in the text.
    assert numbers == [4] * len(expected)


def find_letters(response):
    return set(re.findall(r"delt-([A-Z]) fra", response.text))
