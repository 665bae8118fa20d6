"""Parts of files: a browser asks for the piece of a film that somebody has jumped to."""

import re
from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse

_ONE_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)
PIECE = 64 * 1024


class NoSuchPart(ValueError):
    """A part was asked for that lies outside of the file."""


def find_part(header: str, *, size: int) -> tuple[int, int] | None:
    """The first byte and the length that a `Range` header asks for; None for the whole file.

    What is not understood, or asks for several parts, is answered with the whole, as RFC 9110
    allows. Raises `NoSuchPart`.
    """
    asked = _ONE_RANGE.fullmatch(header.strip())
    if asked is None or asked.groups() == ("", ""):
        return None
    first, last = asked.groups()
    if not first:
        start, end = max(size - int(last), 0), size - 1
    else:
        start, end = int(first), min(int(last), size - 1) if last else size - 1
    if last and first and int(last) < int(first):
        return None
    if start >= size:
        raise NoSuchPart(header)
    return start, end - start + 1


def answer_part(file: Any, header: str, *, content_type: str) -> HttpResponseBase | None:
    """The part of a stored file that a `Range` header asks for; None if it asks for the whole."""
    size = file.size
    try:
        part = find_part(header, size=size)
    except NoSuchPart:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    if part is None:
        return None
    start, length = part
    return StreamingHttpResponse(
        _read(file, start, length),
        status=206,
        content_type=content_type,
        headers={
            "Content-Length": str(length),
            "Content-Range": f"bytes {start}-{start + length - 1}/{size}",
        },
    )


def _read(file: Any, start: int, length: int) -> Iterator[bytes]:
    with file.open("rb") as stream:
        stream.seek(start)
        while length > 0 and (piece := stream.read(min(PIECE, length))):
            length -= len(piece)
            yield piece
