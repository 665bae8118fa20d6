"""A text on sheets of A4 as PDF, with files inside."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from cms.records.letters import (
    BOLD,
    REGULAR,
    extra_codes,
    extra_glyphs,
    lacks_letters,
    list_runs,
    measure,
)

if TYPE_CHECKING:
    from pypdf import PdfWriter

WIDTH, HEIGHT, MARGIN, FOOT = 595, 842, 60, 36
LEADING = 1.35


@dataclass(frozen=True, kw_only=True)
class Style:
    """How a kind of text looks; `gap` is the space above, `keep` what must fit below it."""

    font: str = REGULAR
    size: float = 10.5
    gap: float = 5
    indent: float = 0
    keep: float = 0


TITLE = Style(font=BOLD, size=19, gap=0)
HEADING = Style(font=BOLD, size=13.5, gap=18, keep=50)
SUBHEADING = Style(font=BOLD, size=11, gap=10, keep=36)
BODY = Style()
ITEM = Style(gap=2, indent=14)
SMALL = Style(size=8)


class Paper:
    """Takes texts from above to below, and begins a new sheet where the last one is full."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.has_gaps = False
        self._sheets: list[list[bytes]] = []
        self._y = 0.0
        self._begin_sheet()

    def add(self, text: str, style: Style = BODY) -> None:
        """Writes a text below the last one; lines that are broken in it stay so."""
        self.has_gaps = self.has_gaps or lacks_letters(text)
        self._y -= style.gap
        if self._y - style.keep < MARGIN + FOOT:
            self._begin_sheet()
        room = (WIDTH - 2 * MARGIN - style.indent) / style.size
        for line in text.splitlines() or [""]:
            for piece in _break_line(line, room=room, font=style.font):
                self._y -= style.size * LEADING
                if self._y < MARGIN + FOOT:
                    self._begin_sheet()
                    self._y -= style.size * LEADING
                self._sheets[-1].append(_draw(piece, style, x=MARGIN + style.indent, y=self._y))

    def write(
        self, *, language: str, made_at: datetime, files: Iterable[tuple[str, bytes]] = ()
    ) -> bytes:
        """The finished file, with other files inside it by their names."""
        from pypdf import PdfWriter  # noqa: PLC0415 - only who writes a PDF pays for it
        from pypdf.generic import NameObject, TextStringObject  # noqa: PLC0415

        writer = PdfWriter()
        writer.root_object[NameObject("/Lang")] = TextStringObject(language)
        writer.add_metadata(
            {
                "/Title": self.title,
                "/CreationDate": f"D:{made_at:%Y%m%d%H%M%S}",
                "/Creator": "Indgang",
            }
        )
        self._add_sheets(writer)
        for name, content in files:
            file = writer.add_attachment(name, content)
            # Readers take the name with all its letters from here.
            file.pdf_object[NameObject("/UF")] = TextStringObject(name)
        out = BytesIO()
        writer.write(out)
        return out.getvalue()

    def _add_sheets(self, writer: "PdfWriter") -> None:
        from pypdf.generic import DecodedStreamObject, NameObject  # noqa: PLC0415 - as above

        resources = writer._add_object(_make_fonts())
        for number, commands in enumerate(self._sheets, start=1):
            foot = f"{self.title[:90]}  ·  {number}/{len(self._sheets)}"
            stream = DecodedStreamObject()
            stream.set_data(b"".join([*commands, _draw(foot, SMALL, x=MARGIN, y=FOOT)]))
            sheet = writer.add_blank_page(WIDTH, HEIGHT)
            sheet[NameObject("/Resources")] = resources
            sheet[NameObject("/Contents")] = writer._add_object(stream.flate_encode())

    def _begin_sheet(self) -> None:
        self._sheets.append([])
        self._y = HEIGHT - MARGIN


def _break_line(line: str, *, room: float, font: str) -> Iterator[str]:
    """Lines no wider than the room; a word that is wider is cut."""
    now = ""
    for word in line.split():
        longer = f"{now} {word}" if now else word
        if measure(longer, font=font) <= room:
            now = longer
            continue
        if now:
            yield now
        while measure(word, font=font) > room:
            end = _find_cut(word, room=room, font=font)
            yield word[:end]
            word = word[end:]  # noqa: PLW2901 - what is left of it
        now = word
    yield now


def _find_cut(word: str, *, room: float, font: str) -> int:
    end = 1
    while measure(word[: end + 1], font=font) <= room:
        end += 1
    return end


def _draw(text: str, style: Style, *, x: float, y: float) -> bytes:
    font = "B" if style.font == BOLD else "R"
    parts = [f"BT {x:.1f} {y:.1f} Td\n".encode()]
    for is_extra, codes in list_runs(text):
        parts.append(
            f"/{font}{'X' if is_extra else ''} {style.size} Tf <{codes.hex()}> Tj\n".encode()
        )
    return b"".join([*parts, b"ET\n"])


def _make_fonts() -> Any:
    """Each font in two encodings, which together have all of its letters."""
    from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject  # noqa: PLC0415

    first = min(extra_codes().values())
    extra = DictionaryObject()
    extra[NameObject("/Type")] = NameObject("/Encoding")
    extra[NameObject("/Differences")] = ArrayObject(
        [NumberObject(first), *(NameObject(name) for name in extra_glyphs())]
    )
    fonts = DictionaryObject()
    for letter, name in (("R", REGULAR), ("B", BOLD)):
        for ending, encoding in (("", NameObject("/WinAnsiEncoding")), ("X", extra)):
            font = DictionaryObject()
            font[NameObject("/Type")] = NameObject("/Font")
            font[NameObject("/Subtype")] = NameObject("/Type1")
            font[NameObject("/BaseFont")] = NameObject(f"/{name}")
            font[NameObject("/Encoding")] = encoding
            fonts[NameObject(f"/{letter}{ending}")] = font
    resources = DictionaryObject()
    resources[NameObject("/Font")] = fonts
    return resources
