"""Each step of connecting a system leaves a line in the log, and no place has two of a kind."""

import pytest

from core.audit.models import Action, Entry
from core.connectors.configuration import operations
from core.connectors.configuration.operations import (
    Actor,
    AnotherInUse,
    InvalidSettings,
    TitleTaken,
)
from core.connectors.models import (
    Circuit,
    Connection,
    InstitutionConnection,
    PortalConnector,
    Standing,
    TileRule,
)
from core.connectors.registry.installed import read_registry
from core.people.models import Institution, Municipality
from indgang_sdk.settings import Layer
from tests.core.connectors.conftest import BY, CANARY, NOW, configure, find


def place(key):
    return Institution.objects.get(key=key)


def lines():
    rows = Entry.objects.filter(action=Action.CHANGE, object_type__startswith="connectors.")
    return list(rows.order_by("pk").values_list("object_type", "institution_key", "reason"))


def test_each_step_leaves_a_line_and_no_secret(families, install):
    offer = install("tests.core.connectors.systems.platform").find("platform")
    by = Actor(person=find("henrik"), now=NOW)
    municipality = Municipality.objects.get(code="998")
    made = operations.add_connection(municipality, offer, title="MinPlan", by=by)
    values = {"address": "https://platform.example/", "password": CANARY}
    operations.fill_in(made, offer, layer=Layer.MUNICIPALITY, values=values, by=by)
    operations.rename(made, title="Plan", when_down="Ring", english="Call", by=by)
    operations.approve(configure(made), by=by)
    operations.switch(made, on=True, by=by)
    operations.pause(made, paused=True, by=by)
    operations.pause(made, paused=False, by=by)
    operations.choose_institutions(made, is_for_all=False, by=by)
    row = operations.choose_for_institution(made, place("998101"), is_on=True, by=by)
    operations.fill_in(row, offer, layer=Layer.INSTITUTION, values={"token": CANARY}, by=by)
    operations.place_tile(made, "plan", unit="998", standing=Standing.LOCKED, by=by)
    operations.place_tile(made, "plan", unit="998", standing=None, by=by)
    operations.switch(made, on=False, by=by)
    operations.remove(made, by=by)
    operations.make_available("platform", is_available=False, by=by)
    one = "connectors.connection"
    assert lines() == [
        (one, "", "added"),
        (one, "", "settings of layer municipality"),
        (one, "", "name, words and level"),
        (
            one,
            "",
            "approved child.first_name, child.id, search.words, viewer.name; platform.example",
        ),
        (one, "", "switched on"),
        (one, "", "paused"),
        (one, "", "resumed"),
        (one, "", "for chosen institutions"),
        (one, "", "used by 998101"),
        ("connectors.institutionconnection", "998101", "settings of layer institution"),
        (one, "", "tile plan in 998: locked"),
        (one, "", "tile plan in 998: no rule"),
        (one, "", "switched off"),
        (one, "", "removed"),
        ("connectors.portalconnector", "", "withdrawn"),
    ]
    rows = Entry.objects.filter(object_type__startswith="connectors.")
    assert {row.actor_id for row in rows} == {by.person.pk}
    assert {row.municipality_code for row in rows} == {"998", ""}
    assert CANARY not in str(list(rows.values()))


def test_CON_16_a_secret_is_encrypted_where_it_is_stored(plans):
    saved = Connection.objects.values("values", "secrets").get()
    assert list(saved["secrets"]) == ["password"]
    assert CANARY not in str(saved)
    assert configure(plans).reaches[0].secrets == (CANARY,)


def test_what_does_not_fit_saves_nothing_and_leaves_no_line(plans):
    offer, before = read_registry().find("platform"), lines()
    values = {"address": "https://other.example/", "pages": 99, "password": "abc"}
    with pytest.raises(InvalidSettings) as refused:
        operations.fill_in(plans, offer, layer=Layer.MUNICIPALITY, values=values, by=BY)
    assert {item.name for item in refused.value.mistakes} == {"pages", "password"}
    assert Connection.objects.get().values["address"] == "https://platform.example/api"
    assert lines() == before


def test_what_others_changed_meanwhile_stays(plans):
    offer = read_registry().find("platform")
    stale = Connection.objects.get()
    operations.pause(Connection.objects.get(), paused=True, by=BY)
    values = {"address": "https://platform.example/new"}
    operations.fill_in(stale, offer, layer=Layer.MUNICIPALITY, values=values, by=BY)
    saved = Connection.objects.get()
    assert saved.values == values
    assert (saved.is_paused, saved.is_on) == (True, True)
    assert saved.approved_hosts == ["platform.example"]


def test_a_title_is_taken_once_in_a_municipality(plans, connect_platform):
    with pytest.raises(TitleTaken):
        connect_platform(on=False)
    assert connect_platform(code="999").title == "MinPlan"
    other = connect_platform("Another", on=False)
    with pytest.raises(TitleTaken):
        operations.rename(other, title="MinPlan", when_down="", english="", by=BY)
    assert sorted(Connection.objects.values_list("title", flat=True)) == [
        "Another",
        "MinPlan",
        "MinPlan",
    ]


def test_no_institution_has_two_learning_platforms(plans, connect_platform):
    other = connect_platform("KlarUge", on=False)
    with pytest.raises(AnotherInUse) as refused:
        operations.switch(other, on=True, by=BY)
    assert refused.value.title == "MinPlan"
    assert set(refused.value.institutions) == {
        place(key).name for key in ("998001", "998101", "998102")
    }
    assert not Connection.objects.get(pk=other.pk).is_on


def test_two_learning_platforms_of_different_institutions_are_fine(plans, connect_platform):
    other = connect_platform("KlarUge", on=False)
    operations.choose_institutions(other, is_for_all=False, by=BY)
    operations.switch(other, on=True, by=BY)
    with pytest.raises(AnotherInUse) as refused:
        operations.choose_for_institution(other, place("998102"), is_on=True, by=BY)
    assert refused.value.institutions == (place("998102").name,)
    assert not InstitutionConnection.objects.exists()
    operations.choose_for_institution(plans, place("998102"), is_on=False, by=BY)
    operations.choose_for_institution(other, place("998102"), is_on=True, by=BY)
    assert [item.key for item in configure(other).institutions] == ["998102"]
    assert [item.key for item in configure(plans).institutions] == ["998001", "998101"]
    with pytest.raises(AnotherInUse):
        operations.choose_institutions(other, is_for_all=True, by=BY)
    assert not Connection.objects.get(pk=other.pk).is_for_all


def test_the_platform_of_another_municipality_is_in_nobodys_way(plans, connect_platform):
    assert connect_platform(code="999").is_on


def test_of_other_kinds_there_may_be_several(books):
    offer = read_registry().find("library")
    other = operations.add_connection(books.municipality, offer, title="Another", by=BY)
    operations.switch(other, on=True, by=BY)
    assert Connection.objects.filter(is_on=True).count() == 2


def test_a_change_wakes_what_was_left_alone(plans):
    Circuit.objects.create(connection=plans, failures=5, probe_at=NOW, failing_since=NOW)
    operations.approve(configure(plans), by=BY)
    circuit = Circuit.objects.get()
    assert (circuit.failures, circuit.probe_at, circuit.failing_since) == (0, None, None)


def test_who_removes_a_connection_removes_all_of_it(plans):
    operations.choose_for_institution(plans, place("998101"), is_on=True, by=BY)
    assert TileRule.objects.exists()
    operations.remove(plans, by=BY)
    for model in (Connection, InstitutionConnection, TileRule, Circuit):
        assert not model.objects.exists()


def test_what_the_operator_fills_in_counts_for_all(plans):
    offer = read_registry().find("platform")
    row = operations.make_available("platform", is_available=True, by=BY)
    operations.fill_in(row, offer, layer=Layer.PORTAL, values={"licence": "L-1"}, by=BY)
    assert PortalConnector.objects.get().values == {"licence": "L-1"}
    assert configure(plans).reaches[0].settings.licence == "L-1"
