"""What is sent and what is handed on of headers."""

import re
from collections.abc import Iterable, Mapping

from core.connectors.way_out.hosts import Destination
from core.connectors.way_out.limits import Limits
from indgang_sdk.errors import NotAllowed, UnexpectedAnswer
from indgang_sdk.http import Request

TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
# Visible ASCII, with single spaces and tabs inside.
VALUE = re.compile(r"[\x21-\x7e]([\x20-\x7e\t]*[\x21-\x7e])?|")
# These say how the connection works, which is not the connector's business.
# fmt: off
OURS = frozenset({
    "accept-encoding", "connection", "content-length", "expect", "host", "keep-alive",
    "proxy-authorization", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade",
})
# fmt: on
# Everything else may be a secret: each system has its own name for its key.
GO_ALONG_TO_ANOTHER_HOST = frozenset({"accept", "accept-language"})
ABOUT_THE_BODY = frozenset({"content-type", "content-language", "content-encoding"})
# About this connection; and cookies, which nobody keeps.
# fmt: off
NOT_HANDED_ON = frozenset({
    "connection", "content-encoding", "content-length", "keep-alive", "set-cookie", "set-cookie2",
    "trailer", "transfer-encoding", "upgrade",
})
# fmt: on
METHODS_WITH_BODY = frozenset({"POST", "PUT", "PATCH"})
Raw = list[tuple[bytes, bytes]]


def write_headers(request: Request, destination: Destination) -> Raw:
    """The headers of a request as they go out; raises `NotAllowed` for what breaks HTTP."""
    lines = {
        "Host": destination.authority,
        "User-Agent": "Indgang",
        "Accept": "*/*",
        "Accept-Encoding": "gzip",
    }
    given = {name.lower() for name in request.headers}
    written = [(name, value) for name, value in lines.items() if name.lower() not in given]
    for name, value in request.headers.items():
        if not TOKEN.fullmatch(name) or not VALUE.fullmatch(value):
            raise NotAllowed("a header holds what headers cannot hold")
        if name.lower() in OURS:
            raise NotAllowed(f"the header {name.lower()} is written by the portal")
        written.append((name, value))
    if request.body or request.method in METHODS_WITH_BODY:
        written.append(("Content-Length", str(len(request.body))))
    return [(name.encode(), value.encode()) for name, value in written]


def keep_harmless(headers: Mapping[str, str]) -> dict[str, str]:
    """Those headers that may go to a host that they were not written for."""
    return {
        name: value for name, value in headers.items() if name.lower() in GO_ALONG_TO_ANOTHER_HOST
    }


def drop_about_body(headers: Mapping[str, str]) -> dict[str, str]:
    """Those headers that still make sense when the body is left out."""
    return {name: value for name, value in headers.items() if name.lower() not in ABOUT_THE_BODY}


def read_headers(raw: Iterable[tuple[bytes, bytes]], *, limits: Limits) -> dict[str, str]:
    """Headers by lower-case names, repeated ones joined; raises `UnexpectedAnswer` for too many."""
    lines = [(name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in raw]
    size = sum(len(name) + len(value) for name, value in lines)
    if len(lines) > limits.headers or size > limits.header_bytes:
        raise UnexpectedAnswer("the answer has too many headers")
    found: dict[str, str] = {}
    for name, value in lines:
        found[name] = f"{found[name]}, {value}" if name in found else value
    return found


def hand_on(headers: Mapping[str, str]) -> dict[str, str]:
    """Those headers of an answer that its reader has a use for."""
    return {name: value for name, value in headers.items() if name not in NOT_HANDED_ON}
