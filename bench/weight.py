"""How many bytes a browser gets when somebody opens the home page for the first time."""

import gzip
import re
from typing import Any
from urllib.parse import urljoin

from bench.load import Visitor, decode

_PARTS = {
    "css": re.compile(r'<link rel="stylesheet"\s+href="([^"]+)"'),
    "js": re.compile(r'<script[^>]*\ssrc="([^"]+)"'),
}


def weigh_home(visitor: Visitor) -> dict[str, Any]:
    """Bytes on the wire of HTML, styles and scripts; of HTML also what compression would send."""
    address = visitor.case.pages[0][0]
    body, headers = visitor.fetch(address)
    encoding = headers.get("Content-Encoding", "")
    html = decode(body, encoding)
    files = [
        {"kind": kind, **_weigh_file(visitor, urljoin(address, href))}
        for kind, pattern in _PARTS.items()
        for href in pattern.findall(html.decode())
    ]
    static = sum(item["wire"] for item in files)
    sizes = {"wire": len(body), "raw": len(html), "gzip": len(gzip.compress(html, 6))}
    return {
        "html": {**sizes, "brotli": _weigh_brotli(html), "encoding": encoding or "none"},
        "files": files,
        "total_wire": len(body) + static,
        "total_gzip_html": min(len(body), sizes["gzip"]) + static,
        "cache_control": headers.get("Cache-Control", ""),
    }


def _weigh_file(visitor: Visitor, address: str) -> dict[str, Any]:
    body, headers = visitor.fetch(address)
    encoding = headers.get("Content-Encoding", "")
    return {
        "name": address.rpartition("/")[2],
        "wire": len(body),
        "raw": len(decode(body, encoding)),
        "encoding": encoding or "none",
    }


def _weigh_brotli(html: bytes) -> int:
    import brotli  # noqa: PLC0415 - an optional part of the static files' compression

    return len(brotli.compress(html, quality=5))
