"""How a connection stands is worked out anew each time, so that a new version tells at once."""

from dataclasses import replace

import pytest

from core.connectors.configuration import operations
from core.connectors.configuration.reaches import connections_with_circuits, read_configured
from core.connectors.configuration.statuses import Status, find_hosts_of, name_host
from core.connectors.models import Connection
from core.connectors.registry.finding import Registry
from core.connectors.registry.installed import read_registry
from core.people.models import Institution
from indgang_sdk.people import Need
from indgang_sdk.settings import Address, Layer, Settings, SettingsRow, setting
from indgang_sdk.texts import Text
from tests.core.connectors.conftest import BY, configure, sign_in
from tests.core.connectors.systems import platform
from tests.core.connectors.systems.platform import PlatformSettings
from tests.core.connectors.test_tiles import read_box, words_of


class Stricter(PlatformSettings):
    """The next version, which has to know one thing more."""

    region: str = setting(title=Text(da="Egn", en="Region"))


def stands(connection, **changed):
    """How a connection stands with another version of its connector."""
    offer = read_registry().find("platform")
    version = replace(offer, connector=replace(offer.connector, **changed))
    registry = Registry(offers={"platform": version})
    rows = connections_with_circuits().filter(pk=connection.pk)
    return read_configured(rows, registry=registry)[0].statuses


def change_needs(needs):
    offer = read_registry().find("platform")
    sources = {hook: dict(of) for hook, of in offer.sources.items()}
    sources["tile_sources"]["plan"] = replace(sources["tile_sources"]["plan"], needs=needs)
    registry = Registry(offers={"platform": replace(offer, sources=sources)})
    return read_configured(connections_with_circuits(), registry=registry)[0].statuses


def test_a_new_version_that_asks_for_nothing_more_goes_on(plans):
    assert stands(plans, version="3.0.0") == ()


def test_settings_that_never_were_whole_are_incomplete(connect_platform):
    plans = connect_platform(on=False)
    assert stands(plans) == (Status.OFF,)
    Connection.objects.update(secrets={})
    assert stands(plans) == (Status.OFF, Status.INCOMPLETE)


def test_settings_that_a_new_version_finds_missing_are_outdated(plans):
    assert stands(plans, settings=Stricter) == (Status.INCOMPLETE,)
    assert stands(plans, settings=Stricter, version="3.0.0") == (Status.OUTDATED,)


def test_who_saves_after_a_new_version_is_up_to_date(plans):
    offer = read_registry().find("platform")
    newer = replace(offer, connector=replace(offer.connector, settings=Stricter, version="3.0.0"))
    values = {"address": "https://platform.example/api", "region": "Nord"}
    operations.fill_in(plans, newer, layer=Layer.MUNICIPALITY, values=values, by=BY)
    assert stands(plans, settings=Stricter, version="3.0.0") == ()


def test_needs_are_asked_again_only_when_there_are_more(plans):
    approved = {Need.VIEWER_NAME}
    assert change_needs(frozenset(approved)) == ()
    assert change_needs(frozenset()) == ()
    # Another source needs it already, so that the municipality has agreed to it.
    assert change_needs(frozenset({Need.CHILD_ID})) == ()
    assert change_needs(frozenset({*approved, Need.VIEWER_GROUPS})) == (Status.NOT_APPROVED,)


def test_a_host_that_nobody_approved_keeps_it_from_running(plans):
    assert configure(plans).statuses == ()
    platform.behaviour["hosts"] = lambda settings: ["platform.example", "More.example"]
    assert configure(plans).hosts == ("more.example", "platform.example")
    assert configure(plans).statuses == (Status.NOT_APPROVED,)
    operations.approve(configure(plans), by=BY)
    assert configure(plans).statuses == ()


def fail(settings):
    raise ZeroDivisionError


@pytest.mark.parametrize(
    "hosts",
    [
        fail,
        lambda settings: None,
        lambda settings: [7],
        lambda settings: 7,
        lambda settings: [None],
    ],
)
def test_CON_01_hosts_that_cannot_be_found_cost_that_connection_alone(books, plans, hosts, install):
    client = sign_in("dorte")
    assert read_box(client, plans, "plan").status_code == 200
    platform.behaviour["hosts"] = hosts
    assert configure(plans).statuses == (Status.OUTDATED,)
    assert read_box(client, plans, "plan").status_code == 404
    assert "books of Bo" in words_of(read_box(client, books))


def test_the_operator_can_withdraw_a_connector_for_all(plans):
    operations.make_available("platform", is_available=True, by=BY)
    assert configure(plans).statuses == ()
    operations.make_available("platform", is_available=False, by=BY)
    assert configure(plans).statuses == (Status.WITHDRAWN,)


def test_all_that_is_in_the_way_is_said_the_gravest_first(plans):
    operations.make_available("platform", is_available=False, by=BY)
    operations.pause(plans, paused=True, by=BY)
    Connection.objects.update(is_on=False, approved_needs=[], secrets={})
    assert configure(plans).statuses == (
        Status.WITHDRAWN,
        Status.OFF,
        Status.INCOMPLETE,
        Status.NOT_APPROVED,
        Status.PAUSED,
    )


class Row(SettingsRow):
    address: Address


class Many(Settings):
    first: Address
    words: str = "https in a sentence"
    rows: tuple[Row, ...] = ()


def test_hosts_are_those_of_all_addresses():
    many = Many(
        first="https://a.example/x",
        rows=(Row(address="https://b.example:8443/"), Row(address="http://127.0.0.1:8901/")),
    )
    assert list(find_hosts_of(many)) == ["a.example", "b.example:8443", "127.0.0.1:8901"]


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://A.Example/x", "a.example"),
        ("https://a.example:443/x", "a.example"),
        ("http://a.example/x", "a.example:80"),
        ("https://a.example:8443/x", "a.example:8443"),
        ("https://a.example./x", "a.example"),
        ("https://bøger.example/x", "xn--bger-gra.example"),
        ("https://[2001:DB8::1]:8443/x", "[2001:db8::1]:8443"),
    ],
)
def test_a_host_is_named_with_its_port_where_it_is_not_the_usual(address, host):
    assert name_host(address) == host


def test_what_no_institution_uses_is_used_by_none(plans):
    operations.choose_institutions(plans, is_for_all=False, by=BY)
    assert configure(plans).institutions == ()
    school = Institution.objects.get(key="998101")
    operations.choose_for_institution(plans, school, is_on=True, by=BY)
    assert configure(plans).institutions == (school,)
