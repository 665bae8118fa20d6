"""Pictures without what a camera or a program has written into them: place, time, device, names."""

from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile, File
from PIL import Image, ImageOps, UnidentifiedImageError

PICTURES = frozenset({"gif", "jpeg", "jpg", "png", "webp"})
QUALITY = 92
ORIENTATION = 0x0112
UPRIGHT = (0, 1)
# Of a JPEG: what every segment begins with, application segments and comments, and two kinds.
MARKER = 0xFF
TELLING = (*range(0xE0, 0xF0), 0xFE)
START_OF_SCAN = 0xDA
END_OF_IMAGE = b"\xff\xd9"
# What a picture needs to be shown as it was taken; all else tells of who took it, and where.
_HARMLESS_SEGMENTS = (b"JFIF", b"JFXX", b"ICC_PROFILE", b"Adobe")
_HARMLESS = frozenset({
    "adobe", "adobe_transform", "aspect", "background", "blend", "chromaticity", "default_image",
    "disposal", "dpi", "duration", "extension", "gamma", "icc_profile", "interlace", "jfif",
    "jfif_density", "jfif_unit", "jfif_version", "loop", "progression", "progressive", "srgb",
    "timestamp", "transparency", "version",
})  # fmt: skip


def strip_picture(content: File) -> File:
    """The same picture with nothing told about it, turned as its camera said it was held.

    What has nothing to lose, or is no picture, comes back as it is. Colours keep their profile
    and animations their frames.
    """
    content.seek(0)
    try:
        with Image.open(content) as image:
            image.load()
            if not _tells_something(image):
                return content
            if image.format == "JPEG" and image.getexif().get(ORIENTATION, 1) in UPRIGHT:
                content.seek(0)
                return ContentFile(_drop_segments(content.read()), name=content.name)
            return ContentFile(_rewrite(image), name=content.name)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        # The checks of uploads say so; nothing is stored that they refuse.
        return content
    finally:
        if not content.closed:
            content.seek(0)


def _tells_something(image: Any) -> bool:
    if image.getexif() or getattr(image, "text", None):
        return True
    # In the application segments of a JPEG stands all but the picture.
    segments = getattr(image, "applist", ())
    if any(not data.startswith(_HARMLESS_SEGMENTS) for _name, data in segments):
        return True
    return bool(set(image.info) - _HARMLESS)


def _rewrite(image: Any) -> bytes:
    kind = image.format
    named: dict[str, Any] = {"exif": b"", "icc_profile": image.info.get("icc_profile")}
    turned = ImageOps.exif_transpose(image)
    out = BytesIO()
    if getattr(image, "is_animated", False):
        _save_animated(image, out, named)
    elif kind == "JPEG":
        turned.info = {}
        turned.save(out, kind, quality=QUALITY, **named)
    else:
        transparency = turned.info.get("transparency")
        turned.info = {} if transparency is None else {"transparency": transparency}
        extra = {"quality": QUALITY, "xmp": b""} if kind == "WEBP" else {}
        turned.save(out, kind, **named, **extra)
    return out.getvalue()


def _drop_segments(content: bytes) -> bytes:
    """A JPEG without the segments that tell something; the picture itself is copied, bit by bit."""
    kept, at = [content[:2]], 2
    while at + 4 <= len(content) and content[at] == MARKER:
        kind = content[at + 1]
        length = int.from_bytes(content[at + 2 : at + 4], "big")
        data = content[at : at + 2 + length]
        tells = kind in TELLING and not data[4:].startswith(_HARMLESS_SEGMENTS)
        if not tells:
            kept.append(data)
        at += 2 + length
        if kind == START_OF_SCAN:
            break
    # What some cameras put behind the picture, another picture with a place of its own, goes too.
    end = content.find(END_OF_IMAGE, at)
    return b"".join([*kept, content[at : end + 2] if end != -1 else content[at:]])


def _save_animated(image: Any, out: BytesIO, named: dict[str, Any]) -> None:
    frames, durations = [], []
    for number in range(image.n_frames):
        image.seek(number)
        durations.append(image.info.get("duration", 100))
        frame = image.copy()
        frame.info = {name: image.info[name] for name in ("transparency",) if name in image.info}
        frames.append(frame)
    extra = {"comment": b""} if image.format == "GIF" else {"quality": QUALITY, "xmp": b""}
    frames[0].save(
        out,
        image.format,
        save_all=True,
        append_images=frames[1:],
        duration=durations,
        loop=image.info.get("loop", 0),
        **({} if image.format == "GIF" else named),
        **extra,
    )
