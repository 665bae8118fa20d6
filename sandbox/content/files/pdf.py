"""Writes a text as PDF 1.7: tagged for screen readers, with a title and Danish letters."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from sandbox.content.texts import Block

_WIDTH, _HEIGHT, _MARGIN = 595, 842, 64
_LEADING = 1.4
_CATALOG, _PAGES, _INFO, _REGULAR, _BOLD, _TREE, _DOCUMENT, _PARENTS = range(1, 9)
_NARROW, _WIDE = frozenset("fijlrt.,;:!'|()[] -"), frozenset("mwMW%@—")


@dataclass(frozen=True)
class _Style:
    """How a kind of text looks; `tag` is its structure type, `gap` the space above."""

    tag: str
    font: str
    size: int
    gap: int
    indent: int = 0


_TITLE = _Style("H1", "B", 20, 0)
_STYLES = {
    "heading": _Style("H2", "B", 14, 14),
    "paragraph": _Style("P", "R", 11, 8),
    "list": _Style("LBody", "R", 11, 4, 16),
}


@dataclass
class _Element:
    """A node of the structure tree; `marks` are the page object and number of its lines."""

    tag: str
    parent: int
    number: int
    children: list[int] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)


@dataclass
class _Page:
    number: int
    commands: list[bytes] = field(default_factory=list)
    elements: list[int] = field(default_factory=list)


def write_pdf(title: str, blocks: Iterable[Block]) -> bytes:
    """A PDF with the title as its heading and the blocks below."""
    layout = _Layout()
    layout.add(title, _TITLE, parent=_DOCUMENT)
    for block in blocks:
        style = _STYLES[block.kind]
        if block.kind == "list":
            above = layout.open("L", parent=_DOCUMENT)
            for line in block.lines:
                item = layout.open("LI", parent=above)
                layout.add(f"• {line}", style, parent=item)
        else:
            layout.add(block.lines[0], style, parent=_DOCUMENT)
    return _join_objects({**_make_frame(title, layout), **_make_pages(layout)})


class _Layout:
    """Breaks texts into lines and lines into pages, and remembers what each line belongs to."""

    def __init__(self) -> None:
        self.pages: list[_Page] = []
        self.elements: dict[int, _Element] = {}
        self.top: list[int] = []
        self._next = _PARENTS
        self._y = 0.0
        self._begin_page()

    def open(self, tag: str, *, parent: int) -> int:
        """A new element below another one; returns its number."""
        number = self._number()
        self.elements[number] = _Element(tag, parent, number)
        siblings = self.top if parent == _DOCUMENT else self.elements[parent].children
        siblings.append(number)
        return number

    def add(self, text: str, style: _Style, *, parent: int) -> None:
        element = self.elements[self.open(style.tag, parent=parent)]
        self._y -= style.gap
        room = _WIDTH - 2 * _MARGIN - style.indent
        for line in _break_lines(text, room / style.size):
            self._y -= style.size * _LEADING
            if self._y < _MARGIN:
                self._begin_page()
                self._y -= style.size * _LEADING
            self._draw(line, style, element)

    def _draw(self, line: str, style: _Style, element: _Element) -> None:
        page = self.pages[-1]
        element.marks.append((page.number, len(page.elements)))
        command = (
            f"/{style.tag} <</MCID {len(page.elements)}>> BDC BT /{style.font} {style.size} Tf "
            f"{_MARGIN + style.indent} {self._y:.1f} Td ("
        )
        page.commands.append(command.encode() + _escape(line) + b") Tj ET EMC\n")
        page.elements.append(element.number)

    def _begin_page(self) -> None:
        self.pages.append(_Page(self._number()))
        self._number()  # the page's commands
        self._y = _HEIGHT - _MARGIN

    def _number(self) -> int:
        self._next += 1
        return self._next


def _make_frame(title: str, layout: _Layout) -> dict[int, bytes]:
    """The objects that say what the file is."""
    rows = (
        f"{number} [{_refer(page.elements)}]".encode() for number, page in enumerate(layout.pages)
    )
    return {
        _CATALOG: (
            f"<</Type /Catalog /Pages {_PAGES} 0 R /Lang (da-DK) /MarkInfo <</Marked true>> "
            f"/StructTreeRoot {_TREE} 0 R /ViewerPreferences <</DisplayDocTitle true>>>>"
        ).encode(),
        _PAGES: (
            f"<</Type /Pages /Count {len(layout.pages)} "
            f"/Kids [{_refer(page.number for page in layout.pages)}]>>"
        ).encode(),
        _INFO: f"<</Title <FEFF{title.encode('utf-16-be').hex()}>>>".encode(),
        _REGULAR: _make_font("Helvetica"),
        _BOLD: _make_font("Helvetica-Bold"),
        _TREE: (
            f"<</Type /StructTreeRoot /K {_DOCUMENT} 0 R /ParentTree {_PARENTS} 0 R "
            f"/ParentTreeNextKey {len(layout.pages)}>>"
        ).encode(),
        _DOCUMENT: (
            f"<</Type /StructElem /S /Document /P {_TREE} 0 R /K [{_refer(layout.top)}]>>"
        ).encode(),
        _PARENTS: b"<</Nums [" + b" ".join(rows) + b"]>>",
        **{number: _make_element(item) for number, item in layout.elements.items()},
    }


def _make_pages(layout: _Layout) -> dict[int, bytes]:
    objects = {}
    for index, page in enumerate(layout.pages):
        commands = b"".join(page.commands)
        objects[page.number] = (
            f"<</Type /Page /Parent {_PAGES} 0 R /MediaBox [0 0 {_WIDTH} {_HEIGHT}] "
            f"/Resources <</Font <</R {_REGULAR} 0 R /B {_BOLD} 0 R>>>> "
            f"/Contents {page.number + 1} 0 R /StructParents {index} /Tabs /S>>"
        ).encode()
        objects[page.number + 1] = (
            f"<</Length {len(commands)}>>\nstream\n".encode() + commands + b"\nendstream"
        )
    return objects


def _make_element(element: _Element) -> bytes:
    marks = " ".join(f"<</Type /MCR /Pg {page} 0 R /MCID {mark}>>" for page, mark in element.marks)
    inside = marks or _refer(element.children)
    return f"<</Type /StructElem /S /{element.tag} /P {element.parent} 0 R /K [{inside}]>>".encode()


def _make_font(name: str) -> bytes:
    return f"<</Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding>>".encode()


def _join_objects(objects: dict[int, bytes]) -> bytes:
    """The file: header, numbered objects, the table of where they begin, and the trailer."""
    out = bytearray(b"%PDF-1.7\n%\xe6\xf8\xe5\xc6\n")
    table = bytearray(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    for number in sorted(objects):
        table += f"{len(out):010d} 00000 n \n".encode()
        out += f"{number} 0 obj\n".encode() + objects[number] + b"\nendobj\n"
    start = len(out)
    trailer = f"trailer\n<</Size {len(objects) + 1} /Root {_CATALOG} 0 R /Info {_INFO} 0 R>>\n"
    return bytes(out + table + f"{trailer}startxref\n{start}\n%%EOF\n".encode())


def _break_lines(text: str, width: float) -> Iterator[str]:
    """Lines no wider than `width`, measured in the size of the font."""
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and _measure(longer) > width:
            yield line
            longer = word
        line = longer
    yield line


def _measure(text: str) -> float:
    """About how wide Helvetica sets a text, rather more than less."""
    return sum(
        0.36 if sign in _NARROW else 0.9 if sign in _WIDE else 0.74 if sign.isupper() else 0.57
        for sign in text
    )


def _escape(text: str) -> bytes:
    plain = text.encode("cp1252")
    return plain.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _refer(numbers: Iterable[int]) -> str:
    return " ".join(f"{number} 0 R" for number in numbers)
