"""OIDC-06 and -08: a provider is who it was set up as, and is asked at approved hosts alone."""

import json
from urllib.parse import parse_qsl, urlencode

import pytest

from core.login.models import ProviderDocument
from core.login.oidc.callbacks import read_callback
from core.login.oidc.identity_providers import find_identity_provider, read_identity_provider
from core.login.oidc.questions import make_question, make_sign_in_address
from core.login.refusals import Reason
from sandbox.servers.exchange import Reply
from tests.core.login.oidc.conftest import NOW
from tests.core.login.oidc.played_provider import LEFT_OUT, PlayedProvider, lay_over
from tests.core.login.refusing import refused

ISSUER = "https://broker.example/auth/realms/broker"
HONEST = {
    "issuer": ISSUER,
    "authorization_endpoint": f"{ISSUER}/auth",
    "token_endpoint": f"{ISSUER}/token",
    "jwks_uri": "https://keys.example/certs",
    "end_session_endpoint": f"{ISSUER}/logout",
}
HOSTS = {"broker.example", "keys.example"}


def read(*, hosts=HOSTS, may_be_local=False, **changes):
    return read_identity_provider(
        json.dumps(lay_over(HONEST, changes)),
        issuer=ISSUER,
        approved_hosts=hosts,
        may_be_local=may_be_local,
    )


def test_a_discovery_document_is_read() -> None:
    found = read(authorization_response_iss_parameter_supported=True, unknown=["a"])
    assert found.issuer == ISSUER
    assert found.keys_address == "https://keys.example/certs"
    assert found.names_itself
    least = read(end_session_endpoint=None)
    assert (least.logout_address, least.names_itself) == ("", False)


@pytest.mark.parametrize(
    "issuer",
    [
        ISSUER + "/",
        ISSUER.upper(),
        "https://evil.example",
        ISSUER.replace("https", "http"),
        "",
        None,
        LEFT_OUT,
    ],
)
def test_OIDC_08_the_document_is_exactly_the_issuers(issuer) -> None:
    assert read()
    with refused(Reason.NOT_SET_UP):
        read(issuer=issuer)


@pytest.mark.parametrize(
    "name", ["authorization_endpoint", "token_endpoint", "jwks_uri", "end_session_endpoint"]
)
@pytest.mark.parametrize(
    "address",
    [
        "http://broker.example/x",
        "https://evil.example/x",
        "https://broker.example.evil.example/x",
        "https://broker.example@evil.example/x",
        "https://broker.example:8443/x",
        "http://localhost:8000/x",
        "https://localhost/x",
        "http://169.254.169.254/latest/meta-data",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "//broker.example/x",
        "/x",
        "https://broker.example/x#fragment",
        "https://broker.example/x\r\nX: y",
        "https://broker.example/\ud800",
        "https://broker.example/\0",
        "https://[broker.example/",
        "https://broker.example/" + "x" * 1000,
        7,
    ],
)
def test_OIDC_08_all_of_it_is_by_https_at_approved_hosts(name, address) -> None:
    assert read(**{name: "https://broker.example/x"})
    with refused(Reason.NOT_SET_UP):
        read(**{name: address})


@pytest.mark.parametrize("name", ["authorization_endpoint", "token_endpoint", "jwks_uri"])
def test_OIDC_08_nothing_of_it_is_guessed(name) -> None:
    for value in (LEFT_OUT, "", None):
        with refused(Reason.NOT_SET_UP):
            read(**{name: value})


def test_OIDC_08_what_is_no_longer_approved_is_no_longer_used() -> None:
    assert read()
    with refused(Reason.NOT_SET_UP, "discovery: an address that was not approved"):
        read(hosts={"broker.example"})


def test_this_machine_is_for_the_demo_alone() -> None:
    local = "http://localhost:8080/certs"
    hosts = HOSTS | {"localhost:8080"}
    assert read(jwks_uri=local, hosts=hosts, may_be_local=True).keys_address == local
    with refused(Reason.NOT_SET_UP):
        read(jwks_uri=local, hosts=hosts)
    with refused(Reason.NOT_SET_UP):
        read(jwks_uri=local, may_be_local=True)


@pytest.mark.parametrize("text", ["", "[]", "7", "{", '{"issuer": "a", "issuer": "b"}', "[" * 9999])
def test_what_is_no_discovery_document_is_none(text) -> None:
    with refused(Reason.NOT_SET_UP, "discovery: cannot be read"):
        read_identity_provider(text, issuer=ISSUER, approved_hosts=HOSTS)


@pytest.mark.parametrize(
    "issuer",
    [
        "http://broker.example",
        "https://evil.example",
        "https://broker.example?x=1",
        "https://broker.example#x",
        "https://broker.example/" + "x" * 255,
        "",
        "file:///etc/passwd",
    ],
)
def test_OIDC_08_an_issuer_elsewhere_is_not_even_asked(db, client, issuer) -> None:
    with refused(Reason.NOT_SET_UP):
        find_identity_provider(issuer, client=client, approved_hosts=HOSTS, now=NOW)
    assert not ProviderDocument.objects.exists()


def test_OIDC_08_being_sent_on_to_another_host_is_refused(db, client, provider) -> None:
    name = "/.well-known/openid-configuration"
    for where in ("https://evil.example/", "http://127.0.0.1:1/", "file:///etc/passwd"):
        ProviderDocument.objects.all().delete()
        provider.replies[name] = Reply(status=302, headers={"Location": where})
        with refused(Reason.PROVIDER_DOWN, "UnexpectedAnswer"):
            provider.find(client)
    ProviderDocument.objects.all().delete()
    del provider.replies[name]
    assert provider.find(client)


def test_the_well_known_address_has_no_slash_too_many(db, client, provider) -> None:
    provider.discovery = {"issuer": provider.issuer + "/"}
    found = find_identity_provider(
        provider.issuer + "/",
        client=client,
        approved_hosts={provider.host},
        now=NOW,
        may_be_local=True,
    )
    assert found.issuer == provider.issuer + "/"
    assert provider.asked == {"/.well-known/openid-configuration": 1}


def test_OIDC_06_a_code_of_another_provider_is_not_taken(
    db, client, provider, relying_party
) -> None:
    """Somebody is sent to B and B's code comes to A's address: `iss` says whose it is."""
    other = PlayedProvider(now=NOW)
    found = provider.find(client)
    question = make_question(now=NOW)
    address = make_sign_in_address(question, relying_party=relying_party, provider=found)
    honest, mixed_up = provider.sign_in(address), other.sign_in(address)
    other.server.stop()
    assert read_callback(honest, provider=found, state=question.state)
    with refused(Reason.WRONG_ISSUER):
        read_callback(mixed_up, provider=found, state=question.state)
    for issuer in (provider.issuer + "/", provider.issuer.upper(), "", "null"):
        query = dict(parse_qsl(honest)) | {"iss": issuer}
        with refused(Reason.WRONG_ISSUER):
            read_callback(urlencode(query), provider=found, state=question.state)
    # An error, too, is that provider's own.
    error = {"error": "access_denied", "state": question.state, "iss": other.issuer}
    with refused(Reason.WRONG_ISSUER):
        read_callback(urlencode(error), provider=found, state=question.state)


def test_OIDC_06_who_always_names_itself_is_not_believed_without(sign_in, provider) -> None:
    assert sign_in()
    provider.callback = {"iss": LEFT_OUT}
    with refused(Reason.WRONG_ISSUER, "none named"):
        sign_in()


@pytest.mark.parametrize("said", [False, LEFT_OUT, None])
def test_OIDC_06_who_does_not_name_itself_need_not(db, client, provider, said, sign_in) -> None:
    provider.discovery = {"authorization_response_iss_parameter_supported": said}
    provider.callback = {"iss": LEFT_OUT}
    assert sign_in()
    provider.callback = {"iss": "https://evil.example"}
    with refused(Reason.WRONG_ISSUER):
        sign_in()


def test_OIDC_06_a_token_of_another_provider_is_not_taken(sign_in, provider) -> None:
    """Even one whose keys the other has copied: the issuer stands in what is signed."""
    assert sign_in()
    other = PlayedProvider(now=NOW)
    token = other.sign_id_token({})
    other.server.stop()
    provider.answer = {"id_token": token}
    with refused(Reason.WRONG_ISSUER):
        sign_in()
