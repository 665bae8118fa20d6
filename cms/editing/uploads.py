"""Refuses files that are not what their name says, or that are two things at once."""

import re
from io import BytesIO
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image
from wagtail.images.fields import WagtailImageField

# Pillow refuses twice as many from a picture's first bytes. Wagtail's own limit, which is the
# same, counts only after the whole picture has been unpacked.
Image.MAX_IMAGE_PIXELS = 32_000_000
HEAD = 2048
# A zip archive ends with at most this much after its last entry.
TAIL = 65_557

ZIPPED = (b"PK\x03\x04", b"PK\x05\x06")
BEGINNINGS: dict[str, tuple[bytes, ...]] = {
    "docx": ZIPPED,
    "gif": (b"GIF87a", b"GIF89a"),
    "jpeg": (b"\xff\xd8\xff",),
    "jpg": (b"\xff\xd8\xff",),
    "odp": ZIPPED,
    "ods": ZIPPED,
    "odt": ZIPPED,
    "pdf": (b"%PDF-",),
    "png": (b"\x89PNG\r\n\x1a\n",),
    "pptx": ZIPPED,
    "webp": (b"RIFF",),
    "xlsx": ZIPPED,
    "zip": ZIPPED,
}
PICTURES = frozenset({"gif", "jpeg", "jpg", "png", "webp"})
TEXTS = frozenset({"csv", "txt"})
# What a program or a browser would run, hidden before the last dot: »plan.html.pdf«.
RUNNABLE = frozenset({
    "asp", "aspx", "bat", "cgi", "cmd", "exe", "hta", "htm", "html", "jar", "js", "jsp", "mjs",
    "php", "phtml", "ps1", "scr", "sh", "shtml", "svg", "svgz", "swf", "vbs", "xht", "xhtml",
    "xml", "xsl",
})  # fmt: skip
# Some text must follow: the four letters alone come by chance in one photograph of hundreds.
MARKUP = re.compile(
    rb"<(?:!doctype|body|html|iframe|img|script|svg|\?php|\?xml)[\s>/][\t\n\r -~]{12}",
    re.IGNORECASE,
)
PDF_INSIDE = re.compile(rb"%PDF-\d\.\d")


class NotWhatItSays(ValidationError):
    """The content of an uploaded file is not what its name promises."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The file is not what its name says, or has something else hidden in it. "
                "Open it, save it again and send the new file."
            ),
            code="not_what_it_says",
        )


class WholePictureField(WagtailImageField):
    """A picture of which all has arrived; Wagtail's own field fails on half a one."""

    def to_python(self, data: Any) -> Any:
        try:
            return super().to_python(data)
        except OSError as error:
            raise NotWhatItSays from error


def check_upload(file: Any) -> None:
    """Raises `NotWhatItSays` for a file, with a name, that is not plainly of one kind."""
    *inner, extension = file.name.lower().split(".")[1:] or [""]
    if RUNNABLE & set(inner):
        raise NotWhatItSays
    file.seek(0)
    try:
        head = file.read(HEAD)
        if not _begins_as(extension, head):
            raise NotWhatItSays
        if extension in PICTURES:
            _check_picture(head + file.read())
    finally:
        file.seek(0)


def _begins_as(extension: str, head: bytes) -> bool:
    if extension in TEXTS:
        return b"\x00" not in head and not MARKUP.search(head) and not PDF_INSIDE.match(head)
    beginnings = BEGINNINGS.get(extension, ())
    return head.startswith(beginnings) and not MARKUP.search(head)


def _check_picture(content: bytes) -> None:
    if MARKUP.search(content) or PDF_INSIDE.search(content) or ZIPPED[1] in content[-TAIL:]:
        raise NotWhatItSays
    try:
        with Image.open(BytesIO(content)) as image:
            # What cannot be read to its end cannot be freed of what its camera wrote into it.
            image.load()
    except Image.DecompressionBombError:
        # Too many pixels are refused elsewhere, with words of their own.
        return
    except (OSError, SyntaxError, ValueError) as error:
        raise NotWhatItSays from error
