"""Logout messages hold before python3-saml, which reads redirects, and before our own reading."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from onelogin.saml2.auth import OneLogin_Saml2_Auth

from tests.identity_provider.answers import IdentityProvider
from tests.identity_provider.conftest import HOST, SLS
from tests.identity_provider.keys import make_key_pair
from tests.identity_provider.logout import (
    LogoutRequest,
    make_logout_request,
    make_logout_response,
    send_by_post,
    send_by_redirect,
)
from tests.identity_provider.received import read_post, read_redirect

Process = Callable[[str], OneLogin_Saml2_Auth]


@pytest.fixture
def request_to_portal(provider: IdentityProvider) -> LogoutRequest:
    return make_logout_request(
        now=datetime.now(UTC),
        issuer=provider.entity_id,
        destination=SLS,
        name_id="uni1234",
        session_indexes=("_s1", "_s2"),
    )


@pytest.fixture
def process(settings_of_recipient: dict[str, Any]) -> Process:
    """What python3-saml makes of an address, when messages must be signed."""
    settings = settings_of_recipient
    settings["security"] = {**settings["security"], "wantMessagesSigned": True}

    def run(address: str) -> OneLogin_Saml2_Auth:
        parts = urlsplit(address)
        request = {
            "https": "on",
            "http_host": HOST,
            "script_name": parts.path,
            "get_data": dict(parse_qsl(parts.query)),
            "query_string": parts.query,
            "validate_signature_from_qs": True,
        }
        auth = OneLogin_Saml2_Auth(request, settings)
        auth.process_slo(keep_local_session=True, request_id="_logout")
        return auth

    return run


def test_a_signed_request_by_redirect_holds(
    provider: IdentityProvider, request_to_portal: LogoutRequest, process: Process
) -> None:
    address = send_by_redirect(
        request_to_portal, SLS, relay_state="æ &=/?", sign_with=provider.key_pair
    )

    assert process(address).get_errors() == []
    names = [name for name, _ in parse_qsl(urlsplit(address).query)]
    assert names == ["SAMLRequest", "RelayState", "SigAlg", "Signature"]
    read = read_redirect(address, provider.key_pair.certificate_pem)
    assert (read.kind, read.name_id, read.session_indexes, read.relay_state, read.signed) == (
        "LogoutRequest",
        "uni1234",
        ("_s1", "_s2"),
        "æ &=/?",
        True,
    )


def test_an_unsigned_request_by_redirect_is_refused(
    provider: IdentityProvider, request_to_portal: LogoutRequest, process: Process
) -> None:
    address = send_by_redirect(request_to_portal, SLS)

    assert "not signed" in str(process(address).get_last_error_reason())
    assert not read_redirect(address, provider.key_pair.certificate_pem).signed


def test_a_request_that_another_key_signed_is_refused(
    provider: IdentityProvider, request_to_portal: LogoutRequest, process: Process
) -> None:
    address = send_by_redirect(request_to_portal, SLS, sign_with=make_key_pair("attacker"))

    assert "Signature validation failed" in str(process(address).get_last_error_reason())
    assert not read_redirect(address, provider.key_pair.certificate_pem).signed


def test_a_request_ends_after_five_minutes(
    provider: IdentityProvider, request_to_portal: LogoutRequest, process: Process
) -> None:
    past = replace(request_to_portal, not_on_or_after=datetime.now(UTC) - timedelta(seconds=1))
    address = send_by_redirect(past, SLS, sign_with=provider.key_pair)

    assert process(address).get_errors() == ["invalid_logout_request"]


def test_a_signed_answer_by_redirect_holds(provider: IdentityProvider, process: Process) -> None:
    answer = make_logout_response(
        now=datetime.now(UTC),
        issuer=provider.entity_id,
        destination=SLS,
        in_response_to="_logout",
    )

    assert process(send_by_redirect(answer, SLS, sign_with=provider.key_pair)).get_errors() == []
    other = replace(answer, in_response_to="_other")
    refused = process(send_by_redirect(other, SLS, sign_with=provider.key_pair))
    assert refused.get_errors() == ["invalid_logout_response"]


def test_a_request_by_post_is_signed_inside(
    provider: IdentityProvider, request_to_portal: LogoutRequest
) -> None:
    certificate = provider.key_pair.certificate_pem

    signed = send_by_post(request_to_portal, relay_state="x", sign_with=provider.key_pair)

    read = read_post(signed, certificate)
    assert (read.signed, read.relay_state, read.name_id) == (True, "x", "uni1234")
    assert not read_post(send_by_post(request_to_portal), certificate).signed
    assert not read_post(signed, make_key_pair("attacker").certificate_pem).signed


@pytest.mark.parametrize(
    ("field", "read_as"), [("name_id", "name_id"), ("issuer", "issuer"), ("id", "id")]
)
def test_a_request_leaves_out_what_is_none(
    request_to_portal: LogoutRequest, field: str, read_as: str
) -> None:
    without: dict[str, Any] = {field: None}

    def read(message: LogoutRequest) -> str | None:
        return getattr(read_post(send_by_post(message)), read_as)

    assert read(request_to_portal) == getattr(request_to_portal, field)
    assert read(replace(request_to_portal, **without)) is None
