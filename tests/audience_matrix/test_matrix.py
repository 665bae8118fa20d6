"""Every address for every one of the cast: each audience's canary is there, or it is not."""

import pytest
from django.urls import URLPattern, get_resolver

from tests.audience_matrix.expected import (
    AUDIENCES,
    CONFIRMING,
    CONNECTED,
    DAILY,
    FORMS,
    LIBRARY,
    MENUS,
    NOT_OF_LINDESOE,
    OFFICE,
    REVIEWING,
    SEES,
    WITHOUT_TEXTS,
    WRITING,
)
from tests.audience_matrix.openers import SHOWN_AT, canaries_in

EDITOR = "redaktion/"


def list_route_names(patterns, prefix=""):
    for entry in patterns:
        route = prefix + str(entry.pattern)
        if route.startswith(EDITOR):
            continue
        if isinstance(entry, URLPattern):
            yield entry.name
        else:
            yield from list_route_names(entry.url_patterns, route)


def test_every_address_has_its_entry():
    assert set(list_route_names(get_resolver().url_patterns)) == {
        *SHOWN_AT,
        *WITHOUT_TEXTS,
        *OFFICE,
        *CONNECTED,
        *FORMS,
        *LIBRARY,
        *REVIEWING,
        *WRITING,
        *CONFIRMING,
        *DAILY,
        *MENUS,
    }


def test_every_audience_is_seen_by_somebody_and_hidden_from_somebody():
    for letter in AUDIENCES:
        seers = {name for name, letters in SEES.items() if letter in letters}
        assert seers
        assert letter == "A" or seers != set(SEES)


@pytest.mark.parametrize("name", SEES)
@pytest.mark.parametrize("route", SHOWN_AT)
def test_address_shows_exactly_the_audiences_of_the_seer(
    client_of, world, monkeypatch, route, name
):
    monkeypatch.setattr("cms.front_page.NEWS_ON_HOME", 100)
    monkeypatch.setattr("cms.reading.NEWS_ON_PLACE", 100)
    monkeypatch.setattr("cms.calendar.reading.MOST_COMING", 100)
    # The calendar is that of the school, and of one's own places for who does not see the school.
    own_alone = {"home", "calendar", "calendar_feed", "calendar_year", "news_archive"}
    elsewhere = route in own_alone and name in NOT_OF_LINDESOE
    expected = "" if elsewhere else SEES[name]
    assert canaries_in(SHOWN_AT[route](client_of(name), world)) == expected


@pytest.mark.parametrize("name", SEES)
def test_TEN_02_a_search_counts_what_its_seer_finds(client_of, world, name):
    answer = client_of(name).get("/soeg/", {"q": "kanarie"})
    of_each = len(SEES[name])
    kinds = {str(kind["label"]): kind["number"] for kind in answer.context["kinds"]}
    # Of each audience a page, its form and its folder; news, a file and an event.
    assert kinds == {
        "None": 6 * of_each, "Nyheder": of_each, "Sider": 3 * of_each,
        "Dokumenter": of_each, "Begivenheder": of_each,
    }  # fmt: skip


@pytest.mark.parametrize("name", SEES)
def test_other_addresses_show_no_audiences_texts(client_of, world, name):
    client = client_of(name)
    answers = {
        "accessibility": client.get("/was/"),
        "privacy": client.get("/privatliv/"),
        "legal_information": client.get("/lovpligtigt/998101/"),
        "cookies": client.get("/cookies/"),
        "live": client.get("/live"),
        "ready": client.get("/ready"),
        "enter_municipality": client.get("/k/998/"),
        "login": client.get("/log-ind/"),
        "sign_in_as_cast": client.post("/log-ind/som/", {"unilogin": "nobody01"}),
        "choose_language": client.post("/sprog/", {"language": "xx"}),
        "your_information": client.get("/dine-oplysninger/"),
        "share_contact_details": client.get("/dine-oplysninger/deling/"),
        "choose_mails": client.get("/dine-oplysninger/mails/"),
        "choose_look": client.get("/dine-oplysninger/udseende/"),
        "open_sessions": client.get("/dine-oplysninger/logget-ind/"),
        "end_session": client.get("/dine-oplysninger/logget-ind/afslut/"),
        "end_other_sessions": client.get("/dine-oplysninger/logget-ind/afslut-andre/"),
        "office_idle_times": client.get("/kontor/998001/hvor-laenge/"),
        "places": client.get("/steder/"),
        "offline": client.get("/uden-net/"),
        "service_worker": client.get("/service-worker.js"),
        "calendar_addresses": client.get("/kalender/abonnement/"),
        "make_calendar_address": client.get("/kalender/abonnement/ny/"),
        "stop_calendar_address": client.get("/kalender/abonnement/stop/"),
        "step_up": client.get("/log-ind/bekraeft/"),
        "confirmed": client.get("/log-ind/bekraeftet/"),
        "local_sign_in": client.get("/log-ind/lokal/"),
        "local_second_step": client.get("/log-ind/lokal/trin/"),
        "local_set_up": client.get("/log-ind/lokal/opsaet/"),
        "local_invitation": client.get("/log-ind/lokal/link/nothing/"),
        "local_step_up": client.get("/log-ind/lokal/bekraeft/"),
        "local_keys": client.get("/log-ind/lokal/noegler/"),
        "sign_in_with": client.get("/log-ind/med/nobody/"),
        "sign_in_go_on": client.get("/log-ind/videre/?svar=nothing"),
        "sign_in_choose": client.post("/log-ind/vaelg/", {"svar": "nothing"}),
        "saml_metadata": client.get("/log-ind/saml/nobody/metadata.xml"),
        "saml_answer": client.post("/log-ind/saml/nobody/svar", {"SAMLResponse": ""}),
        "saml_logout": client.get("/log-ind/saml/nobody/log-ud"),
        "oidc_answer": client.get("/log-ind/oidc/nobody/svar"),
        "oidc_keys": client.get("/log-ind/oidc/nobody/jwks.json"),
        "oidc_back": client.post("/log-ind/oidc/nobody/bagkanal"),
        "oidc_front": client.get("/log-ind/oidc/nobody/frontkanal"),
        "oidc_signed_out": client.get("/log-ind/oidc/nobody/logget-ud"),
        "logout": client.post("/log-ud/"),
    }
    assert answers.keys() == WITHOUT_TEXTS
    assert canaries_in(answers.values()) == ""
    # The controls: each address answered as it does when it works.
    signed_in = name != "nobody"
    assert {route: answer.status_code for route, answer in answers.items()} == {
        "accessibility": 404, "privacy": 404, "cookies": 404, "live": 200, "legal_information": 200,
        "offline": 200, "service_worker": 200,
        "ready": answers["ready"].status_code, "enter_municipality": 302,
        "login": 302 if signed_in else 200, "sign_in_as_cast": 404, "choose_language": 400,
        "your_information": 200 if signed_in else 302, "logout": 200,
        "share_contact_details": 302, "choose_mails": 302, "choose_look": 302,
        "open_sessions": 200 if signed_in else 302, "end_session": 302, "end_other_sessions": 302,
        "office_idle_times": 404 if signed_in else 302,
        "places": 200 if signed_in else 302,
        "calendar_addresses": 200 if signed_in else 302, "make_calendar_address": 302,
        "stop_calendar_address": 302, "step_up": 302, "confirmed": 200,
        "local_sign_in": 302 if signed_in else 200, "local_second_step": 302, "local_set_up": 302,
        "local_invitation": 404, "local_step_up": 404 if signed_in else 302,
        "local_keys": 404 if signed_in else 302,
        # No provider has that name, and nothing is waiting for anybody.
        "sign_in_with": 404, "sign_in_go_on": 400, "sign_in_choose": 400, "saml_metadata": 404,
        "saml_answer": 404, "saml_logout": 404, "oidc_answer": 400, "oidc_keys": 404,
        "oidc_back": 404, "oidc_front": 404, "oidc_signed_out": 302,
    }  # fmt: skip
