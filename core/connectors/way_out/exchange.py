"""One question and its answer over one connection: bounded in time and size, never repeated."""

import httpcore2

from core.connectors.way_out.decoding import unpack
from core.connectors.way_out.errors import ConnectionFailed
from core.connectors.way_out.headers import hand_on, read_headers, write_headers
from core.connectors.way_out.hosts import Destination
from core.connectors.way_out.limits import Limits
from core.connectors.way_out.network import Passage
from indgang_sdk.errors import NotAllowed, UnexpectedAnswer
from indgang_sdk.http import Answer, Request


def exchange(
    request: Request,
    destination: Destination,
    *,
    pool: httpcore2.ConnectionPool,
    passage: Passage,
    limits: Limits,
) -> Answer:
    """The answer, unpacked, whatever its status; raises what `HttpClient` says."""
    passage.find_seconds()
    try:
        response = pool.handle_request(_write_request(request, destination, passage))
        try:
            return _read_answer(request, response, passage=passage, limits=limits)
        finally:
            response.close()
    except httpcore2.RemoteProtocolError:
        if passage.has_ended:
            raise ConnectionFailed("the connection ended before the answer did") from None
        raise UnexpectedAnswer("what was answered is not HTTP") from None
    except httpcore2.LocalProtocolError:
        raise NotAllowed("the question cannot be written in HTTP") from None


def _write_request(
    request: Request, destination: Destination, passage: Passage
) -> httpcore2.Request:
    return httpcore2.Request(
        method=request.method,
        url=httpcore2.URL(
            scheme=destination.scheme,
            host=destination.host,
            port=destination.port,
            target=destination.target,
        ),
        headers=write_headers(request, destination),
        content=request.body,
        extensions={"timeout": {"connect": passage, "read": passage, "write": passage}},
    )


def _read_answer(
    request: Request, response: httpcore2.Response, *, passage: Passage, limits: Limits
) -> Answer:
    headers = read_headers(response.headers, limits=limits)
    length = headers.get("content-length", "")
    if request.method != "HEAD" and length.isdecimal() and int(length) > limits.answer_bytes:
        raise UnexpectedAnswer("the answer is too large")
    passage.allow_body(limits.answer_bytes)
    body = _read_body(response, limits=limits)
    encoding = headers.get("content-encoding", "")
    return Answer(
        status=response.status,
        headers=hand_on(headers),
        body=unpack(body, encoding=encoding, most=limits.answer_bytes),
    )


def _read_body(response: httpcore2.Response, *, limits: Limits) -> bytes:
    body = bytearray()
    for number, part in enumerate(response.iter_stream(), start=1):
        body += part
        if len(body) > limits.answer_bytes:
            raise UnexpectedAnswer("the answer is too large")
        # A million parts of a byte each would take half a minute to be told apart.
        if number > limits.answer_parts:
            raise UnexpectedAnswer("the answer comes in too many parts")
    return bytes(body)
