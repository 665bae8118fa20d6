"""Errors as problem+json (RFC 9457), each with what to do."""

from typing import Any

from django.http import Http404
from rest_framework import status
from rest_framework.exceptions import APIException
from rest_framework.response import Response
from rest_framework.views import exception_handler

CONTENT_TYPE = "application/problem+json"


class UnusableContent(APIException):
    """What was sent is understood and cannot be used; the detail says where and why."""

    status_code = status.HTTP_422_UNPROCESSABLE_ENTITY
    default_code = "unusable"


class LevelTooLow(APIException):
    """Who asks is known, and not surely enough for this; the detail says what for."""

    status_code = status.HTTP_403_FORBIDDEN
    default_code = "level_too_low"


class TooMuchContent(APIException):
    """More was sent than is read; the detail says how much that is."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_code = "too_much"


def answer_problem(error: Exception, context: dict[str, Any]) -> Response | None:
    """The answer to an error; None for what is a defect of ours, which Django reports."""
    response = exception_handler(error, context)
    if response is None:
        return None
    detail = response.data.get("detail", "") if isinstance(response.data, dict) else ""
    response.data = {
        "type": "about:blank",
        "title": response.status_text,
        "status": response.status_code,
        # The same words for what is not there and for what may not be seen.
        "detail": "" if isinstance(error, Http404) else str(detail),
    }
    response.content_type = CONTENT_TYPE
    return response
