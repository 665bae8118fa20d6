"""Identity providers in the office: the municipality's alone, without boxes and institutions."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.blocks.lists import SYSTEMS
from core.connectors.configuration import operations
from core.connectors.configuration.statuses import Status
from core.connectors.models import Connection
from core.connectors.registry.installed import read_registry
from core.login.providers import list_providers
from core.people.models import Municipality, Person
from indgang_sdk.connectors import Category
from indgang_sdk.settings import Layer
from tests.core.connectors.conftest import BY, LIBRARY, configure, sign_in
from tests.core.connectors.office.test_office import SCHOOL, address, do, get, post
from tests.core.connectors.test_tiles import words_of

NATIONAL = "plugins.unilogin.plugin"
OWN = "plugins.municipal_login.plugin"
CERTIFICATE = "-----BEGIN CERTIFICATE-----\nMIIC\n-----END CERTIFICATE-----"
BY_SAML = {"protocol": "saml", "metadata_address": "https://login.lindesoe.example/metadata"}


@pytest.fixture
def connect(families, install):
    """Connects a system of a connector in Lindesø, as somebody there begins to."""
    install(NATIONAL, OWN, LIBRARY)

    def add(connector, title):
        lindesoe = Municipality.objects.get(code="998")
        offer = read_registry().find(connector)
        return operations.add_connection(lindesoe, offer, title=title, by=BY)

    return add


@pytest.fixture
def own(connect):
    made = connect("municipal_login", "Lindesøs login")
    offer = read_registry().find("municipal_login")
    operations.fill_in(made, offer, layer=Layer.MUNICIPALITY, values=BY_SAML, by=BY)
    return made


@pytest.fixture
def national(connect):
    return connect("unilogin", "Unilogin")


def fill_in_national(**values):
    offer = read_registry().find("unilogin")
    given = {"protocol": "oidc", "client_id": "indgang", **values}
    operations.fill_in_portal(offer, values=given, by=BY)


def switch_on(made):
    operations.approve(configure(made), by=BY)
    operations.switch(made, on=True, by=BY)


# --- what the office shows ------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "says"), [("da", "Log ind"), ("en", "Signing in")])
def test_the_kind_of_system_has_words(own, language, says):
    Person.objects.update(language=language)
    rows = sign_in("henrik").get(address("office_new_connection")).context["rows"]
    said = {row["name"]: row["category"] for row in rows}
    assert (said["unilogin"], said["municipal_login"]) == (says, says)
    assert says in words_of(get("office_connection", own))


def test_a_page_offers_no_box_of_it():
    assert Category.LOGIN.value not in SYSTEMS
    assert Category.LIBRARY.value in SYSTEMS


def test_it_has_neither_boxes_nor_needs_nor_institutions(own, connect):
    library = connect("library", "BogKassen")
    page, other = get("office_connection", own), get("office_connection", library)
    assert "Boxes" in words_of(other)
    assert "Who uses it" in words_of(other)
    words = words_of(page)
    assert "Boxes" not in words
    assert "Who uses it" not in words
    assert page.context["sharing"]["needs"] == []
    assert [host["name"] for host in page.context["sharing"]["hosts"]] == ["login.lindesoe.example"]


def test_an_institution_does_not_decide_of_it(own, connect):
    library = connect("library", "BogKassen")
    listed = words_of(get("office_connections", by="anna", key=SCHOOL))
    assert "BogKassen" in listed
    assert "Lindesøs login" not in listed
    assert get("office_connection", library, by="anna", key=SCHOOL).status_code == 200
    assert get("office_connection", own, by="anna", key=SCHOOL).status_code == 404
    refused = post("office_change_connection", own, by="anna", key=SCHOOL, handling="undvaer")
    assert refused.status_code == 404


def test_it_is_used_whatever_is_said_of_institutions(own):
    operations.choose_institutions(own, is_for_all=False, by=BY)
    assert configure(Connection.objects.get(pk=own.pk)).hosts == ("login.lindesoe.example",)


def test_its_page_costs_no_more_queries_than_that_of_another(own, connect):
    library, client = connect("library", "BogKassen"), sign_in("henrik")
    counts = {}
    for made in (library, own):
        client.get(address("office_connection", made))
        with CaptureQueriesContext(connection) as counted:
            client.get(address("office_connection", made))
        counts[made.title] = len(counted)
    assert counts["Lindesøs login"] <= counts["BogKassen"]


# --- what is filled in ----------------------------------------------------------------------------


def test_a_municipality_reads_that_the_operator_has_to_fill_in(national):
    page = get("office_connection", national)
    assert configure(national).statuses == (Status.OFF, Status.INCOMPLETE)
    assert "operator has not filled in all settings yet" in words_of(page)
    assert page.context["settings_url"] == ""
    assert get("office_connection_settings", national).status_code == 404


def test_a_municipality_reads_what_it_has_to_fill_in_itself(connect):
    words = words_of(get("office_connection", connect("municipal_login", "Lindesøs login")))
    assert "Fill in the settings that are missing" in words
    assert "Missing: Protocol" in words
    assert "operator" not in words


def test_with_the_operators_settings_it_can_be_approved_and_switched_on(national):
    fill_in_national()
    assert configure(national).statuses == (Status.OFF, Status.NOT_APPROVED)
    do(national, "godkend")
    do(national, "taend")
    assert configure(Connection.objects.get(pk=national.pk)).runs


def test_a_document_has_room_for_its_lines(own):
    page = address("office_connection_settings", own)
    html = sign_in("henrik").get(page).content.decode()
    for name in ("metadata", "metadata_certificate"):
        assert f'<textarea name="{name}"' in html
    assert '<input type="text" name="id_attribute"' in html
    sent = {**BY_SAML, "metadata_certificate": CERTIFICATE, "metadata": "<a>\n</a>" * 1000}
    assert sign_in("henrik").post(page, sent).status_code == 302
    saved = Connection.objects.get(pk=own.pk).values
    assert saved["metadata_certificate"].splitlines() == CERTIFICATE.splitlines()
    assert len(saved["metadata"]) > 2000
    too_long = sign_in("henrik").post(page, {**sent, "metadata": "x" * 200_001})
    assert list(too_long.context["form"].errors) == ["metadata"]


def test_what_is_missing_together_is_said_above_the_fields(own):
    page = address("office_connection_settings", own)
    response = sign_in("henrik").post(page, {"protocol": "oidc"})
    assert response.status_code == 400
    assert "Write the issuer" in words_of(response)


# --- what the portal signs in by ------------------------------------------------------------------


def test_the_button_has_the_words_of_the_settings(own, national):
    fill_in_national()
    titled = {**BY_SAML, "title": "Log ind i Lindesø", "english_title": "Log in at Lindesø"}
    offer = read_registry().find("municipal_login")
    assert list_providers() == []
    switch_on(own)
    switch_on(national)
    names = {provider.title.en for provider in list_providers()}
    assert names == {"Log in with Unilogin", "Log in with your municipality's account"}
    operations.fill_in(own, offer, layer=Layer.MUNICIPALITY, values=titled, by=BY)
    names = {provider.title.da for provider in list_providers()}
    assert names == {"Log ind med Unilogin", "Log ind i Lindesø"}


@pytest.mark.parametrize("answer", [None, "Log ind", ValueError("no words")])
def test_a_connector_without_words_for_its_button_has_those_of_all(own, answer):
    switch_on(own)
    (provider,) = list_providers()

    def find_title(settings):
        if isinstance(answer, Exception):
            raise answer
        return answer

    broken = replace(provider, source=replace(provider.source, find_title=find_title))
    assert broken.title == provider.source.title
    assert replace(provider, source=replace(provider.source, find_title=None)).title == broken.title


def test_each_is_listed_once_for_those_it_may_speak_for(own, national):
    fill_in_national()
    switch_on(own)
    switch_on(national)
    listed = list_providers(["998"])
    assert [provider.is_national for provider in listed] == [True, False]
    assert [provider.municipality_codes for provider in listed] == [frozenset({"998"})] * 2
    assert list_providers(["999"]) == []


def test_operators_fill_in_what_is_theirs(national, client):
    operator = Person.objects.create_superuser("drift", "hemmelig-kode")
    client.force_login(operator)
    page = reverse("portal_connector", args=["unilogin"])
    html = client.get(page).content.decode()
    assert 'name="issuer"' in html
    assert "https://broker.unilogin.dk/auth/realms/broker" in html
    assert client.post(page, {"protocol": "oidc"}).status_code == 400
    sent = {"protocol": "oidc", "client_id": "indgang", "client_secret": "made-up"}
    assert client.post(page, sent).status_code == 302
    assert "made-up" not in client.get(page).content.decode()
