"""CON-13 and CON-14: answers that are made to do harm, and why each is refused."""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from indgang_sdk.reading.csv import read_csv
from indgang_sdk.reading.json import read_json
from indgang_sdk.reading.xml import read_xml
from indgang_sdk.reading.zip import read_zip

FIVE_MEGABYTES = 5_000_000


@dataclass(frozen=True, kw_only=True)
class Bad:
    """An answer, who reads it, and what the refusal says."""

    read: Callable[[bytes], Any]
    make: Callable[[], bytes]
    reason: str


def fill(*, start: bytes = b"", part: bytes, end: bytes = b"") -> bytes:
    """As many parts as an answer has room for."""
    return start + part * ((FIVE_MEGABYTES - len(start) - len(end)) // len(part)) + end


def make_laughs() -> bytes:
    entities = '<!ENTITY a0 "ha">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)
    )
    return f"<!DOCTYPE lolz [{entities}]><lolz>&a9;</lolz>".encode()


def make_quadratic() -> bytes:
    entity = b"x" * 2_000_000
    start = b'<!DOCTYPE x [<!ENTITY a "' + entity + b'">]><x>'
    return fill(start=start, part=b"&a;", end=b"</x>")


def write_zip(files: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip with these files."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", packing) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return written.getvalue()


def write_entry(content: bytes = b"x", **changes: Any) -> bytes:
    """A zip with one file, which is not quite what others are."""
    entry = zipfile.ZipInfo(changes.pop("name", "a.txt"))
    for name, value in changes.items():
        setattr(entry, name, value)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(entry, content)
    return written.getvalue()


def make_raw_zip(parts: list[tuple[bytes, bytes, int, int]], *, one_place: bool = False) -> bytes:
    """A zip of entries (name, packed, size as said, flags), all in the first one's place if so.

    Each has the sum of an "x".
    """
    local, central = bytearray(), bytearray()
    for name, packed, size, flags in parts:
        place = 0 if one_place else len(local)
        packing, day, total = 8, 0x21, zlib.crc32(b"x")
        sizes = (len(packed), size, len(name), 0)
        about = struct.pack("<HHHHIIIHH", flags, packing, 0, day, total, *sizes)
        if not (one_place and local):
            local += b"PK\x03\x04\x14\0" + about + name + packed
        central += b"PK\x01\x02\x14\0\x14\0" + about
        central += struct.pack("<HHHII", 0, 0, 0, 0, place) + name
    count = len(parts) % 65536
    end = struct.pack("<HHHHIIH", 0, 0, count, count, len(central), len(local), 0)
    return bytes(local + central + b"PK\x05\x06" + end)


def pack(content: bytes) -> bytes:
    packing = zlib.compressobj(9, wbits=-15)
    return packing.compress(content) + packing.flush()


def make_office_bomb() -> bytes:
    """A workbook whose only sheet is 400 MB of one cell."""
    megabyte = b"<c/>" * 250_000
    packing = zlib.compressobj(9, wbits=-15)
    packed = b"".join([*(packing.compress(megabyte) for _ in range(400)), packing.flush()])
    return make_raw_zip([(b"xl/worksheets/sheet1.xml", packed, 400_000_000, 0)])


JSON = {
    "a hundred thousand levels": (lambda: b"[" * 100_000 + b"]" * 100_000, "too many levels"),
    "a hundred thousand objects in one another": (
        lambda: b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
        "too many levels",
    ),
    "a million keys": (
        lambda: b"{" + b",".join(b'"%d":1' % n for n in range(1_000_000)) + b"}",
        "more than 500000 values",
    ),
    "many keys": (
        lambda: b"{" + b",".join(b'"%d":1' % n for n in range(200_001)) + b"}",
        "more than 200000 keys",
    ),
    "millions of values": (lambda: fill(start=b"[1", part=b",1", end=b"]"), "values"),
    "millions of lists": (lambda: fill(start=b"[1", part=b",[]", end=b"]"), "values"),
    "millions of objects": (lambda: fill(start=b"[1", part=b",{}", end=b"]"), "values"),
    "NaN": (lambda: b'{"a": NaN}', "NaN for a number"),
    "Infinity": (lambda: b"[-Infinity]", "-Infinity for a number"),
    "infinity in digits": (lambda: b"[1e999]", "beyond all bounds"),
    "a key twice": (lambda: b'{"child": 1, "child": 2}', "names a key twice"),
    "a key twice, spelled differently": (lambda: b'{"a": 1, "\\u0061": 2}', "names a key twice"),
    "a number of a million digits": (lambda: b"9" * 1_000_000, "not JSON"),
    "nothing": (lambda: b"", "not JSON"),
    "HTML": (lambda: b"<html>", "not JSON"),
    "half of it": (lambda: b'{"a": [1, 2', "not JSON"),
    "bytes": (lambda: b"\xff\xfe\xfd", "not JSON"),
    "a pickle": (lambda: b"\x80\x04\x95\x0a\0\0\0\0\0\0\0\x8c\x06canary\x94.", "not JSON"),
    "YAML": (lambda: b"!!python/object/apply:os.system ['true']", "not JSON"),
}
XML = {
    "a billion laughs": (make_laughs, "has a DTD"),
    "one large entity many times": (make_quadratic, "has a DTD"),
    "a file": (
        lambda: b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
        "has a DTD",
    ),
    "an address": (
        lambda: b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><x/>',
        "has a DTD",
    ),
    "a DTD behind what is skipped": (
        lambda: b'<?xml version="1.0"?> <!-- a --> <?b c?> \n<!DOCTYPE x><x/>',
        "has a DTD",
    ),
    "a DTD in UTF-16": (lambda: '<!DOCTYPE x [<!ENTITY a "b">]><x/>'.encode("utf-16"), "has a DTD"),
    "a DTD in UTF-7": (
        lambda: b'<?xml version="1.0" encoding="utf-7"?>+ADwAIQ-DOCTYPE x+AD4APA-x/+AD4-',
        "encoding that is not read",
    ),
    "a DTD in EBCDIC": (
        lambda: '<?xml version="1.0" encoding="cp500"?><!DOCTYPE x><x/>'.encode("cp500"),
        "not in the encoding|not XML",
    ),
    "an entity that nobody declares": (lambda: b"<x>&a;</x>", "not XML"),
    "a hundred thousand levels": (
        lambda: b"<a>" * 100_000 + b"</a>" * 100_000,
        "not XML|too many levels",
    ),
    "a hundred and one levels": (lambda: b"<a>" * 101 + b"</a>" * 101, "too many levels"),
    "millions of elements": (
        lambda: fill(start=b"<x>", part=b"<a/>", end=b"</x>"),
        "too many elements, texts and attributes",
    ),
    "hundreds of attributes of thousands of elements": (
        lambda: (
            b"<x>" + b"<x %s/>" % b" ".join(b'a%d=""' % n for n in range(200)) * 3_000 + b"</x>"
        ),
        "too many elements, texts and attributes",
    ),
    "texts between elements": (
        lambda: b"<x>" + b"<a b = 'c'/>d" * 199_000 + b"</x>",
        "too many elements, texts and attributes",
    ),
    "another encoding than it says": (lambda: b"<x>\xe6</x>", "not in the encoding"),
    "nothing": (lambda: b"", "not XML"),
    "JSON": (lambda: b'{"a": 1}', "not XML"),
    "half of it": (lambda: b"<x><y>", "not XML"),
}
CSV = {
    "millions of cells": (lambda: fill(part=b","), "more than 500000 cells"),
    "millions of rows": (lambda: fill(start=b"a\n", part=b"1\n"), "more than 500000 cells"),
    "many rows": (lambda: b"a\n" + b"1\n" * 50_001, "more than 50000 rows"),
    "a cell without an end": (lambda: b'a,b\n1,"2', "not CSV"),
    "a cell of megabytes": (lambda: b"a\n" + b"x" * 1_000_000, "not CSV"),
    "a cell too many": (lambda: b"a,b\n1,2,3\n", "more or fewer cells"),
    "a cell too few": (lambda: b"a,b\n1\n", "more or fewer cells"),
    "a name twice": (lambda: b"a,a\n1,2\n", "one name twice"),
    "a column without a name": (lambda: b"a,\n1,2\n", "no names"),
    "nothing": (lambda: b"", "no row with names"),
    "bytes": (lambda: b"a\n\xff\n", "not text in utf-8"),
}
ZIP = {
    "one that unpacks to gigabytes": (
        lambda: make_raw_zip([(b"a", pack(b"x"), 4_000_000_000, 0)]),
        "too large when it is unpacked",
    ),
    "files in one place, as many as fit": (
        lambda: make_raw_zip([(b"%d" % n, pack(b"x"), 1, 0) for n in range(900)], one_place=True),
        "in one another's place",
    ),
    "forty-two zips in zips": (
        lambda: write_zip({f"lib {n}.zip": b"\0" * 1_000_000 for n in range(42)}),
        "too large when it is unpacked",
    ),
    "a workbook of 400 MB": (make_office_bomb, "too large when it is unpacked"),
    "packed two hundred times": (
        lambda: write_zip({"a": b"\0" * 1_000_000}),
        "too large when it is unpacked",
    ),
    "more than twenty megabytes, packed no better than others": (
        lambda: make_raw_zip([(b"a", random.Random(1).randbytes(150_000), 20_000_001, 0)]),
        "too large when it is unpacked",
    ),
    "a million files": (
        lambda: make_raw_zip([(b"", b"", 0, 0)] * 100_000, one_place=True)[:FIVE_MEGABYTES],
        "more than 1000 files",
    ),
    "a size that is a lie": (
        lambda: make_raw_zip([(b"a", pack(b"y" * 100), 1, 0)]),
        "not a zip|another size",
    ),
    "a size that is a lie the other way": (
        lambda: make_raw_zip([(b"a", pack(b"x"), 1000, 0)]),
        "not a zip|another size",
    ),
    "encrypted": (lambda: make_raw_zip([(b"a", pack(b"x"), 1, 1)]), "is encrypted"),
    "a link": (lambda: write_entry(b"/etc/passwd", external_attr=0o120777 << 16), "a link"),
    "a device": (lambda: write_entry(external_attr=0o020666 << 16), "a link, or what is no file"),
    "a way up": (lambda: write_zip({"../../etc/cron.d/x": b"x"}), "leads out of its folder"),
    "a way up in the middle": (lambda: write_zip({"a/../../b": b"x"}), "leads out of its folder"),
    "a way up for Windows": (lambda: write_zip({"..\\b": b"x"}), "leads out of its folder"),
    "an absolute name": (lambda: write_zip({"/etc/passwd": b"x"}), "leads out of its folder"),
    "a drive": (lambda: write_zip({"C:\\a": b"x"}), "leads out of its folder"),
    "an end within a name": (
        lambda: make_raw_zip([(b"a.txt\0.exe", pack(b"x"), 1, 0)]),
        "leads out of its folder",
    ),
    "a name twice": (
        lambda: make_raw_zip([(b"a", pack(b"x"), 1, 0), (b"a", pack(b"x"), 1, 0)]),
        "two files of one name",
    ),
    "packed by LZMA": (
        lambda: write_zip({"a": b"x"}, zipfile.ZIP_LZMA),
        "packed in a way that is not read",
    ),
    "a wrong sum": (lambda: make_raw_zip([(b"a", pack(b"y"), 1, 0)]), "not a zip"),
    "half of it": (lambda: write_zip({"a": random.Random(1).randbytes(5000)})[:3000], "not a zip"),
    "no zip": (lambda: b"<html>", "not a zip"),
    "nothing": (lambda: b"", "not a zip"),
}
READERS = {"JSON": (read_json, JSON), "XML": (read_xml, XML), "CSV": (read_csv, CSV)}


def collect(readers: dict[str, Any]) -> dict[str, Bad]:
    """All bad answers by what they are and what is wrong with them."""
    return {
        f"{kind}: {name}": Bad(read=read, make=make, reason=reason)
        for kind, (read, answers) in readers.items()
        for name, (make, reason) in answers.items()
    }


CON_13 = collect(READERS)
CON_14 = collect({"zip": (read_zip, ZIP)})
