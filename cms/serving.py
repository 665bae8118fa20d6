"""Files and images: never from an address of their own, always through the right to see them."""

from typing import Any
from wsgiref.util import FileWrapper

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe
from wagtail.images.exceptions import InvalidFilterSpecError

from cms.models import InstitutionDocument
from cms.models.media import PERMISSION_WITHDRAWN
from cms.queries import (
    documents_visible_to,
    find_level_of_document,
    images_visible_to,
    is_withdrawn_from,
)
from cms.ranges import answer_part
from cms.views import refuse
from core.access.answers import forbid_keeping, forbid_sharing
from core.access.levels import LevelRequired
from core.access.viewer import viewer_of
from core.numbers import read_id

# What our templates and the editor ask for; any other size would be work for a stranger's wish.
FILTERS = frozenset(
    {
        "original",
        "width-960",
        "fill-640x320",
        "fill-960x480",
        "fill-480x360",
        "max-150x150",
        "max-165x165",
        "max-800x600",
        "max-1600x1600",
    }
)
# These the browser may show; all else is handed over as a file to keep.
SHOWN_INLINE = frozenset({"application/pdf", "image/png", "image/jpeg"})
NOTHING_RUNS = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@require_safe
def serve_document(request: HttpRequest, document_id: int, filename: str) -> HttpResponseBase:
    """A file, for those who see its folder or a page that links to it."""
    document = _find_document(request, document_id)
    if document is None:
        return refuse(request)
    if document.filename != filename:
        # A new file may have another name; who kept the old address is led to it.
        return forbid_sharing(redirect(document.url))
    return answer_file(request, document.file, filename, content_type=document.content_type)


def answer_file(
    request: HttpRequest, file: Any, filename: str, *, content_type: str
) -> HttpResponseBase:
    """A stored file, or the part of it that is asked for, which nobody may keep on the way."""
    content_type = content_type or "application/octet-stream"
    asked = request.headers.get("Range", "")
    part = answer_part(file, asked, content_type=content_type) if asked else None
    response = part or _answer_whole(file, content_type)
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Content-Disposition"] = content_disposition_header(  # type: ignore[assignment]
        content_type not in SHOWN_INLINE, filename
    )
    response.headers["Content-Security-Policy"] = NOTHING_RUNS
    return forbid_keeping(response)


def _answer_whole(file: Any, content_type: str) -> HttpResponseBase:
    response = FileResponse(FileWrapper(file.open("rb")), content_type=content_type)
    response.headers["Content-Length"] = str(file.size)
    return response


@require_safe
def redirect_to_document(request: HttpRequest, document_id: int) -> HttpResponseBase:
    """The lasting address of a document, which texts link to: leads to its file of today."""
    document = _find_document(request, document_id)
    if document is None:
        return refuse(request)
    return forbid_sharing(redirect(document.url))


def _find_document(request: HttpRequest, document_id: int) -> InstitutionDocument | None:
    """A file that the viewer sees; raises `LevelRequired` where only the level does not do."""
    viewer = viewer_of(request)
    if read_id(str(document_id)) is None:
        return None
    document = documents_visible_to(viewer).filter(pk=document_id).first()
    if document is None:
        level = find_level_of_document(document_id, viewer)
        if level is not None:
            raise LevelRequired(level, address=request.get_full_path())
    return document


@require_safe
def serve_image(request: HttpRequest, image_id: int, filter_spec: str) -> HttpResponseBase:
    """An image in one of the known sizes, for those who see a page that shows it.

    Its editors see, of one whose permission has been withdrawn, that it has been.
    """
    viewer = viewer_of(request)
    if filter_spec not in FILTERS:
        return refuse(request)
    image = images_visible_to(viewer).filter(pk=image_id).first()
    if image is None:
        is_withdrawn = is_withdrawn_from(viewer, image_id)
        return _say_withdrawn(request) if is_withdrawn else refuse(request)
    try:
        rendition = image.get_rendition(filter_spec)
    except (InvalidFilterSpecError, OSError) as error:
        raise Http404 from error
    response = FileResponse(
        rendition.file.open("rb"), content_type=_image_type(rendition.file.name)
    )
    response.headers["Content-Security-Policy"] = NOTHING_RUNS
    return forbid_keeping(response)


def _say_withdrawn(request: HttpRequest) -> HttpResponse:
    """A drawing with the reason on two lines, which fit into the smallest size."""
    words = str(PERMISSION_WITHDRAWN).split()
    half = (len(words) + 1) // 2
    lines = [" ".join(words[:half]), " ".join(words[half:])]
    response = render(
        request, "cms/editing/withdrawn.svg", {"lines": lines}, content_type="image/svg+xml"
    )
    response.headers["Content-Security-Policy"] = NOTHING_RUNS
    return forbid_keeping(response)


def _image_type(name: str) -> str:
    kinds = {"png": "image/png", "gif": "image/gif", "webp": "image/webp"}
    return kinds.get(name.rsplit(".", 1)[-1].lower(), "image/jpeg")
