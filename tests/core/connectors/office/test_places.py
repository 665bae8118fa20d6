"""The institutions of a connection: who uses it, what is in the way there, and many of them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.access.models import Right
from core.access.operations import grant_rights
from core.connectors.configuration import operations
from core.connectors.configuration.statuses import Status
from core.connectors.models import Connection, InstitutionConnection
from core.connectors.office.places import SHOWN
from core.connectors.registry.installed import read_registry
from core.people.models import Institution
from indgang_sdk.settings import Layer
from tests.core.connectors.conftest import BY, LIBRARY, configure, find, sign_in
from tests.core.connectors.office.test_office import (
    OTHER_SCHOOL,
    SCHOOL,
    WHOLE,
    address,
    do,
    get,
    refuse,
)
from tests.core.connectors.test_tiles import words_of

FEEDS = "tests.core.connectors.systems.feeds"


def place(key):
    return Institution.objects.get(key=key)


def count_queries(client, page):
    client.get(page)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(page).status_code == 200
    return len(queries)


@pytest.fixture
def calendars(families, install):
    """A connector whose one setting each institution fills in: 998101 has done so."""
    offer = install(LIBRARY, FEEDS).find("feeds")
    made = operations.add_connection(place(WHOLE).municipality, offer, title="Kalendere", by=BY)
    fill_in(made, SCHOOL, "https://a.example/1.ics")
    operations.approve(configure(made), by=BY)
    operations.switch(made, on=True, by=BY)
    return made


def fill_in(made, key, feed):
    row = operations.choose_for_institution(made, place(key), is_on=True, by=BY)
    offer = read_registry().find("feeds")
    operations.fill_in(row, offer, layer=Layer.INSTITUTION, values={"feed": feed}, by=BY)


def test_an_institution_that_has_not_filled_in_its_own_reads_so(calendars):
    configured = configure(calendars)
    assert configured.statuses == ()
    assert configured.list_statuses_at(place(SCHOOL)) == ()
    assert configured.list_statuses_at(place(OTHER_SCHOOL)) == (Status.INCOMPLETE,)
    ready = words_of(get("office_connection", calendars, by="anna", key=SCHOOL))
    assert "In use" in ready
    assert "Settings are missing" not in ready
    whole = words_of(get("office_connections"))
    assert "2 institutions are not ready" in whole
    listed = words_of(get("office_connection", calendars))
    assert "Skovvejens Skole Uses it its own choice Settings are missing" not in listed
    assert "Settings are missing The institution has to fill in settings of its own." in listed


def test_an_institution_whose_own_does_not_fit_reads_what(calendars):
    fill_in(calendars, OTHER_SCHOOL, "https://a.example/2.ics")
    row = InstitutionConnection.objects.get(institution__key=OTHER_SCHOOL)
    InstitutionConnection.objects.filter(pk=row.pk).update(values={"feed": "nowhere"})
    assert configure(calendars).list_statuses_at(place(OTHER_SCHOOL)) == (Status.OUTDATED,)
    grant_rights(
        person_id=find("line").pk,
        institution_id=place(OTHER_SCHOOL).pk,
        rights=[Right.CONNECT],
    )
    words = words_of(get("office_connection", calendars, by="line", key=OTHER_SCHOOL))
    assert "Settings no longer fit" in words
    assert "Feed: Write the whole address, beginning with https://." in words
    assert "In use" not in words
    InstitutionConnection.objects.filter(pk=row.pk).update(values={})
    words = words_of(get("office_connection", calendars, by="line", key=OTHER_SCHOOL))
    assert "Missing: Feed." in words


def test_a_host_that_waits_is_said_where_it_waits(calendars):
    fill_in(calendars, OTHER_SCHOOL, "https://elsewhere.example/2.ics")
    configured = configure(calendars)
    assert configured.statuses == ()
    assert configured.list_statuses_at(place(OTHER_SCHOOL)) == (Status.NOT_APPROVED,)
    operations.approve(configured, by=BY)
    assert configure(calendars).list_statuses_at(place(OTHER_SCHOOL)) == ()


def test_the_municipality_switches_it_on_and_off_for_one_institution(plans):
    name = place(SCHOOL).name
    words = do(plans, "", **{"undvaer-hos": SCHOOL})
    assert f"{name} does not use the system." in words
    assert "2 of 3 institutions use it." in words
    assert [item.key for item in configure(plans).institutions] == [WHOLE, OTHER_SCHOOL]
    assert f"{name} uses the system." in do(plans, "", **{"brug-hos": SCHOOL})
    assert len(configure(plans).institutions) == 3
    assert refuse(plans, "", **{"brug-hos": "999001"}) == 404
    assert refuse(plans, "brug-hos") == 404
    assert refuse(plans, "", by="anna", key=SCHOOL, **{"undvaer-hos": OTHER_SCHOOL}) == 404
    assert len(configure(plans).institutions) == 3


def test_another_of_its_kind_in_use_there_is_said(plans, connect_platform):
    other = connect_platform("KlarUge", on=False)
    operations.choose_institutions(other, is_for_all=False, by=BY)
    operations.switch(other, on=True, by=BY)
    words = do(other, "", **{"brug-hos": SCHOOL})
    assert "MinPlan is used as the same kind of system" in words
    assert not InstitutionConnection.objects.exists()


def add_institutions(count):
    whole = place(WHOLE)
    for number in range(count):
        Institution.objects.create(
            key=f"9982{number:02d}",
            name=f"Skole nummer {number}",
            kind="school",
            municipality=whole.municipality,
        )


def test_a_long_list_is_cut_and_found_in(plans):
    client, page = sign_in("henrik"), address("office_connection", plans)
    short = client.get(page)
    assert len(short.context["places"]) == 3
    assert "Find an institution" not in words_of(short)
    add_institutions(60)
    cut = client.get(page)
    assert len(cut.context["places"]) == SHOWN
    assert "63 of 63 institutions use it." in words_of(cut)
    assert len(client.get(page, {"alle": "1"}).context["places"]) == 63
    (found,) = client.get(page, {"find": "nummer 47"}).context["places"]
    assert found["name"] == "Skole nummer 47"
    assert "No institution has such a name." in words_of(client.get(page, {"find": "Nirgendwo"}))
    # Who switches in what was found comes back to it.
    sent = {"undvaer-hos": found["key"], "find": "nummer 47"}
    response = client.post(address("office_change_connection", plans), sent)
    assert response.url == f"{page}?find=nummer+47#users"
    # Where something is wrong stands first, wherever it is in the alphabet.
    row = InstitutionConnection.objects.get()
    InstitutionConnection.objects.filter(pk=row.pk).update(is_on=True, values={"room": "x" * 21})
    assert client.get(page).context["places"][0]["key"] == found["key"]


def test_many_institutions_cost_no_more_queries(plans):
    client, page = sign_in("henrik"), address("office_connection", plans)
    before = count_queries(client, page)
    add_institutions(60)
    for item in Institution.objects.filter(name__startswith="Skole nummer"):
        operations.choose_for_institution(plans, item, is_on=True, by=BY)
    assert count_queries(client, page) == before


@pytest.mark.parametrize(("by", "key"), [("henrik", WHOLE), ("anna", SCHOOL)])
def test_many_connections_cost_no_more_queries(books, by, key):
    client, page = sign_in(by), address("office_connections", key=key)
    before = count_queries(client, page)
    offer = read_registry().find("library")
    for number in range(10):
        made = operations.add_connection(books.municipality, offer, title=f"Bib {number}", by=BY)
        operations.choose_for_institution(made, place(SCHOOL), is_on=False, by=BY)
    assert Connection.objects.count() == 11
    assert count_queries(client, page) == before
