"""Unpacking answers without unpacking more than is wanted."""

import zlib

from indgang_sdk.errors import UnexpectedAnswer

GZIP = 16 + zlib.MAX_WBITS
PLAIN = frozenset({"", "identity"})


def unpack(body: bytes, *, encoding: str, most: int) -> bytes:
    """The body as it was before it was packed; raises `UnexpectedAnswer` when it is too large."""
    name = encoding.strip().lower()
    if name in PLAIN or not body:
        return body
    if name in {"gzip", "x-gzip"}:
        return _inflate(body, window=GZIP, most=most)
    if name == "deflate":
        # The standard means zlib; some servers send it bare.
        is_zlib = body[0] & 0x0F == zlib.DEFLATED and int.from_bytes(body[:2]) % 31 == 0
        return _inflate(body, window=zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS, most=most)
    raise UnexpectedAnswer("the answer is packed in a way that was not asked for")


def _inflate(body: bytes, *, window: int, most: int) -> bytes:
    unpacking = zlib.decompressobj(wbits=window)
    try:
        unpacked = unpacking.decompress(body, most + 1)
    except zlib.error:
        raise UnexpectedAnswer("the answer cannot be unpacked") from None
    if len(unpacked) > most:
        raise UnexpectedAnswer("the answer is too large when it is unpacked")
    # A second packed part is legal and unheard of; thousands of empty ones are an attack.
    if not unpacking.eof or unpacking.unused_data:
        raise UnexpectedAnswer("the answer is not packed as one whole")
    return unpacked
