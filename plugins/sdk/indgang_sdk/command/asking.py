"""Asks a test system from an author's own machine; the portal never goes this way."""

from collections.abc import Iterable
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, build_opener
from urllib.request import Request as WebRequest

from indgang_sdk.errors import NotAllowed, Unavailable, UnexpectedAnswer
from indgang_sdk.http import Answer, Request

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
LARGEST = 5_000_000
LONGEST_SECONDS = 20


class _StayHere(HTTPRedirectHandler):
    """Follows no redirect: the headers with the key are for the one address."""

    def redirect_request(self, *_: Any) -> None:
        return None


def ask_system(request: Request) -> Answer:
    """One question to a test system, over https or on this machine."""
    parts = urlsplit(request.address)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise NotAllowed("only addresses with https are asked")
    asked = WebRequest(  # noqa: S310 - the scheme is checked above
        request.address,
        data=request.body or None,
        headers=dict(request.headers),
        method=request.method,
    )
    try:
        with build_opener(_StayHere).open(asked, timeout=LONGEST_SECONDS) as answer:
            return _read(answer.status, answer.headers.items(), answer.read(LARGEST + 1))
    except HTTPError as error:
        return _read(error.code, error.headers.items(), error.read(LARGEST + 1))
    except (URLError, OSError, ValueError) as error:
        raise Unavailable(f"the system did not answer ({type(error).__name__})") from None


def _read(status: int, headers: Iterable[tuple[str, str]], body: bytes) -> Answer:
    if len(body) > LARGEST:
        raise UnexpectedAnswer("the answer is too large")
    named = {name.lower(): value for name, value in headers}
    return Answer(status=status, headers=named, body=body)
