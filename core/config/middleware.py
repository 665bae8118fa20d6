"""What every request gets before anything else looks at it."""

import time
import uuid
from collections.abc import Callable
from ipaddress import ip_address

import structlog
from csp.constants import HEADER as POLICY_HEADER
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.functional import cached_property

log = structlog.get_logger("indgang.request")


class ClientAddressMiddleware:
    """Has `REMOTE_ADDR` be the client's address, where our own proxy says it.

    A proxy adds whom it was asked by behind what stands in X-Forwarded-For already, which anybody
    may have written: the last one counts. Without a proxy of ours, none does.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.BEHIND_PROXY:
            request.META["REMOTE_ADDR"] = find_client_address(
                request.headers.get("X-Forwarded-For", ""), peer=request.META["REMOTE_ADDR"]
            )
        return self.get_response(request)


def find_client_address(forwarded_for: str, *, peer: str) -> str:
    """The last address that a header names; `peer` where that is none."""
    last = forwarded_for.rpartition(",")[2].strip()
    try:
        return str(ip_address(last))
    except ValueError:
        return peer


class RequestMomentMiddleware:
    """Gives a request one moment, `request.now`, an id, and one line in the log.

    The line names the route and never the address, which may tell whom a page is about. Who
    knows the municipality of a request sets `request.municipality_code`, and the line has it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.now = timezone.now()  # type: ignore[attr-defined]
        request_id = uuid.uuid4().hex
        request.request_id = request_id  # type: ignore[attr-defined]
        started = time.perf_counter()
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            response = self.get_response(request)
            log.info("request", **describe_request(request, response, started=started))
        response.headers["X-Request-Id"] = request_id
        return response


def describe_request(
    request: HttpRequest, response: HttpResponse, *, started: float
) -> dict[str, object]:
    """What the log says of an answered request; `started` is of `time.perf_counter`."""
    match = request.resolver_match
    described: dict[str, object] = {
        "method": request.method,
        "route": (match.view_name or match.route) if match else "",
        "status": response.status_code,
        "ms": round((time.perf_counter() - started) * 1000, 1),
    }
    code = getattr(request, "municipality_code", None)
    return {**described, "municipality_code": code} if code else described


class PolicyMiddleware(CSPMiddleware):
    """The content security policy, put together once for the answers that change nothing of it."""

    @cached_property
    def policy(self) -> str:
        blank = super().process_response(HttpRequest(), HttpResponse())
        return blank.headers[POLICY_HEADER]

    def process_request(self, request: HttpRequest) -> None:
        """Gives out no nonce: no page has a script or style of its own."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        own = any(name.startswith("_csp_") for name in vars(response))
        excluded = settings.CONTENT_SECURITY_POLICY["EXCLUDE_URL_PREFIXES"]
        if own or request.path_info.startswith(tuple(excluded)):
            return super().process_response(request, response)
        response.headers.setdefault(POLICY_HEADER, self.policy)
        return response
