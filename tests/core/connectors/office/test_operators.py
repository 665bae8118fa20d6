"""The operators' page of connectors: for them alone, with what holds for all municipalities."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.audit.models import Entry
from core.connectors.configuration import operations
from core.connectors.configuration.statuses import Status
from core.connectors.models import PortalConnector
from core.connectors.office.tiers import read_tier
from core.connectors.registry.installed import read_registry
from core.people.models import Municipality, Person
from indgang_sdk.levels import Level
from indgang_sdk.testing.quality import Tier
from tests.core.connectors.conftest import BY, configure, sign_in
from tests.core.connectors.test_tiles import words_of
from tests.signing_in import give_level, sign_in_at


@pytest.fixture
def operator(plans):
    """Somebody who runs the whole installation, signed in."""
    person = Person.objects.create_superuser("drift", "hemmelig-kode", language="en")
    return sign_in_at(Client(), person, level=Level.TWO_FACTOR)


def test_it_is_the_operators_alone(operator, client):
    pages = [reverse("portal_connectors"), reverse("portal_connector", args=["platform"])]
    for page in pages:
        assert operator.get(page).status_code == 200
        assert client.get(page).status_code == 302
        for name in ("henrik", "anna", "dorte"):
            assert sign_in(name).get(page).status_code == 404
            assert sign_in(name).post(page, {"handling": "sluk"}).status_code in {404, 405}
    assert not PortalConnector.objects.exists()


def test_the_ways_to_it_are_the_office_and_its_connected_systems(operator):
    for name in ("connections_where", "offices"):
        assert operator.get(reverse(name)).url == reverse("portal_connectors")
    assert sign_in("henrik").get(reverse("connections_where")).url != reverse("portal_connectors")
    door = f'href="{reverse("portal_connectors")}"'
    assert door in operator.get("/").text
    assert door not in sign_in("henrik").get("/").text


def test_each_connector_stands_with_its_version_and_who_uses_it(operator, connect_platform):
    connect_platform("KlarUge", code="999")
    operations.add_connection(
        Municipality.objects.get(code="999"),
        read_registry().find("library"),
        title="Bib",
        by=BY,
    )
    words = words_of(operator.get(reverse("portal_connectors")))
    assert "Learning platform 2.0.0 No tier yet Learning platform used by 2 municip" in words
    assert "Library 1.0.0 No tier yet Other systems used by 0 municipalities" in words
    one = words_of(operator.get(reverse("portal_connector", args=["platform"])))
    for said in ("Lindesø Kommune MinPlan", "Klitnæs Kommune KlarUge", "Licence"):
        assert said in one, one


def test_a_connector_is_switched_off_for_all_and_on_again(operator, plans):
    page = reverse("portal_connector", args=["platform"])
    words = words_of(operator.post(page, {"handling": "sluk"}, follow=True))
    assert "The connector is switched off for all municipalities." in words
    assert configure(plans).statuses == (Status.WITHDRAWN,)
    assert "Switched off for all" in words_of(operator.get(reverse("portal_connectors")))
    operator.post(page, {"handling": "tillad"})
    assert configure(plans).statuses == ()
    entry = Entry.objects.filter(reason="withdrawn").get()
    assert entry.actor_id == Person.objects.get(unilogin="drift").pk


def test_the_settings_of_the_portal_are_filled_in(operator, plans):
    page = reverse("portal_connector", args=["platform"])
    words = words_of(operator.post(page, {"licence": "L-1"}, follow=True))
    assert "The settings hold for all municipalities." in words
    assert configure(plans).reaches[0].settings.licence == "L-1"
    response = operator.post(page, {"licence": "x" * 2001})
    assert response.status_code == 400
    assert configure(plans).reaches[0].settings.licence == "L-1"


@pytest.mark.parametrize("sent", [{"handling": "sluk"}, {"handling": "tillad"}, {"licence": "L-1"}])
def test_a_password_alone_changes_nothing_for_all(operator, plans, sent):
    page = reverse("portal_connector", args=["platform"])
    give_level(operator, Level.ONE_FACTOR)
    refused = operator.post(page, sent)
    assert refused.status_code == 403
    assert "themes/step_up_again.html" in [template.name for template in refused.templates]
    assert not PortalConnector.objects.exists()
    assert operator.get(page).status_code == 200
    give_level(operator, Level.TWO_FACTOR)
    assert operator.post(page, sent).status_code == 302
    assert PortalConnector.objects.exists()


def test_what_there_is_not_is_404_and_what_is_gone_is_shown(operator, plans, install):
    assert operator.get(reverse("portal_connector", args=["gone"])).status_code == 404
    install()
    assert "Is not installed" in words_of(operator.get(reverse("portal_connectors")))
    assert operator.get(reverse("portal_connector", args=["platform"])).status_code == 200


def test_more_municipalities_cost_no_more_queries(operator, connect_platform):
    def count():
        with CaptureQueriesContext(connection) as queries:
            operator.get(reverse("portal_connectors"))
        return len(queries)

    operator.get(reverse("portal_connectors"))
    before = count()
    connect_platform("KlarUge", code="999")
    assert count() == before


def test_the_tier_is_what_the_author_says(install):
    offer = install("plugins.open_json.plugin").find("open_json")
    assert read_tier(offer) is not Tier.NONE
    made_up = install("tests.core.connectors.systems.platform").find("platform")
    assert read_tier(made_up) is Tier.NONE
