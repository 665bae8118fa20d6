from collections.abc import Iterator

import pytest

from sandbox.servers.playing import Sandbox
from sandbox.servers.unilogin.keys import SigningKey, make_key
from tests.sandbox.unilogin.browsing import Broker, Portal, Visitor
from tests.sandbox.unilogin.requesting import Requester


@pytest.fixture(autouse=True)
def working_again(sandbox: Sandbox) -> Iterator[None]:
    """Each test finds the provider as it is at first, but for its keys."""
    yield
    sandbox.board.reset()
    for system in sandbox.systems:
        system.reset()


@pytest.fixture(scope="session")
def provider(sandbox: Sandbox) -> str:
    """The provider's address."""
    return sandbox.addresses["unilogin"]


@pytest.fixture
def portal() -> Iterator[Portal]:
    played = Portal()
    played.server.start()
    yield played
    played.server.stop()


@pytest.fixture
def broker(provider: str, portal: Portal) -> Broker:
    return Broker(provider, portal)


@pytest.fixture
def visitor() -> Visitor:
    return Visitor()


@pytest.fixture(scope="session")
def own_key() -> SigningKey:
    return make_key()


@pytest.fixture(scope="session")
def foreign_key() -> SigningKey:
    return make_key()


@pytest.fixture
def requester(provider: str, portal: Portal, own_key: SigningKey) -> Requester:
    made = Requester(portal=portal, provider=provider, key=own_key, published=own_key)
    portal.metadata = lambda: made.make_settings().get_sp_metadata()
    return made
