"""CON-15: nothing is said to who cannot prove to be who he is."""

import socket
import ssl
import warnings
from datetime import UTC, datetime

import pytest
import trustme

from core.connectors.way_out.network import make_tls_context
from indgang_sdk.errors import Unavailable
from tests.core.connectors.way_out.loopback import answer_with

OLD = {"TLS 1.0": ssl.TLSVersion.TLSv1, "TLS 1.1": ssl.TLSVersion.TLSv1_1}


def make_old_tls(internet, version):
    """A server that speaks nothing newer than this."""
    context = internet.make_server_tls("portal.example")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = context.maximum_version = version
    context.set_ciphers("ALL:@SECLEVEL=0")
    return context


def sign_oneself():
    """A server whose certificate is signed by nobody but itself."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    own = trustme.CA()
    own.issue_cert("portal.example").configure_cert(context)
    return context


def make_expired(internet):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    old = datetime(2024, 1, 1, tzinfo=UTC)
    internet.authority.issue_cert("portal.example", not_before=old, not_after=old).configure_cert(
        context
    )
    return context


@pytest.mark.parametrize(
    ("make_tls", "reason"),
    [
        (make_expired, "certificate has expired"),
        (lambda _: sign_oneself(), "self-signed certificate|local issuer"),
        (lambda internet: internet.make_server_tls("other.example"), "Hostname mismatch"),
        (lambda internet: internet.make_server_tls("*.portal.example"), "Hostname mismatch"),
    ],
    ids=["expired", "self-signed", "another name", "only names below"],
)
def test_CON_15_a_certificate_that_is_not_good_ends_the_call(internet, make_tls, reason) -> None:
    server = internet.serve("portal.example", tls=make_tls(internet))
    good = internet.serve("good.example", ip="93.184.215.15")
    client = internet.open("portal.example", "good.example")
    assert client.get("https://good.example/").status == 200
    with pytest.raises(Unavailable, match=f"the certificate is not good: .*({reason})"):
        client.get("https://portal.example/", headers={"Authorization": "canary"})
    assert len(good.questions) == 1
    assert server.questions == []
    assert internet.dialled == [("93.184.215.15", 443), ("93.184.215.14", 443)]


@pytest.mark.parametrize("version", OLD)
def test_CON_15_old_versions_are_not_spoken(internet, version) -> None:
    server = internet.serve("portal.example", tls=make_old_tls(internet, OLD[version]))
    with pytest.raises(Unavailable, match="no secure connection comes about"):
        internet.open("portal.example").get("https://portal.example/")
    assert server.questions == []

    # The server does speak it, to who still does.
    client = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    internet.authority.configure_trust(client)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        client.minimum_version = OLD[version]
    client.set_ciphers("ALL:@SECLEVEL=0")
    with (
        socket.create_connection(("127.0.0.1", server.port)) as plain,
        client.wrap_socket(plain, server_hostname="portal.example") as secure,
    ):
        assert secure.version() == OLD[version].name.replace("_", ".").replace("v1.0", "v1")


def test_CON_15_the_way_out_verifies_names_and_certificates() -> None:
    context = make_tls_context()
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
    assert context.minimum_version is ssl.TLSVersion.TLSv1_2


def test_CON_15_versions_of_today_are_spoken(internet) -> None:
    for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
        context = internet.make_server_tls("portal.example")
        context.minimum_version = context.maximum_version = version
        internet.serve("portal.example", tls=context)
        assert internet.open("portal.example").get("https://portal.example/").status == 200


def test_CON_15_plain_http_behind_a_secure_address_is_not_read(internet) -> None:
    server = internet.serve("portal.example")
    server.speak_first = answer_with("400 Bad Request", b"this is not what I speak")
    with pytest.raises(Unavailable, match="no secure connection comes about"):
        internet.open("portal.example").get("https://portal.example/")
    assert server.connections == 1


def test_who_hangs_up_before_it_is_secure_is_tried_again(internet) -> None:
    server = internet.serve("portal.example")
    server.hang_up_first = 2
    assert internet.open("portal.example").get("https://portal.example/").body == b"ok"
    assert server.connections == 3
