"""CON-09: no address, however it is written, leads inside."""

import pytest

from indgang_sdk.errors import HostNotApproved, NotAllowed

INSIDE = "leads to where nobody may go"
UNREADABLE = "cannot be read"
NOT_HTTPS = "only https is spoken"
UNSEEN = "a space, a backslash or a control character"
PORT = "belongs to another kind of service"

# Each of these hosts is approved, so that only what it leads to speaks against it.
IP_ADDRESSES = [
    "127.0.0.1",
    "127.8.9.10",
    "0.0.0.0",  # noqa: S104 - refused
    "10.0.0.5",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "100.100.100.200",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "198.18.0.1",
    "168.63.129.16",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "[::]",
    "[::1]",
    "[::7f00:1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:8.8.8.8]",
    "[::ffff:0:127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "[64:ff9b::a9fe:a9fe]",
    "[64:ff9b:1::1]",
    "[2002:7f00:1::]",
    "[2001::1]",
    "[2001:db8::1]",
    "[3fff::1]",
    "[100::1]",
    "[fc00::1]",
    "[fd00::1]",
    "[fd00:ec2::254]",
    "[fe80::1]",
    "[fec0::1]",
    "[ff02::1]",
    "[5f00::1]",
]
UNREADABLE_HOSTS = [
    "2130706433",
    "017700000001",
    "0x7f000001",
    "0x7f.0.0.1",
    "0177.0.0.1",
    "127.1",
    "127.0.1",
    "127.0.0.1.2",
    "169.254.169.254.1",
    "portal.0x7f",
    "[::1",
    "[fe80::1%25eth0]x",
    "%31%32%37.0.0.1",
    "portal.example:0",
    "portal.example:99999",
    "portal.example:+443",
    "-portal.example",
    "portal..example",
    "*.example",
    "",
]
NAMES = {
    "localhost": ["127.0.0.1"],
    "localhost.": ["127.0.0.1"],
    "LOCALHOST": ["127.0.0.1"],
    "10.0.0.5.nip.example": ["10.0.0.5"],
    "metadata.example": ["169.254.169.254"],
    "six.example": ["::1"],
    "scoped.example": ["fe80::1%eth0"],
    "mapped.example": ["::ffff:10.0.0.5"],
    "mixed.example": ["93.184.215.14", "10.0.0.5"],
    "mixed-six.example": ["93.184.215.14", "fd00::5"],
    "blåbær.example": ["192.168.0.2"],
    "１２７.0.0.1": [],
    "ⓛocalhost": ["127.0.0.1"],
}


@pytest.fixture
def refuse(internet):
    """Asks for an address, with its host approved, and returns why it was refused.

    The same client has reached a good server before, and nothing else is dialled.
    """
    internet.serve("portal.example")

    def ask(address, *hosts):
        client = internet.open("portal.example", *hosts)
        assert client.get("https://portal.example/").status == 200
        dialled = list(internet.dialled)
        with pytest.raises(NotAllowed) as refused:
            client.get(address)
        assert internet.dialled == dialled
        return refused.value

    return ask


@pytest.mark.parametrize("host", IP_ADDRESSES)
def test_CON_09_an_ip_address_that_leads_inside_is_not_dialled(refuse, host) -> None:
    refusal = refuse(f"https://{host}/", host)
    assert INSIDE in str(refusal)
    assert isinstance(refusal, HostNotApproved)


@pytest.mark.parametrize("host", UNREADABLE_HOSTS)
def test_CON_09_a_host_in_an_odd_spelling_never_reaches_the_resolver(
    refuse, internet, host
) -> None:
    assert UNREADABLE in str(refuse(f"https://{host}/", host))
    assert internet.looked_up == ["portal.example"]


@pytest.mark.parametrize("host", NAMES)
def test_CON_09_a_name_that_leads_inside_is_not_dialled(refuse, internet, host) -> None:
    spelling = host.lower().removesuffix(".")
    spelling = {"blåbær.example": "xn--blbr-roah.example", "ⓛocalhost": "localhost"}.get(
        spelling, spelling
    )
    internet.records[spelling] = [NAMES[host]]
    assert INSIDE in str(refuse(f"https://{host}/", host))


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("http://portal.example/", NOT_HTTPS),
        ("http://portal.example:443/", NOT_HTTPS),
        ("ftp://portal.example/", NOT_HTTPS),
        ("gopher://portal.example/", NOT_HTTPS),
        ("ws://portal.example/", NOT_HTTPS),
        ("file:///etc/passwd", UNREADABLE),
        ("unix:///var/run/docker.sock", UNREADABLE),
        ("data:text/plain,hello", UNREADABLE),
        ("javascript:alert(1)", UNREADABLE),
        ("//portal.example/", NOT_HTTPS),
        ("/only/a/path", UNREADABLE),
        ("https:///portal.example/", UNREADABLE),
        ("https://user@portal.example/", "holds a user"),
        ("https://user:word@portal.example/", "holds a user"),
        ("https://portal.example@127.0.0.1/", "holds a user"),
        ("https://127.0.0.1@portal.example/", "holds a user"),
        ("https://portal.example\\@127.0.0.1/", UNSEEN),
        ("https://portal.example/ HTTP/1.1\r\nHost: inside.example\r\n", UNSEEN),
        ("https://portal.example/\x00", UNSEEN),
        ("https://portal.example /", UNSEEN),
        ("https://portal.example/\u2028", UNSEEN),
        ("https://portal.ex\tample/", UNSEEN),
        ("https://portal.example:80/", "port 80 is not among the approved hosts"),
        ("https://portal.example:8443/", "port 8443 is not among the approved hosts"),
        ("https://portal.example.evil.example/", "not among the approved hosts"),
        ("https://evil.example/", "not among the approved hosts"),
        ("https://xn--portal-.example/", UNREADABLE),
        ("https://" + "a" * 8000 + ".example/", "too long"),
    ],
)
def test_CON_09_an_address_that_is_not_an_approved_one_is_refused(refuse, address, reason) -> None:
    assert reason in str(refuse(address))


@pytest.mark.parametrize(
    "port", [1, 21, 22, 23, 25, 53, 110, 389, 445, 587, 993, 2375, 3306, 5432, 6379, 9200, 11211]
)
def test_CON_09_the_port_of_another_service_is_never_called(refuse, port) -> None:
    host = f"portal.example:{port}"
    assert PORT in str(refuse(f"https://{host}/", host))


@pytest.mark.parametrize(
    ("approved", "address"),
    [
        ("Portal.EXAMPLE.", "https://portal.example/"),
        ("portal.example", "https://PORTAL.example./"),
        ("portal.example:443", "https://portal.example/"),
        ("portal.example", "https://portal.example:443/"),
        ("portal.example:8443", "https://portal.example:8443/"),
        ("blåbær.example", "https://xn--blbr-roah.example/"),
        ("xn--blbr-roah.example", "https://BLÅBÆR.example/"),
    ],
)
def test_CON_09_an_approved_host_is_reached_however_it_is_spelled(
    internet, approved, address
) -> None:
    port = 8443 if "8443" in address else 443
    host = "xn--blbr-roah.example" if "xn--" in approved + address else "portal.example"
    internet.serve(host, port=port)
    assert internet.open(approved).get(address).body == b"ok"


def test_CON_09_public_ip_addresses_of_both_kinds_are_dialled(internet) -> None:
    for host, ip in [("four.example", "8.8.8.8"), ("six.example", "2a00:1450::1")]:
        internet.serve(host, ip=ip)
        assert internet.open(host).get(f"https://{host}/").status == 200
    assert [ip for ip, _ in internet.dialled] == ["8.8.8.8", "2a00:1450::1"]
