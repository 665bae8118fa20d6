"""Identity providers in the office: the municipality's alone, without boxes and institutions."""

import json
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.blocks.lists import SYSTEMS
from core.connectors.configuration import operations
from core.connectors.configuration.statuses import Status
from core.connectors.models import Connection
from core.connectors.office.queries import digest_sharing
from core.connectors.registry.installed import read_registry
from core.login.providers import list_providers
from core.people.models import Municipality, Person
from indgang_sdk.connectors import Category
from indgang_sdk.levels import Level
from indgang_sdk.settings import Layer
from tests.core.connectors.conftest import BY, LIBRARY, configure, sign_in
from tests.core.connectors.office.test_office import SCHOOL, address, do, get, post
from tests.core.connectors.test_tiles import words_of
from tests.signing_in import sign_in_at

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


@pytest.mark.parametrize(("language", "says"), [("da", "Login"), ("en", "Signing in")])
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


# --- how sure it must be who changes it -----------------------------------------------------------


def read_row(made):
    return Connection.objects.filter(pk=made.pk).values().first()


@pytest.mark.parametrize("deed", ["godkend", "taend", "sluk", "pause", "fortsaet", "fjern", "alle"])
def test_a_password_alone_does_not_decide_who_signs_in(own, connect, deed):
    if deed == "fortsaet":
        operations.pause(own, paused=True, by=BY)
    if deed == "sluk":
        operations.switch(own, on=True, by=BY)
    before = read_row(own)
    refused = post_deed(sign_in("henrik"), own, deed)
    assert refused.status_code == 403
    assert "themes/step_up_again.html" in [template.name for template in refused.templates]
    assert read_row(own) == before
    surely = sign_in("henrik", level=Level.TWO_FACTOR)
    assert post_deed(surely, own, deed).status_code == 302
    if deed != "alle":
        assert read_row(own) != before
    # Of another kind of system it is enough.
    library = connect("library", "BogKassen")
    assert post_deed(sign_in("henrik"), library, deed).status_code == 302


def post_deed(client, made, deed):
    sent = {"handling": deed, "set": digest_sharing(configure(made))}
    return client.post(address("office_change_connection", made), sent)


def test_nor_does_it_change_the_settings(own, connect):
    page = address("office_connection_settings", own)
    changed = {**BY_SAML, "title": "Ny", "english_title": "New"}
    henrik = sign_in("henrik")
    asked = henrik.get(page)
    assert asked.status_code == 302
    assert asked.url.startswith(reverse("step_up"))
    assert henrik.post(page, changed).status_code == 403
    assert "title" not in Connection.objects.get(pk=own.pk).values
    surely = sign_in("henrik", level=Level.TWO_FACTOR)
    assert surely.get(page).status_code == 200
    assert surely.post(page, changed).status_code == 302
    assert Connection.objects.get(pk=own.pk).values["title"] == "Ny"
    library = address("office_connection_settings", connect("library", "BogKassen"))
    assert henrik.get(library).status_code == 200


def test_what_is_not_installed_may_be_a_login(own, install):
    install(LIBRARY)
    assert post_deed_of_missing(sign_in("henrik"), own).status_code == 403
    surely = sign_in("henrik", level=Level.TWO_FACTOR)
    assert post_deed_of_missing(surely, own).status_code == 302


def post_deed_of_missing(client, made):
    return client.post(address("office_change_connection", made), {"handling": "taend"})


def write_own(**changed):
    part = {"connector": "municipal_login", "title": "Lindesøs login", "settings": BY_SAML}
    return {"municipality": "998", "connections": [{**part, **changed}]}


def put(client, file, *, whose="municipalities/998"):
    where = f"/api/v1/{whose}/connections/"
    return client.put(where, json.dumps(file), content_type="application/json")


def test_nor_by_the_api(own, connect):
    file = write_own(is_paused=True)
    refused = put(sign_in("henrik"), file)
    assert refused.status_code == 403
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert "asks for level 3" in refused.json()["detail"]
    assert not Connection.objects.get(pk=own.pk).is_paused
    # Nor is a new one made.
    assert put(sign_in("henrik"), write_own(title="En til")).status_code == 403
    assert Connection.objects.count() == 1
    assert put(sign_in("henrik", level=Level.TWO_FACTOR), file).status_code == 200
    assert Connection.objects.get(pk=own.pk).is_paused
    connect("library", "BogKassen")
    library = {"connector": "library", "title": "BogKassen", "is_paused": True}
    alone = {"municipality": "998", "connections": [library]}
    assert put(sign_in("henrik"), alone).status_code == 200


def test_nor_for_an_institution_by_the_api(own, connect):
    connect("library", "BogKassen")
    for title, level, status in (
        ("Lindesøs login", Level.ONE_FACTOR, 403),
        ("Lindesøs login", Level.TWO_FACTOR, 200),
        ("BogKassen", Level.ONE_FACTOR, 200),
    ):
        file = {"institution": SCHOOL, "connections": [{"title": title, "is_on": False}]}
        answered = put(sign_in("anna", level=level), file, whose=f"institutions/{SCHOOL}")
        assert answered.status_code == status, (title, level)


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
    do(national, "godkend", level=Level.TWO_FACTOR)
    do(national, "taend", level=Level.TWO_FACTOR)
    assert configure(Connection.objects.get(pk=national.pk)).runs


def test_a_document_has_room_for_its_lines(own):
    page = address("office_connection_settings", own)
    henrik = sign_in("henrik", level=Level.TWO_FACTOR)
    html = henrik.get(page).content.decode()
    for name in ("metadata", "metadata_certificate"):
        assert f'<textarea name="{name}"' in html
    assert '<input type="text" name="id_attribute"' in html
    sent = {**BY_SAML, "metadata_certificate": CERTIFICATE, "metadata": "<a>\n</a>" * 1000}
    assert henrik.post(page, sent).status_code == 302
    saved = Connection.objects.get(pk=own.pk).values
    assert saved["metadata_certificate"].splitlines() == CERTIFICATE.splitlines()
    assert len(saved["metadata"]) > 2000
    too_long = henrik.post(page, {**sent, "metadata": "x" * 200_001})
    assert list(too_long.context["form"].errors) == ["metadata"]


def test_what_is_missing_together_is_said_above_the_fields(own):
    page = address("office_connection_settings", own)
    response = sign_in("henrik", level=Level.TWO_FACTOR).post(page, {"protocol": "oidc"})
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


@pytest.mark.parametrize("answer", [None, "Login", ValueError("no words")])
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
    sign_in_at(client, operator, level=Level.TWO_FACTOR)
    page = reverse("portal_connector", args=["unilogin"])
    html = client.get(page).content.decode()
    assert 'name="issuer"' in html
    assert "https://broker.unilogin.dk/auth/realms/broker" in html
    assert client.post(page, {"protocol": "oidc"}).status_code == 400
    sent = {"protocol": "oidc", "client_id": "indgang", "client_secret": "made-up"}
    assert client.post(page, sent).status_code == 302
    assert "made-up" not in client.get(page).content.decode()
