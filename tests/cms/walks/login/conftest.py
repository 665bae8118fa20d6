"""A portal that people sign in at by a provider of their own: whom it knows, and how it asks."""

from random import SystemRandom
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from cms.demo.systems import connect_systems
from core.connectors.configuration import operations
from core.connectors.configuration.operations import Actor
from core.connectors.configuration.reaches import connections_with_circuits, read_configured
from core.connectors.models import Connection
from core.connectors.registry.installed import read_registry
from core.login.keys import list_keys, make_keys
from core.login.models import KeyPurpose
from core.people.kinds import Relation, Source
from core.people.models import Guardianship, Institution, Municipality, Person
from core.people.refresh import refresh_access
from indgang_sdk.levels import Level
from indgang_sdk.settings import Layer
from sandbox.servers.playing import Sandbox
from tests.cms.walks.boxes.conftest import MORE
from tests.cms.walks.login.visiting import Walk
from tests.services.keycloak.clients import PortalAtBroker

SECRET = "Kun for dem, vi er sikre på"


@pytest.fixture(autouse=True)
def small_keys(monkeypatch):
    """Keys that are made in a tenth of the time."""
    monkeypatch.setattr("core.login.keys.BITS", 2048)


@pytest.fixture
def portal(live_server, settings, schools, make_page):
    """Its address; Dorte belongs to both municipalities, Anna to Lindesø alone."""
    # Providers are at this machine's number, so that they are another site to the browser.
    settings.WAGTAILADMIN_BASE_URL = f"http://localhost:{urlsplit(live_server.url).port}"
    dorte = Person.objects.get(unilogin="dorte001")
    Guardianship.objects.create(
        guardian=dorte, child=Person.objects.get(first_name="Magnus"), custody=True,
        institution=schools[1].institution, relation=Relation.MOTHER, source=Source.ROSTER,
    )  # fmt: skip
    refresh_access([dorte.pk], on=timezone.localdate())
    make_page(
        schools[0].home, "Elevplaner", summary="Sådan læser I dem",
        body=[("text", f"<p>{SECRET}</p>")], required_level=Level.TWO_FACTOR,
    )  # fmt: skip
    make_keys(now=timezone.now())
    return settings.WAGTAILADMIN_BASE_URL


@pytest.fixture
def open_walk(browser, portal):
    """Opens a browser of somebody's own."""
    contexts = []

    def open_walk(**named):
        context = browser.new_context(
            base_url=portal, locale="da-DK", timezone_id="Europe/Copenhagen", **named
        )
        context.set_default_timeout(20_000)
        contexts.append(context)
        return Walk(page=context.new_page())

    yield open_walk
    for context in contexts:
        context.close()


@pytest.fixture
def connect_unilogin(portal):
    """Has both municipalities sign in by Unilogin, by settings of the operator's."""

    def connect(**values):
        by = Actor(person=None, now=timezone.now())
        offer = read_registry().find("unilogin")
        operations.fill_in_portal(offer, values=values, by=by)
        for municipality in Municipality.objects.all():
            switch_on(operations.add_connection(municipality, offer, title="Unilogin", by=by))
        return "unilogin"

    return connect


@pytest.fixture
def connect_own_login(portal):
    """Has Lindesø sign in by a login of its own; answers the key that it has in addresses."""

    def connect(**values):
        by = Actor(person=None, now=timezone.now())
        offer = read_registry().find("municipal_login")
        lindesoe = Municipality.objects.get(code="998")
        made = operations.add_connection(lindesoe, offer, title="Eget login", by=by)
        operations.fill_in(made, offer, layer=Layer.MUNICIPALITY, values=values, by=by)
        switch_on(made)
        return f"998-{made.pk}-municipal-login"

    return connect


def switch_on(connection: Connection) -> None:
    """Approves what a connection needs, and switches it on."""
    by = Actor(person=None, now=timezone.now())
    (configured,) = read_configured(connections_with_circuits().filter(pk=connection.pk))
    operations.approve(configured, by=by)
    operations.switch(connection, on=True, by=by)
    (configured,) = read_configured(connections_with_circuits().filter(pk=connection.pk))
    assert configured.runs, configured.statuses


@pytest.fixture
def broker(keycloak):
    """A Keycloak where nobody is signed in, and nobody is afterwards."""
    yield keycloak
    for unilogin in ("anna0001", "henrik01"):
        keycloak.administration.end_sessions(unilogin)


@pytest.fixture
def introduce(broker, portal):
    """Tells Keycloak of the portal, its addresses and its certificates."""

    def introduce(*saml_keys):
        broker.connect(
            PortalAtBroker(
                address=portal,
                key_set="/log-ind/oidc/unilogin/jwks.json",
                back_channel_logout="/log-ind/oidc/unilogin/bagkanal",
                saml_slugs=saml_keys,
                signing_certificate=list_keys(KeyPurpose.SIGNING)[0].certificate,
                encryption_certificate=list_keys(KeyPurpose.ENCRYPTION)[0].certificate,
            )
        )
        for key in saml_keys:
            # As our metadata has it: what is signed out of comes by redirect.
            broker.administration.set_client(
                f"{portal}/log-ind/saml/{key}/metadata.xml",
                attributes={
                    "saml.force.post.binding": "false",
                    "saml_single_logout_service_url_post": "",
                },
            )

    return introduce


@pytest.fixture
def played():
    """The systems outside, on ports that follow on each other, as the demo has them."""
    for _ in range(50):
        port = SystemRandom().randrange(20_000, 30_000)
        try:
            sandbox = Sandbox(port=port)
        except OSError:
            continue
        with sandbox:
            yield port
        return
    pytest.fail("no ten free ports in a row")


@pytest.fixture
def connected(portal, played):
    """The portal with all systems as `make demo` connects them."""
    for key, (name, kind, parent) in MORE.items():
        above = Institution.objects.get(key=parent)
        Institution.objects.create(
            key=key, name=name, kind=kind, municipality=above.municipality, parent=above
        )
    assert connect_systems(port=played, now=timezone.now()) == []
    return f"http://127.0.0.1:{played + 9}"
