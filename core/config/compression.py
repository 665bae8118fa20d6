"""Pages go compressed; what is kept of a page is compressed once, and sent so to each reader."""

import zlib
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware, re_accepts_gzip
from django.utils.cache import patch_vary_headers

# A header without name, time or flags (RFC 1952), and an empty last block (RFC 1951).
_GZIP_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
_LAST_BLOCK = b"\x03\x00"
_MOST_STORED = 0xFFFF
_BEST = 9


class KeptPiece:
    """A piece of a page that is the same for all who get it: its bytes, plain and compressed."""

    def __init__(self, text: str) -> None:
        self.plain = text.encode()

    @cached_property
    def packed(self) -> bytes:
        """The piece as blocks that refer to nothing before, and end with a whole byte."""
        compressor = zlib.compressobj(_BEST, zlib.DEFLATED, -zlib.MAX_WBITS)
        return compressor.compress(self.plain) + compressor.flush(zlib.Z_FULL_FLUSH)


class LivePiece:
    """A piece of a page that is made for one request.

    It is sent as it is: where secrets and what somebody asked for are not compressed, nobody
    learns of one from the length of the other (BREACH).
    """

    def __init__(self, text: str) -> None:
        self.plain = text.encode()

    @property
    def packed(self) -> bytes:
        """The piece as stored blocks."""
        parts = [
            self.plain[at : at + _MOST_STORED] for at in range(0, len(self.plain), _MOST_STORED)
        ]
        return b"".join(_head_of_stored(len(part)) + part for part in parts)


Pieces = Sequence[KeptPiece | LivePiece]


class PageInPieces(HttpResponse):
    """A page of pieces, some of which have been compressed for an earlier reader."""

    def __init__(self, pieces: Pieces) -> None:
        self.pieces = pieces
        super().__init__(b"".join([piece.plain for piece in pieces]))

    def compress(self) -> None:
        """Puts the compressed page in the place of the plain one."""
        plain = self.content
        end = zlib.crc32(plain).to_bytes(4, "little") + (len(plain) & 0xFFFFFFFF).to_bytes(
            4, "little"
        )
        packed = [piece.packed for piece in self.pieces]
        self.content = b"".join([_GZIP_HEADER, *packed, _LAST_BLOCK, end])
        self.headers["Content-Encoding"] = "gzip"
        self.headers["Content-Length"] = str(len(self.content))


class CompressionMiddleware(GZipMiddleware):
    """Sends pages compressed; files and images are served as they lie.

    Django's own adds random bytes against attacks that guess by length (BREACH); a page in pieces
    needs none.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> Any:
        if isinstance(response, PageInPieces):
            patch_vary_headers(response, ("Accept-Encoding",))
            if re_accepts_gzip.search(request.headers.get("Accept-Encoding", "")):
                response.compress()
            return response
        if response.headers.get("Content-Type", "").startswith("text/html"):
            return super().process_response(request, response)
        return response


def _head_of_stored(length: int) -> bytes:
    return b"\x00" + length.to_bytes(2, "little") + (length ^ _MOST_STORED).to_bytes(2, "little")
