"""OIDC-09 and -10: keys are changed, unknown and out of reach, without a storm of questions."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.db import connection

from core.login.models import ProviderDocument
from core.login.oidc.published_keys import verify_token
from core.login.refusals import Reason, Rejected
from sandbox.servers.exchange import Reply
from tests.core.login.oidc.conftest import NOW
from tests.core.login.oidc.played_provider import PlayedProvider, make_rsa_key, write
from tests.core.login.refusing import refused

SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)


def rotate(provider: PlayedProvider, name: str, *, keeps: bool = False) -> None:
    kept = provider.published if keeps else []
    provider.key = make_rsa_key(name)
    provider.published = [*kept, provider.key]


def at(provider: PlayedProvider, moment: datetime) -> None:
    provider.now = moment


def test_OIDC_09_keys_are_asked_for_once_an_hour(sign_in, provider) -> None:
    for minutes in range(0, 60, 10):
        at(provider, NOW + minutes * MINUTE)
        assert sign_in()
    assert (provider.asked["/certs"], provider.asked["/.well-known/openid-configuration"]) == (1, 1)
    at(provider, NOW + HOUR)
    assert sign_in()
    assert (provider.asked["/certs"], provider.asked["/.well-known/openid-configuration"]) == (2, 2)


@pytest.mark.parametrize(
    "reply", [Reply(status=503), Reply(status=404), write({"keys": []}), Reply()]
)
def test_OIDC_09_known_keys_do_for_a_day(sign_in, provider, reply) -> None:
    assert sign_in()
    provider.replies["/certs"] = reply
    provider.replies["/.well-known/openid-configuration"] = reply
    for passed in (HOUR, 12 * HOUR, 24 * HOUR - SECOND):
        at(provider, NOW + passed)
        assert sign_in()
    at(provider, NOW + 24 * HOUR + MINUTE)
    with pytest.raises(Rejected) as raised:
        sign_in()
    assert raised.value.reason in {Reason.PROVIDER_DOWN, Reason.NOT_SET_UP}
    provider.replies.clear()
    at(provider, NOW + 24 * HOUR + 2 * MINUTE)
    assert sign_in()


def test_OIDC_09_a_provider_that_is_down_is_named_as_that(sign_in, provider) -> None:
    provider.is_down = True
    with refused(Reason.PROVIDER_DOWN):
        sign_in()
    provider.is_down = False
    at(provider, NOW + MINUTE)
    assert sign_in()


def test_OIDC_10_a_new_key_is_found_by_asking_once(sign_in, provider) -> None:
    assert sign_in()
    rotate(provider, "second")
    at(provider, NOW + 10 * MINUTE)
    assert sign_in()
    assert sign_in()
    assert provider.asked["/certs"] == 2


def test_OIDC_10_old_and_new_both_count_while_both_are_published(sign_in, provider) -> None:
    assert sign_in()
    first = provider.key
    rotate(provider, "second", keeps=True)
    at(provider, NOW + 10 * MINUTE)
    assert sign_in()
    provider.key = first
    assert sign_in()
    rotate(provider, "second")
    at(provider, NOW + 2 * HOUR)
    assert sign_in()
    provider.key = first
    with refused(Reason.UNKNOWN_KEY):
        sign_in()


def test_OIDC_10_an_unknown_key_is_asked_for_once_a_minute(db, provider, client) -> None:
    found = provider.find(client)
    honest = provider.sign_logout_token()
    provider.key = make_rsa_key("evil")
    unknown = provider.sign_logout_token()

    def verify(token: str, seconds: int):
        return verify_token(
            token, provider=found, client=client, now=NOW + 5 * MINUTE + seconds * SECOND
        )

    assert verify_token(honest, provider=found, client=client, now=NOW)
    assert provider.asked["/certs"] == 1
    for seconds in range(0, 60, 2):
        with refused(Reason.UNKNOWN_KEY):
            verify(unknown, seconds)
        assert verify(honest, seconds)
    assert provider.asked["/certs"] == 2
    with refused(Reason.UNKNOWN_KEY):
        verify(unknown, 60)
    assert provider.asked["/certs"] == 3


def test_OIDC_10_other_refusals_ask_nobody(sign_in, provider) -> None:
    assert sign_in()
    at(provider, NOW + 10 * MINUTE)
    provider.key = make_rsa_key("evil")
    provider.header = {"kid": "first"}
    with refused(Reason.BAD_SIGNATURE):
        sign_in()
    assert provider.asked["/certs"] == 1


@pytest.mark.services
@pytest.mark.django_db(transaction=True)
def test_OIDC_10_many_at_once_ask_once(provider, client) -> None:
    """Each thread has its own connection to the database, as each process has."""
    if connection.vendor != "postgresql":
        pytest.fail("this test needs PostgreSQL: run it with `make test-services`")
    found = provider.find(client)
    assert verify_token(provider.sign_logout_token(), provider=found, client=client, now=NOW)
    provider.key = make_rsa_key("evil")
    unknown = provider.sign_logout_token()

    def verify(_: int) -> Reason | None:
        try:
            verify_token(unknown, provider=found, client=client, now=NOW + 5 * MINUTE)
        except Rejected as refusal:
            return refusal.reason
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(8) as pool:
        reasons = list(pool.map(verify, range(24)))
    assert set(reasons) == {Reason.UNKNOWN_KEY}
    assert provider.asked["/certs"] == 2
    assert ProviderDocument.objects.count() == 2
