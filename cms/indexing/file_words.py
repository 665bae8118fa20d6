"""The words of a PDF, Word, OpenDocument or text file, read in a process of its own.

A file may be made to take forever or all memory, so whoever reads one gives up in time:
`python -m cms.indexing.file_words pdf < file` writes its words, and knows no Django.
"""

import re
import resource
import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import islice
from zipfile import ZipFile

MOST_CHARACTERS = 200_000
MOST_PAGES = 400
# Of one part of a file, unpacked; a file that unpacks to more is made to do harm.
MOST_BYTES = 60_000_000
MEMORY = 1_000_000_000
CPU_SECONDS = 60

_WORD_PARTS = {
    "docx": re.compile(r"word/document\.xml"),
    "pptx": re.compile(r"ppt/slides/slide\d+\.xml"),
    "xlsx": re.compile(r"xl/sharedStrings\.xml"),
    "odp": re.compile(r"content\.xml"),
    "ods": re.compile(r"content\.xml"),
    "odt": re.compile(r"content\.xml"),
}
# What stands on lines of its own: paragraphs, headings, and the texts of cells.
_LINES = frozenset({"p", "h", "si"})


def extract_words(kind: str, content: bytes) -> str:
    """The text of a file by the ending of its name; nothing for kinds without text.

    Raises whatever its parser raises for a file that is broken.
    """
    read = _READERS.get(kind)
    if read is None:
        return ""
    text = "\n".join(_take(read(kind, content)))
    # A database takes neither half characters nor what ends a text in C.
    return text.replace("\x00", "").encode(errors="ignore").decode()


def _take(lines: Iterator[str]) -> Iterator[str]:
    left = MOST_CHARACTERS
    for line in lines:
        yield line[:left]
        left -= len(line)
        if left <= 0:
            return


def _read_pdf(_kind: str, content: bytes) -> Iterator[str]:
    from pypdf import PdfReader  # noqa: PLC0415 - only who reads a PDF pays for it

    pages = PdfReader(BytesIO(content)).pages
    return (page.extract_text() for page in islice(pages, MOST_PAGES))


def _read_office(kind: str, content: bytes) -> Iterator[str]:
    from lxml import etree  # noqa: PLC0415 - as above

    wanted = _WORD_PARTS[kind]
    with ZipFile(BytesIO(content)) as archive:
        for name in sorted(archive.namelist()):
            if not wanted.fullmatch(name):
                continue
            if archive.getinfo(name).file_size > MOST_BYTES:
                raise ValueError("unpacked, the file is too big to be read")
            parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
            root = etree.fromstring(archive.read(name), parser)
            for element in root.iter("{*}*"):
                if etree.QName(element).localname in _LINES:
                    yield "".join(map(str, element.itertext()))


def _read_text(_kind: str, content: bytes) -> Iterator[str]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    return iter(text.splitlines())


_READERS: dict[str, Callable[[str, bytes], Iterator[str]]] = {
    "pdf": _read_pdf,
    **dict.fromkeys(_WORD_PARTS, _read_office),
    "txt": _read_text,
    "csv": _read_text,
}
READABLE = frozenset(_READERS)


def main() -> None:
    """Writes the words of the file on standard input, whose ending is the argument."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    words = extract_words(sys.argv[1], sys.stdin.buffer.read())
    sys.stdout.buffer.write(words.encode())


if __name__ == "__main__":
    main()
