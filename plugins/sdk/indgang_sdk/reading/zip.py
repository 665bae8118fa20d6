"""Reading zip files that somebody else has made, and what lies in a zip, such as xlsx and docx."""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable
from itertools import pairwise

from indgang_sdk.errors import UnexpectedAnswer

MOST_ENTRIES = 1_000
MOST_BYTES = 20_000_000
MOST_TIMES_LARGER = 200
ENTRY_MARK = b"PK\x01\x02"
ENCRYPTED = 0x1
LOCAL_HEADER = 30
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    NotImplementedError,
    EOFError,
    ValueError,
)
PACKINGS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


def read_zip(
    body: bytes, *, is_wanted: Callable[[str], bool] = lambda _name: True
) -> dict[str, bytes]:
    """The files by their names in the zip, or those of them that are wanted; folders are left out.

    Raises `UnexpectedAnswer` for what is no zip and for all that does harm: too many files, too
    large or packed too well, files in one another's place, encrypted ones, links, and names that
    lead out of their folder.
    """
    if body.count(ENTRY_MARK) > MOST_ENTRIES:
        raise UnexpectedAnswer(f"the zip holds more than {MOST_ENTRIES} files")
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            entries = archive.infolist()
            _check_entries(entries, size=len(body))
            files = [entry for entry in entries if not entry.is_dir()]
            return {
                entry.filename: _read_entry(archive, entry)
                for entry in files
                if is_wanted(entry.filename)
            }
    except UNREADABLE:
        raise UnexpectedAnswer("the answer is not a zip") from None


def _check_entries(entries: list[zipfile.ZipInfo], *, size: int) -> None:
    for entry in entries:
        _check_entry(entry)
    names = {entry.filename for entry in entries}
    if len(names) != len(entries):
        raise UnexpectedAnswer("the zip holds two files of one name")
    total = sum(entry.file_size for entry in entries)
    if total > MOST_BYTES or total > size * MOST_TIMES_LARGER:
        raise UnexpectedAnswer("the zip is too large when it is unpacked")
    places = sorted((entry.header_offset, entry.compress_size) for entry in entries)
    if any(
        start + LOCAL_HEADER + length > after for (start, length), (after, _) in pairwise(places)
    ):
        raise UnexpectedAnswer("the zip holds files in one another's place")


def _check_entry(entry: zipfile.ZipInfo) -> None:
    steps = entry.orig_filename.replace("\\", "/").split("/")
    if ".." in steps or steps[0] == "" or ":" in steps[0] or "\0" in entry.orig_filename:
        raise UnexpectedAnswer("the zip holds a name that leads out of its folder")
    if entry.flag_bits & ENCRYPTED:
        raise UnexpectedAnswer("the zip is encrypted")
    if entry.compress_type not in PACKINGS:
        raise UnexpectedAnswer("the zip is packed in a way that is not read")
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
        raise UnexpectedAnswer("the zip holds a link, or what is no file")


def _read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    # The size that it names may be a lie: no more than that is unpacked.
    with archive.open(entry) as file:
        content = file.read(entry.file_size + 1)
    if len(content) != entry.file_size:
        raise UnexpectedAnswer("the zip holds a file of another size than it says")
    return content
