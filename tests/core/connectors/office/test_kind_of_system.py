"""The office chooses the kind of a system among its settings, in Danish and in English."""

import pytest
from django.urls import reverse

from core.connectors.models import Connection
from core.people.models import Person
from indgang_sdk.connectors import Category
from tests.core.connectors.conftest import ANY_KIND, LIBRARY, OPEN_JSON, configure, sign_in
from tests.core.connectors.office.test_office import WHOLE, address, do
from tests.core.connectors.test_tiles import words_of

KINDS = {
    "da": ["Læringsplatform", "Skema", "Fravær", "Biblioteket", "Selvbetjening"],
    "en": ["Learning platform", "Timetable", "Absence", "The library", "Links to systems"],
}
WORDS_OF_LOGIN = {"da": "Log ind", "en": "Signing in"}
SENT = {
    "address": "https://open.example/indgang",
    "token_address": "https://open.example/token",
    "client_id": "indgang",
}


@pytest.fixture
def library(connect_as):
    return connect_as("BogKassen", "library")


def choose(connection, kind, **changed):
    page = address("office_connection_settings", connection)
    return sign_in("henrik").post(page, {**SENT, "kind": kind, **changed})


def speak(language):
    Person.objects.update(language=language)


@pytest.mark.parametrize("language", ["da", "en"])
def test_each_connector_says_what_it_can_be_connected_as(families, install, language):
    install(LIBRARY, OPEN_JSON, ANY_KIND)
    speak(language)
    rows = sign_in("henrik").get(address("office_new_connection")).context["rows"]
    said = {row["name"]: row["category"].split(", ") for row in rows}
    assert said["open_json"][:5] == KINDS[language]
    assert len(said["open_json"]) == len(Category) - 1
    assert WORDS_OF_LOGIN[language] not in said["open_json"]
    assert said["any_kind"] == [KINDS[language][at] for at in (0, 2, 3)]
    assert len(said["library"]) == 1


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_kind_is_chosen_by_words(library, language):
    speak(language)
    html = sign_in("henrik").get(address("office_connection_settings", library)).content.decode()
    for category, words in zip(Category, KINDS[language], strict=False):
        assert f'<option value="{category}"{" selected" * (category == "library")}>{words}' in html
    assert {"da": "Slags system", "en": "Kind of system"}[language] in html


def test_an_author_may_have_words_of_their_own(connect_as):
    made = connect_as("Meld fra", "absence", connector="any_kind")
    html = sign_in("henrik").get(address("office_connection_settings", made)).content.decode()
    assert '<option value="absence" selected>Absence and illness</option>' in html
    assert '<option value="library">The library</option>' in html
    assert 'value="timetable"' not in html


def test_the_kind_that_was_chosen_is_what_the_office_reads(library):
    assert "The library" in words_of(sign_in("henrik").get(address("office_connection", library)))
    assert choose(library, "absence").status_code == 302
    words = words_of(sign_in("henrik").get(address("office_connection", library)))
    assert "Absence" in words
    assert "The library" not in words
    rows = sign_in("henrik").get(address("office_connections")).context["rows"]
    assert {row["title"]: row["category"] for row in rows} == {
        "BogKassen": "Absence",
        "MinPlan": "Learning platform",
    }


def test_a_kind_that_nobody_has_chosen_is_said_to_be_missing(library):
    assert choose(library, "").status_code == 302
    words = words_of(sign_in("henrik").get(address("office_connection", library)))
    assert "Settings are missing" in words
    assert "Missing: Kind of system." in words
    rows = sign_in("henrik").get(address("office_connections")).context["rows"]
    assert {row["title"]: row["category"] for row in rows}["BogKassen"] == ""


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("da", "games er ikke en af de tilgængelige valgmuligheder"),
        ("en", "games is not one of the available choices"),
    ],
)
def test_a_kind_that_there_is_not_is_said_beside_its_field(library, language, says):
    speak(language)
    response = choose(library, "games")
    assert response.status_code == 400
    assert list(response.context["form"].errors) == ["kind"]
    assert says in words_of(response)
    assert configure(library).category is Category.LIBRARY
    assert choose(library, "absence").status_code == 302


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("da", " bruger allerede MinPlan, som er samme slags system. Slå MinPlan fra"),
        ("en", "MinPlan is used as the same kind of system by "),
    ],
)
def test_a_second_platform_is_refused_beside_the_kind(library, language, says):
    speak(language)
    response = choose(library, "learning_platform", client_id="other")
    assert response.status_code == 400
    assert list(response.context["form"].errors) == ["kind"]
    assert says in words_of(response)
    saved = Connection.objects.get(pk=library.pk).values
    assert (saved["kind"], saved["client_id"]) == ("library", "indgang")
    # Nothing else is in the way, neither of another kind nor of this one once it is off.
    assert choose(library, "timetable").status_code == 302
    do(Connection.objects.get(title="MinPlan"), "sluk")
    assert choose(library, "learning_platform").status_code == 302


def test_a_new_connection_by_open_json_asks_for_its_kind(families, install):
    install(OPEN_JSON)
    added = reverse("office_add_connection", args=[WHOLE, "open_json"])
    sign_in("henrik").post(added, {"title": "BogKassen"})
    made = Connection.objects.get()
    words = words_of(sign_in("henrik").get(address("office_connection", made)))
    assert "Missing: Kind of system, The system" in words
