"""From an address as somebody writes it to the host that may be called, in one spelling."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import quote, urlsplit

import idna

from indgang_sdk.errors import HostNotApproved, NotAllowed

HTTPS_PORT = 443
HTTP_PORT = 80
HIGHEST_PORT = 65535
LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1"})
AUTHORITY = re.compile(r"(?P<host>\[[0-9A-Fa-f:.]+\]|[^\[\]:@/?#%*]+)(:(?P<port>[0-9]{0,5}))?")
LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
HOST_NAME = re.compile(rf"(?=.{{1,253}}$){LABEL}(\.{LABEL})*")
# What a resolver would take for an IPv4 address in decimal, octal or hex.
NUMBER_AT_THE_END = re.compile(r"(^|\.)(\d+|0x[0-9a-f]*)$")
UNSEEN = re.compile(r"[\x00-\x20\x7f\\]|\s")
# Other services listen here; what looks like HTTP to us may be a command to them.
# fmt: off
PORTS_OF_OTHERS = frozenset({
    *(set(range(1, 1024)) - {HTTP_PORT, HTTPS_PORT}), *range(6660, 6670),
    1080, 1433, 1521, 1723, 2049, 2181, 2375, 2376, 2379, 2380, 3128, 3306, 3389, 4369, 5060, 5432,
    5433, 5672, 5900, 5984, 5985, 6000, 6379, 6380, 6443, 6697, 9042, 9092, 9100, 9200, 9300, 10250,
    10255, 11211, 15672, 26379, 27017, 27018, 61616,
})
# fmt: on


@dataclass(frozen=True, kw_only=True)
class Destination:
    """Where one request goes; `host` is in lower case and ASCII, `target` is path and query."""

    scheme: str
    host: str
    port: int
    target: str
    is_local: bool = False

    @property
    def authority(self) -> str:
        """What the header `Host` says."""
        usual = HTTPS_PORT if self.scheme == "https" else HTTP_PORT
        return _join(self.host, self.port, usual=usual)

    @property
    def address(self) -> str:
        return f"{self.scheme}://{self.authority}{self.target}"

    def is_at(self, other: "Destination") -> bool:
        """Whether both are answered by the same host at the same port."""
        return (self.scheme, self.host, self.port) == (other.scheme, other.host, other.port)


def find_destination(
    address: str, *, allowed_hosts: Iterable[str], may_call_local: bool = False
) -> Destination:
    """Where an address leads; raises `HostNotApproved` or `NotAllowed` when it may not be called.

    Nothing is looked up. `allowed_hosts` are `host` or `host:port`; without one, it is 443.
    """
    if UNSEEN.search(address):
        raise NotAllowed("the address holds a space, a backslash or a control character")
    try:
        parts = urlsplit(address)
        if "@" in parts.netloc:
            raise NotAllowed("the address holds a user")
        host, port = _read_authority(parts.netloc)
    except ValueError:
        raise NotAllowed("the address cannot be read") from None
    port = port or (HTTP_PORT if parts.scheme == "http" else HTTPS_PORT)
    is_local = may_call_local and host in LOCAL_HOSTS
    if parts.scheme != "https" and not (is_local and parts.scheme == "http"):
        raise NotAllowed("only https is spoken with other systems")
    if (host, port) not in _read_allowed(allowed_hosts):
        raise HostNotApproved(f"{host[:100]} at port {port} is not among the approved hosts")
    if port in PORTS_OF_OTHERS:
        raise HostNotApproved(f"port {port} belongs to another kind of service")
    target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=-._~")
    if parts.query:
        target += "?" + quote(parts.query, safe="/%:@!$&'()*+,;=-._~?[]|")
    return Destination(scheme=parts.scheme, host=host, port=port, target=target, is_local=is_local)


def read_host(text: str) -> tuple[str, int]:
    """The host in its one spelling and the port of `host` or `host:port`.

    Raises `ValueError` for everything else: schemes, paths, users, stars.

    >>> read_host("Library.EXAMPLE.")
    ('library.example', 443)
    """
    host, port = _read_authority(text)
    return host, port or HTTPS_PORT


def is_host(text: str) -> bool:
    """Whether a text is `host` or `host:port`, and nothing else."""
    try:
        read_host(text)
    except ValueError:
        return False
    return True


def spell_host(text: str) -> str:
    """`host` or `host:port` in the one spelling in which it is approved and compared.

    What cannot be read stays as it is: it approves nothing.

    >>> spell_host("Library.EXAMPLE.:443")
    'library.example'
    """
    try:
        host, port = read_host(text)
    except ValueError:
        return text.lower()
    return _join(host, port, usual=HTTPS_PORT)


def _join(host: str, port: int, *, usual: int) -> str:
    spelled = f"[{host}]" if ":" in host else host
    return spelled if port == usual else f"{spelled}:{port}"


def _read_allowed(allowed_hosts: Iterable[str]) -> set[tuple[str, int]]:
    """Hosts and ports; what cannot be read approves nothing."""
    readable = set()
    for text in allowed_hosts:
        try:
            readable.add(read_host(text))
        except ValueError:
            continue
    return readable


def _read_authority(text: str) -> tuple[str, int | None]:
    # Stricter than urllib, which overlooks what stands around brackets.
    match = AUTHORITY.fullmatch(text)
    if not match:
        raise ValueError("this is not a host")
    port = int(match["port"]) if match["port"] else None
    if port is not None and not 0 < port <= HIGHEST_PORT:
        raise ValueError("this is not a port")
    return _read_host(match["host"]), port


def _read_host(text: str) -> str:
    """A host name in ASCII and lower case without its last dot, or an IP address."""
    if text.startswith("["):
        return str(IPv6Address(text[1:-1]))
    host = text if text.isascii() else idna.encode(text, uts46=True).decode()
    host = host.lower().removesuffix(".")
    if NUMBER_AT_THE_END.search(host):
        return str(IPv4Address(host))
    if not HOST_NAME.fullmatch(host):
        raise ValueError("this is not a host")
    return host
