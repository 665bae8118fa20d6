"""Writes a text as Word or OpenDocument: a zip of small XML files, the same bytes every time."""

from collections.abc import Iterable, Mapping
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from sandbox.content.texts import Block

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_ODT_TYPE = "application/vnd.oasis.opendocument.text"


def write_docx(title: str, blocks: Iterable[Block]) -> bytes:
    """A Word document with the title as its heading and the blocks below."""
    body = [_word_paragraph(title, "Title")]
    for block in blocks:
        style = {"heading": "Heading1", "list": "ListBullet"}.get(block.kind, "")
        body += (_word_paragraph(line, style) for line in block.lines)
    return _write_zip(
        {
            "[Content_Types].xml": _CONTENT_TYPES,
            "_rels/.rels": _make_relations(
                ("officeDocument", f"{_OFFICE}/officeDocument", "word/document.xml"),
                ("core", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ),
            "docProps/core.xml": (
                f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
                'xmlns:dc="http://purl.org/dc/elements/1.1/">'
                f"<dc:title>{escape(title)}</dc:title><dc:language>da-DK</dc:language>"
                "</cp:coreProperties>"
            ),
            "word/_rels/document.xml.rels": _make_relations(
                ("styles", f"{_OFFICE}/styles", "styles.xml"),
                ("numbering", f"{_OFFICE}/numbering", "numbering.xml"),
            ),
            "word/document.xml": (
                f'<w:document xmlns:w="{_WORD}"><w:body>{"".join(body)}</w:body></w:document>'
            ),
            "word/styles.xml": _WORD_STYLES,
            "word/numbering.xml": _WORD_BULLETS,
        }
    )


def write_odt(title: str, blocks: Iterable[Block]) -> bytes:
    """An OpenDocument text with the title as its heading and the blocks below."""
    body = [f'<text:h text:outline-level="1">{escape(title)}</text:h>']
    for block in blocks:
        lines = [escape(line) for line in block.lines]
        if block.kind == "list":
            items = (f"<text:list-item><text:p>{line}</text:p></text:list-item>" for line in lines)
            body.append(f"<text:list>{''.join(items)}</text:list>")
        elif block.kind == "heading":
            body.append(f'<text:h text:outline-level="2">{lines[0]}</text:h>')
        else:
            body.append(f"<text:p>{lines[0]}</text:p>")
    return _write_zip(
        {
            "META-INF/manifest.xml": _MANIFEST,
            "meta.xml": (
                f'<office:document-meta xmlns:office="{_OASIS}:office:1.0" '
                'xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3"><office:meta>'
                f"<dc:title>{escape(title)}</dc:title><dc:language>da-DK</dc:language>"
                "</office:meta></office:document-meta>"
            ),
            "content.xml": (
                f'<office:document-content xmlns:office="{_OASIS}:office:1.0" '
                f'xmlns:text="{_OASIS}:text:1.0" office:version="1.3"><office:body><office:text>'
                f"{''.join(body)}</office:text></office:body></office:document-content>"
            ),
        },
        mimetype=_ODT_TYPE,
    )


def _word_paragraph(text: str, style: str) -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    run = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    return f"<w:p>{properties}{run}</w:p>"


def _word_style(name: str, shown: str, *, size: int, outline: str = "", rest: str = "") -> str:
    """A paragraph style; `size` is in half points."""
    properties = f"<w:pPr>{rest}{outline}</w:pPr>" if rest or outline else ""
    bold = "<w:b/>" if outline else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{shown}"/>{properties}'
        f'<w:rPr>{bold}<w:sz w:val="{size}"/><w:lang w:val="da-DK"/></w:rPr></w:style>'
    )


def _make_relations(*relations: tuple[str, str, str]) -> str:
    rows = (
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>'
        for name, kind, target in relations
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(rows)}</Relationships>'


def _write_zip(files: Mapping[str, str], *, mimetype: str = "") -> bytes:
    """The files as a zip; a mimetype comes first and uncompressed, as OpenDocument asks."""
    out = BytesIO()
    with ZipFile(out, "w") as package:
        if mimetype:
            package.writestr(ZipInfo("mimetype"), mimetype, ZIP_STORED)
        for name, content in files.items():
            package.writestr(ZipInfo(name), f"{_XML}{content}", ZIP_DEFLATED)
    return out.getvalue()


_CONTENT_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types">'
    f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
    f'relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD_TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_WORD_TYPE}.styles+xml"/>'
    f'<Override PartName="/word/numbering.xml" ContentType="{_WORD_TYPE}.numbering+xml"/>'
    f'<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.'
    f'core-properties+xml"/></Types>'
)
_BULLETED = '<w:numPr><w:numId w:val="1"/></w:numPr>'
_WORD_STYLES = (
    f'<w:styles xmlns:w="{_WORD}"><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
    '<w:name w:val="Normal"/><w:rPr><w:sz w:val="22"/><w:lang w:val="da-DK"/></w:rPr></w:style>'
    + _word_style("Title", "Title", size=40, outline='<w:outlineLvl w:val="0"/>')
    + _word_style("Heading1", "heading 1", size=28, outline='<w:outlineLvl w:val="1"/>')
    + _word_style("ListBullet", "List Bullet", size=22, rest=_BULLETED)
    + "</w:styles>"
)
_WORD_BULLETS = (
    f'<w:numbering xmlns:w="{_WORD}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">'
    '<w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:pPr><w:ind w:left="360" w:hanging="240"/>'
    '</w:pPr></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    "</w:numbering>"
)
_MANIFEST = (
    f'<manifest:manifest xmlns:manifest="{_OASIS}:manifest:1.0" manifest:version="1.3">'
    + "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in (("/", _ODT_TYPE), ("content.xml", "text/xml"), ("meta.xml", "text/xml"))
    )
    + "</manifest:manifest>"
)
