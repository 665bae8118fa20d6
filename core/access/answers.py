"""What browsers may keep of answers that not everybody may see."""

from typing import TypeVar

from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

Response = TypeVar("Response", bound=HttpResponseBase)


def forbid_sharing(response: Response) -> Response:
    """Lets only this browser keep a page, and makes it ask every time."""
    response.headers["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ["Cookie"])
    return response


def forbid_keeping(response: Response) -> Response:
    """Lets nobody keep it: documents, images, pages about one person, what somebody looks for."""
    response.headers["Cache-Control"] = "private, no-store"
    patch_vary_headers(response, ["Cookie"])
    return response
