"""SAML-47: metadata that are fetched, from where they may be, and what does when they cannot be."""

from dataclasses import replace
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from core.connectors.models import Connection
from core.login.models import ProviderDocument
from core.login.refusals import Reason
from core.login.signing_in.saml import METADATA_FRESH, METADATA_USABLE
from tests.core.connectors.way_out.conftest import internet
from tests.core.connectors.way_out.loopback import answer_with
from tests.identity_provider.keys import make_key_pair

__all__ = ["internet"]

ADDRESS = "https://login.example/metadata.xml"
NOT_APPROVED = (Reason.NOT_SET_UP, "an address that was not approved")
NO_DOCUMENT = (Reason.PROVIDER_DOWN, "UnexpectedAnswer")
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
MB = 1_000_000


class Publishing:
    """A login whose metadata lie at an address, in an internet of the test's own."""

    def __init__(self, make_login, internet):
        self.make_login, self.internet = make_login, internet
        self.saml = make_login()
        self.publish()
        internet.serve("login.example", self.reply)

    def publish(self, **changes):
        self.answer_by(self.saml.provider.metadata(**changes).encode())

    def answer_by(self, text):
        self.answer = lambda _question: answer_with("200 OK", text)

    def reply(self, question):
        return self.answer(question)

    def describe(self, address=ADDRESS, **described):
        self.make_login(metadata="", metadata_address=address, **described)

    def approve(self, *hosts):
        Connection.objects.update(approved_hosts=["login.example", *hosts])

    def expect_sign_in(self):
        self.saml.client.cookies.clear()
        assert self.saml.sign_in().status_code == 302, self.saml.refused_for
        assert self.saml.who() == "dorte"

    def expect_refusal(self, refusals, reason, detail):
        """Nobody can begin, and why; the status is that of the reason."""
        refusals.clear()
        statuses = {Reason.NOT_SET_UP: 404, Reason.PROVIDER_DOWN: 503}
        response = self.saml.client.get(f"/log-ind/med/{self.saml.key}/")
        found = [(line["reason"], line["detail"]) for line in refusals if "detail" in line]
        assert (response.status_code, found) == (statuses[reason], [(reason, detail)])


@pytest.fixture
def published(make_login, internet, monkeypatch):
    """The national login by metadata at its address: the control is that it signs in."""
    way_out = internet.make_way_out()
    monkeypatch.setattr("core.connectors.running.way_out._share_way_out", lambda: way_out)
    made = Publishing(make_login, internet)
    made.describe()
    made.expect_sign_in()
    assert internet.dialled == [("93.184.215.14", 443)]
    internet.dialled.clear()
    return made


@pytest.fixture
def refusals():
    """What is logged."""
    with capture_logs() as lines:
        yield lines


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://169.254.169.254/latest/meta-data/",
        "https://169.254.169.254/latest/meta-data/",
        "https://10.0.0.1/metadata.xml",
        "https://[::ffff:10.0.0.1]/metadata.xml",
        "https://another.example/metadata.xml",
        "https://login.example.another.example/metadata.xml",
        "https://login.example@another.example/metadata.xml",
        "https://login.example:8443/metadata.xml",
        "http://login.example/metadata.xml",
        "ftp://login.example/metadata.xml",
        "//login.example/metadata.xml",
    ],
)
def test_SAML_47_metadata_come_by_https_from_approved_hosts_alone(
    published, internet, refusals, address
):
    published.describe(address)
    published.expect_refusal(refusals, *NOT_APPROVED)
    assert internet.dialled == []
    assert internet.looked_up == ["login.example"]
    published.describe()
    published.expect_sign_in()


@pytest.mark.parametrize("host", ["10.0.0.1", "169.254.169.254", "127.0.0.1", "inside.example"])
def test_SAML_47_not_even_an_approved_host_is_asked_within_the_network(
    published, internet, refusals, settings, host
):
    # The demo's own machine is asked, as the connected systems are played there.
    settings.DEMO = False
    internet.records["inside.example"] = [("10.0.0.1",)]
    published.approve(host)
    published.describe(f"https://{host}/metadata.xml")
    published.expect_refusal(refusals, *NOT_APPROVED)
    assert internet.dialled == []
    published.describe()
    published.expect_sign_in()


def test_SAML_47_an_approved_host_outside_is_asked(published, internet):
    """The control of the two above: it is the approval that counts."""
    internet.serve("another.example", published.reply, ip="1.1.1.1")
    published.approve("another.example")
    published.describe("https://another.example/metadata.xml")
    published.expect_sign_in()
    assert internet.dialled == [("1.1.1.1", 443)]


def test_SAML_47_metadata_of_50_MB_are_not_read_to_their_end(published, internet, refusals):
    sent = []

    def answer(_question):
        yield b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nConnection: close\r\n\r\n"
        for _ in range(50):
            sent.append(MB)
            yield b" " * MB
        yield b""

    published.answer = answer
    published.describe(ADDRESS + "?large")
    published.expect_refusal(refusals, *NO_DOCUMENT)
    # The limit is 5 MB; the rest lies between the two on their way.
    assert sum(sent) < 20 * MB


@pytest.mark.parametrize("length", [256 * 1024 + 1, 4 * MB])
def test_SAML_47_metadata_of_more_than_256_kB_are_not_kept(published, refusals, length):
    text = published.saml.provider.metadata().encode()
    published.answer_by(text.ljust(length))
    published.describe(ADDRESS + "?large")
    published.expect_refusal(refusals, Reason.PROVIDER_DOWN, "a document that is too large")
    published.answer_by(text.ljust(256 * 1024))
    published.describe(ADDRESS + "?not-too-large")
    published.expect_sign_in()


@pytest.mark.parametrize(
    "onward",
    [
        "https://10.0.0.1/",
        "http://169.254.169.254/",
        "file:///etc/passwd",
        "https://inside.example/",
    ],
)
def test_SAML_47_nobody_is_sent_on_into_the_network(published, internet, refusals, onward):
    internet.records["inside.example"] = [("10.0.0.1",)]
    published.answer = lambda _question: answer_with("302 Found", Location=onward)
    published.describe(ADDRESS + "?onward")
    published.expect_refusal(refusals, *NO_DOCUMENT)
    assert set(internet.dialled) <= {("93.184.215.14", 443)}
    text = published.saml.provider.metadata().encode()
    published.answer = lambda question: (
        answer_with("200 OK", text)
        if "/there" in question.line
        else answer_with("302 Found", Location="/there")
    )
    published.describe(ADDRESS + "?within")
    published.expect_sign_in()


def test_SAML_47_unsigned_metadata_where_a_certificate_is_set(published, refusals):
    signer, mallory = make_key_pair("federation"), make_key_pair("mallory")
    certificate = signer.certificate_pem.decode()
    not_signed = (Reason.NOT_SET_UP, "metadata: not signed by the certificate")
    published.describe(ADDRESS + "?unsigned", metadata_certificate=certificate)
    published.expect_refusal(refusals, Reason.NOT_SET_UP, "metadata: no_signature")
    published.publish(sign_with=mallory)
    published.describe(ADDRESS + "?another", metadata_certificate=certificate)
    published.expect_refusal(refusals, *not_signed)
    published.publish(sign_with=signer)
    published.describe(ADDRESS + "?signed", metadata_certificate=certificate)
    published.expect_sign_in()


def test_SAML_47_the_last_metadata_do_for_seven_days_while_the_address_is_down(
    published, refusals, at_moment
):
    published.answer = lambda _question: answer_with("503 Service Unavailable")
    at_moment.shift(METADATA_USABLE - SECOND)
    published.expect_sign_in()
    at_moment.shift(MINUTE)
    published.expect_refusal(refusals, Reason.PROVIDER_DOWN, "Unavailable")
    published.publish()
    at_moment.shift(MINUTE)
    published.expect_sign_in()


def test_SAML_47_the_new_certificate_counts_once_the_metadata_are_fetched_again(
    published, at_moment
):
    saml, new = published.saml, make_key_pair("provider new")
    published.publish(key_pairs=(new,))
    at_moment.shift(METADATA_FRESH - SECOND)
    published.expect_sign_in()
    at_moment.shift(SECOND)
    saml.begin()
    assert saml.post(saml.answer()).status_code == 400
    assert saml.refused_for == [Reason.BAD_SIGNATURE]
    saml.provider = replace(saml.provider, key_pair=new)
    published.expect_sign_in()


@pytest.mark.parametrize("bad", ["unsigned", "no certificate", "something else"])
def test_SAML_47_what_signs_nobody_in_does_not_take_the_place_of_the_last(
    make_login, published, at_moment, bad
):
    """Who takes over the address for an hour locks nobody out for a day."""
    signer = make_key_pair("federation")
    published.publish(sign_with=signer)
    at = ADDRESS + "?signed"
    published.describe(at, metadata_certificate=signer.certificate_pem.decode())
    published.expect_sign_in()
    kept = ProviderDocument.objects.get(address=at).text
    at_moment.shift(METADATA_FRESH)
    if bad == "something else":
        published.answer_by(b"<html>Out of order</html>")
    else:
        unsigned = {"sign_with": signer, "key_pairs": ()} if bad == "no certificate" else {}
        published.publish(**unsigned)
    published.expect_sign_in()
    assert ProviderDocument.objects.get(address=at).text == kept
    published.publish(sign_with=signer)
    at_moment.shift(MINUTE)
    published.expect_sign_in()
    assert ProviderDocument.objects.get(address=at).text != kept
