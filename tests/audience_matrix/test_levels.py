"""What asks for a level is nowhere to be read below it, at whichever address it is asked for."""

import pytest
from django.core.files.base import ContentFile

from cms.models import (
    BasePage,
    ContentPage,
    EventPage,
    FormPage,
    InstitutionDocument,
    InstitutionHome,
    LibraryPage,
    NewsPage,
)
from core.people.models import Person
from indgang_sdk.levels import Level
from tests.audience_matrix.conftest import NOW, WORD, World, _make_image, person_of
from tests.audience_matrix.openers import SHOWN_AT, canaries_in

CANARY = "kanarie-Z"
# By words only what asks for one factor is found, an address that leads on says nothing, the year
# names events by their titles alone, and a calendar program has proved one factor.
NEVER = {"search", "page", "calendar_year", "calendar_feed"}


@pytest.fixture
def protected(world, db, at_moment):
    """For the guardians of the school, with the letter in what pages hold and in no title."""
    home = InstitutionHome.objects.get(home_of__key="998101")
    image = _make_image(CANARY)
    common = {"own_audience": ["998101/guardian"], "required_level": Level.TWO_FACTOR.value}
    made = {
        "pages": ContentPage(
            title="Elevplaner", body=[("text", f"<p>{CANARY}</p>"), ("image", image)],
            summary=CANARY, keywords=WORD, **common,
        ),
        "news": NewsPage(title="Trivsel", summary=CANARY, picture=image, **common),
        "folder": LibraryPage(title="Referater", **common),
        "forms": FormPage(
            title="Samtykke", questions=[("singleline", {"label": CANARY, "required": False})],
            receivers=["998101/administrative"], **common,
        ),
        "events": EventPage(
            title="Samtale", location=CANARY, starts_on=NOW.date(), **common
        ),
    }  # fmt: skip
    for page in made.values():
        page.live = False
        BasePage.objects.get(pk=home.pk).add_child(instance=page)
        page.save_revision().publish()
    document = InstitutionDocument(title="Referat", folder=made.pop("folder"))
    document.file.save("referat.txt", ContentFile(CANARY.encode()))
    shown = {kind: {"Z": page} for kind, page in made.items()}
    return World(documents={"Z": document}, images={"Z": image}, **shown)


@pytest.mark.parametrize("route", SHOWN_AT)
def test_OIDC_11_below_the_level_no_address_shows_what_is_on_the_page(
    client_of, protected, monkeypatch, route
):
    monkeypatch.setattr("cms.front_page.NEWS_ON_HOME", 100)
    monkeypatch.setattr("cms.calendar.reading.MOST_COMING", 100)
    opened = SHOWN_AT[route]
    assert "Z" not in canaries_in(opened(client_of("dorte"), protected))
    assert "Z" not in canaries_in(opened(client_of("nobody"), protected))
    # Who lacks the right sees nothing at any level; who has both sees all.
    assert "Z" not in canaries_in(opened(client_of("carla", level=Level.NSIS_HIGH), protected))
    seen = canaries_in(opened(client_of("dorte", level=Level.TWO_FACTOR), protected))
    assert ("Z" in seen) is (route not in NEVER)


def test_the_level_ages_out_everywhere_at_once(client_of, protected, at_moment):
    client = client_of("dorte", level=Level.TWO_FACTOR)
    page = protected.pages["Z"]
    assert CANARY in client.get(page.url).text
    at_moment.shift(2 * 60 * 60)
    assert Person.objects.filter(pk=person_of("dorte").pk).exists()
    for opened in (SHOWN_AT["show_page"], SHOWN_AT["wagtaildocs_serve"], SHOWN_AT["home"]):
        assert "Z" not in canaries_in(opened(client, protected))
