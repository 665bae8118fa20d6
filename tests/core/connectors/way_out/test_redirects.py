"""CON-11: where a system sends us on to is checked as if the connector had asked for it."""

import pytest

from indgang_sdk.errors import HostNotApproved, UnexpectedAnswer
from indgang_sdk.http import Request
from tests.core.connectors.way_out.loopback import OK, answer_with

NOWHERE = "sends on to where nobody may be sent"
SECRETS = {
    "Authorization": "Bearer canary",
    "Cookie": "session=canary",
    "X-Api-Key": "canary",
    "Ocp-Apim-Subscription-Key": "canary",
}


@pytest.fixture
def send_on(internet):
    """A server that sends on to an address, and one more that answers; asks the first one."""
    internet.serve("other.example", ip="93.184.215.15")

    def ask(location, *, status="302 Found", method="GET", headers=None, body=b"", hosts=()):
        internet.serve(
            "portal.example",
            lambda question: (
                OK if "/there" in question.line else answer_with(status, Location=location)
            ),
        )
        client = internet.open("portal.example", "other.example", *hosts)
        return client.send(
            Request(
                method=method,
                address="https://portal.example/start",
                headers=headers or {},
                body=body,
            )
        )

    return ask


def lines_of(internet, ip):
    return [question.line for question in internet.servers[ip, 443].questions]


@pytest.mark.parametrize(
    "location",
    ["/there?a=1#part", "there?a=1", "https://portal.example/there?a=1", "//portal.example/there"],
)
def test_CON_11_a_way_on_within_the_host_is_followed(internet, send_on, location) -> None:
    assert send_on(location).body == b"ok"
    first, second = lines_of(internet, "93.184.215.14")
    assert first == "GET /start HTTP/1.1"
    assert second.startswith("GET /there")
    assert "#" not in second


@pytest.mark.parametrize(
    "location",
    [
        "http://portal.example/there",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://169.254.169.254/latest/meta-data/",
        "https://2130706433/",
        "https://unknown.example/",
        "https://portal.example:8443/",
        "https://user@portal.example/there",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "//169.254.169.254/",
        "https://[/",
    ],
)
def test_CON_11_a_way_on_to_anywhere_else_is_not_followed(internet, send_on, location) -> None:
    with pytest.raises(UnexpectedAnswer, match=NOWHERE) as refused:
        send_on(location)
    assert location not in str(refused.value)
    assert internet.dialled == [("93.184.215.14", 443)]


def test_CON_11_a_way_on_to_an_approved_name_that_leads_inside_is_not_followed(
    internet, send_on
) -> None:
    internet.records["inside.example"] = [("10.0.0.5",)]
    with pytest.raises(HostNotApproved, match="leads to where nobody may go"):
        send_on("https://inside.example/", hosts=["inside.example"])
    assert internet.dialled == [("93.184.215.14", 443)]


def test_CON_11_a_loop_ends(internet) -> None:
    server = internet.serve("portal.example", lambda _: answer_with("302 Found", Location="/on"))
    with pytest.raises(UnexpectedAnswer, match="on and on"):
        internet.open("portal.example").get("https://portal.example/")
    assert len(server.questions) == 6


def test_CON_11_what_may_be_secret_stays_with_the_host_that_it_is_for(internet, send_on) -> None:
    headers = {**SECRETS, "Accept": "application/json", "Accept-Language": "da"}
    answer = send_on("https://other.example/", headers=headers, body=b"name=canary")
    assert answer.status == 200
    first, second = (
        internet.servers[ip, 443].questions[0] for ip in ("93.184.215.14", "93.184.215.15")
    )
    assert {name: first.headers[name.lower()] for name in headers} == headers
    assert "canary" not in str(second)
    assert second.headers["accept"] == "application/json"
    assert second.headers["accept-language"] == "da"
    assert second.headers["host"] == "other.example"


def test_CON_11_secrets_go_along_within_the_host(internet, send_on) -> None:
    send_on("/there", headers=SECRETS)
    _, second = internet.servers["93.184.215.14", 443].questions
    assert {name: second.headers[name.lower()] for name in SECRETS} == SECRETS


@pytest.mark.parametrize("status", ["301 M", "302 F", "307 T", "308 P"])
def test_CON_11_what_was_sent_is_not_sent_elsewhere(internet, send_on, status) -> None:
    answer = send_on("https://other.example/", status=status, method="POST", body=b"name=canary")
    assert str(answer.status) == status[:3]
    assert internet.servers["93.184.215.15", 443].questions == []


@pytest.mark.parametrize(
    ("location", "ip"),
    [("https://other.example/there", "93.184.215.15"), ("/there", "93.184.215.14")],
)
def test_CON_11_see_other_is_read_without_what_was_sent(internet, send_on, location, ip) -> None:
    answer = send_on(
        location,
        status="303 See Other",
        method="POST",
        body=b"canary",
        headers={"Content-Type": "text/plain"},
    )
    assert answer.body == b"ok"
    question = internet.servers[ip, 443].questions[-1]
    assert question.line == "GET /there HTTP/1.1"
    assert question.body == b""
    assert "content-type" not in question.headers
