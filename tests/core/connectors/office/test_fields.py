"""Settings as a form: a field of each kind, mistakes beside them, and no secret ever again."""

import re

import pytest

from core.connectors.models import Connection, InstitutionConnection
from core.people.models import Person
from tests.core.connectors.conftest import CANARY, configure, find, sign_in
from tests.core.connectors.office.test_office import SCHOOL, address
from tests.core.connectors.test_tiles import words_of

FINE = {
    "address": "https://platform.example/api",
    "pages": "9",
    "tone": "loud",
    "is_long": "on",
    "feeds-0-group": "3.B",
    "feeds-0-address": "https://platform.example/3b.ics",
    "feeds-1-group": "",
    "feeds-1-address": "",
}


@pytest.fixture
def page(plans):
    return address("office_connection_settings", plans)


def save(page, **changed):
    return sign_in("henrik").post(page, FINE | changed)


def value_of(html, name):
    found = re.search(rf'<input[^>]*name="{name}"[^>]*>', html)
    return re.search(r'value="([^"]*)"', found[0])[1] if "value=" in found[0] else ""


def test_each_kind_of_setting_has_its_field(page):
    html = sign_in("henrik").get(page).content.decode()
    for kind, name in (
        ("text", "address"),
        ("password", "password"),
        ("number", "pages"),
        ("checkbox", "is_long"),
        ("text", "feeds-0-address"),
    ):
        assert re.search(rf'<input type="{kind}" name="{name}"', html), name
    assert re.search(r'<select name="tone"', html)
    assert '<option value="calm" selected>' in html
    assert (value_of(html, "address"), value_of(html, "pages")) == (FINE["address"], "5")
    for said in ("Address", "The whole of it", "Calendars", "Class"):
        assert said in html
    # Those of other layers are filled in elsewhere.
    for name in ("licence", "room", "token"):
        assert f'name="{name}"' not in html


def test_what_is_filled_in_is_saved_as_what_it_is(page, plans):
    assert save(page).status_code == 302
    made = configure(plans).reaches[0].settings
    assert (made.pages, made.tone, made.is_long) == (9, "loud", True)
    assert [(feed.group, feed.address) for feed in made.feeds] == [
        ("3.B", "https://platform.example/3b.ics")
    ]
    html = sign_in("henrik").get(page).content.decode()
    assert value_of(html, "feeds-0-group") == "3.B"
    assert value_of(html, "feeds-1-group") == ""
    assert '<option value="loud" selected>' in html


def test_what_is_emptied_is_as_it_comes(page, plans):
    save(page)
    rest = {name: "" for name in FINE if name.startswith("feeds")}
    save(page, pages="", tone="", **rest)
    made = configure(plans).reaches[0].settings
    assert (made.pages, made.tone, made.feeds) == (5, "calm", ())


def test_rows_are_added_and_taken_away(page, plans):
    second = {"feeds-1-group": "7.A", "feeds-1-address": "https://platform.example/7a.ics"}
    save(page, **second)
    assert [feed.group for feed in configure(plans).reaches[0].settings.feeds] == ["3.B", "7.A"]
    save(page, **{"feeds-0-group": "", "feeds-0-address": ""}, **second)
    assert [feed.group for feed in configure(plans).reaches[0].settings.feeds] == ["7.A"]


def test_a_long_table_is_saved_to_its_last_row(page, plans):
    rows = {
        name: value
        for number in range(400)
        for name, value in (
            (f"feeds-{number}-group", f"{number}"),
            (f"feeds-{number}-address", f"https://platform.example/{number}.ics"),
        )
    }
    assert save(page, **rows).status_code == 302
    groups = [feed.group for feed in configure(plans).reaches[0].settings.feeds]
    assert (len(groups), groups[-1]) == (400, "399")


def test_CON_16_a_secret_never_comes_back(page, plans):
    html = sign_in("henrik").get(page).content.decode()
    assert CANARY not in html
    assert "gAAAA" not in html
    assert value_of(html, "password") == ""
    assert "Is filled in. Leave it empty to keep it." in html
    assert 'autocomplete="new-password"' in html


def test_CON_16_a_secret_that_was_just_typed_does_not_come_back_with_a_mistake(page):
    response = save(page, password="typed-just-now", pages="99", spare="spare-just-now")
    assert response.status_code == 400
    html = response.content.decode()
    assert value_of(html, "pages") == "99"
    assert "just-now" not in html


def test_an_empty_secret_keeps_the_one_that_is_stored(page, plans):
    save(page, password="")
    assert configure(plans).reaches[0].settings.password.get_secret_value() == CANARY
    save(page, password=" typed anew ")
    secret = configure(plans).reaches[0].settings.password.get_secret_value()
    # As it was typed: a space may be part of a password.
    assert secret == " typed anew "


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"address": "platform.example"}, "address"),
        ({"address": "https://platform.example:99999/"}, "address"),
        ({"address": "https://*.example/"}, "address"),
        ({"pages": "0"}, "pages"),
        ({"pages": "99"}, "pages"),
        ({"pages": "many"}, "pages"),
        ({"tone": "shrill"}, "tone"),
        ({"password": "abc"}, "password"),
        ({"feeds-0-address": "nowhere"}, "feeds"),
        ({"feeds-0-group": ""}, "feeds"),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field_and_nothing_is_saved(
    page, plans, changed, name
):
    before = list(Connection.objects.values())
    response = save(page, **changed)
    assert response.status_code == 400
    form = response.context["form"]
    assert list(form.errors) == [name]
    assert form.errors[name][0] in response.context["form"][name].errors
    assert words_of(response).count(str(form.errors[name][0]).split("<")[0][:30]) >= 1
    assert list(Connection.objects.values()) == before
    assert save(page).status_code == 302


@pytest.mark.parametrize(
    ("changed", "danish", "english"),
    [
        (
            {"address": "platform.example"},
            "Skriv hele adressen, begyndende med https://.",
            "Write the whole address, beginning with https://.",
        ),
        (
            {"address": "https://[::1"},
            "Skriv hele adressen, begyndende med https://.",
            "Write the whole address, beginning with https://.",
        ),
        ({"pages": "0"}, "Skriv 1 eller mere.", "Write 1 or more."),
        # Of both together, so that it stands above the form.
        ({"pages": "1"}, "En side er ikke langt.", "One page is not long."),
        ({"pages": "99"}, "Skriv 50 eller mindre.", "Write 50 or less."),
        ({"password": "abc"}, "Skriv mindst 4 tegn.", "Write at least 4 characters."),
        (
            {"feeds-0-address": "nowhere"},
            "Række 1, Adresse: Skriv hele adressen, begyndende med https://.",
            "Row 1, Address: Write the whole address, beginning with https://.",
        ),
        (
            {"feeds-1-address": "https://platform.example/7a.ics"},
            "Række 2, Klasse: Udfyld feltet.",
            "Row 2, Class: Fill this in.",
        ),
    ],
)
def test_what_does_not_fit_is_said_in_the_language_of_the_page(page, changed, danish, english):
    client = sign_in("henrik")
    for language, words in (("da", danish), ("en", english)):
        Person.objects.update(language=language)
        response = client.post(page, FINE | changed)
        (said,) = response.context["form"].errors.values()
        assert said == [words]


def test_what_is_missing_may_come_later(page, plans):
    Connection.objects.update(secrets={})
    assert save(page).status_code == 302
    said = words_of(sign_in("henrik").get(address("office_connection", plans)))
    assert "Missing: Password." in said


def test_an_institution_fills_in_its_own_and_nothing_else(plans):
    page = address("office_connection_settings", plans, key=SCHOOL)
    client = sign_in("anna")
    html = client.get(page).content.decode()
    assert 'name="room"' in html
    assert 'name="address"' not in html
    sent = {"room": "Bib", "token": CANARY, "address": "https://evil.example/", "pages": "50"}
    assert client.post(page, sent).status_code == 302
    row = InstitutionConnection.objects.get()
    assert (row.institution.key, row.values, list(row.secrets)) == (
        SCHOOL,
        {"room": "Bib"},
        ["token"],
    )
    assert (row.is_on, row.changed_by) == (None, find("anna"))
    assert CANARY not in client.get(page).content.decode()
    assert Connection.objects.get().values == {"address": "https://platform.example/api"}


def test_an_institution_that_fills_in_goes_on_as_the_municipality_says(plans):
    Connection.objects.update(is_for_all=False)
    page = address("office_connection_settings", plans, key=SCHOOL)
    sign_in("anna").post(page, {"room": "Bib"})
    assert InstitutionConnection.objects.get().is_on is None
