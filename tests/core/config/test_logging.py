"""Log lines: JSON, with a request id, and nothing personal in them."""

import io
import json
import logging
import logging.config

import pytest
import structlog
from django.http import Http404, HttpResponse
from django.test import override_settings
from django.urls import path

from core.config import urls as portal_urls
from core.config.logging import make_logging

CPR = "010114-4321"
PERSONAL = ["0101144321", CPR, "bo.lund@example.org", "bo+skole@post.example.dk"]


@pytest.fixture
def lines():
    """The log as this process writes it, line by line."""
    stream = io.StringIO()
    configuration = make_logging(level="INFO")
    configuration["handlers"]["stderr"]["stream"] = stream
    kept = {name: logging.getLogger(name).level for name in configuration["loggers"]}
    handlers, level = logging.root.handlers[:], logging.root.level
    logging.config.dictConfig(configuration)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logging.root.handlers, logging.root.level = handlers, level
    for name, before in kept.items():
        logging.getLogger(name).setLevel(before)


@pytest.mark.parametrize("text", PERSONAL)
def test_gdpr_04_no_log_line_holds_a_cpr_number_or_an_address(lines, text):
    logging.getLogger("a").info("in the text: %s", text)
    structlog.get_logger("b").info("in a value", value=f"of {text}.")
    structlog.get_logger("c").info(text)
    try:
        raise ValueError(f"in an error: {text}")
    except ValueError:
        logging.getLogger("d").exception("with a traceback")
        structlog.get_logger("e").exception("with a traceback")
    written = lines()
    assert len(written) == 5
    assert text not in json.dumps(written)
    blank = "[e-mail]" if "@" in text else "[number]"
    assert [blank in json.dumps(line) for line in written] == [True] * 5


def test_what_is_not_personal_is_left_as_it_is(lines):
    harmless = "4.A, lokale 12345, 23-11-2026, 20261123, tlf. 12 34 56 78, job 1234567890123"
    logging.getLogger("a").info(harmless)
    assert lines()[0]["event"] == harmless


def show(request, name):
    request.municipality_code = "998"
    return HttpResponse(name)


def refuse(request, name):
    return HttpResponse(status=503)


def break_down(request, name):
    raise RuntimeError("broken")


def find_nothing(request, name):
    raise Http404(name)


urlpatterns = [
    path("elev/<name>/", show, name="pupil"),
    path("lukket/<name>/", refuse, name="closed"),
    path("fejl/<name>/", break_down, name="broken"),
    path("ukendt/<name>/", find_nothing, name="unknown"),
    *portal_urls.urlpatterns,
]


@pytest.fixture
def get(client, db):
    client.raise_request_exception = False
    with override_settings(ROOT_URLCONF=__name__):
        yield lambda address: client.get(address, headers={"user-agent": "Bo Lunds iPad"})


def test_a_request_is_one_line_with_its_route(lines, get):
    answer = get("/elev/bo-lund/?q=Bo+Lund")
    [line] = lines()
    assert line["event"] == "request"
    assert (line["method"], line["route"], line["status"]) == ("GET", "pupil", 200)
    assert line["municipality_code"] == "998"
    assert line["request_id"] == answer["X-Request-Id"]
    assert line["ms"] >= 0


@pytest.mark.parametrize(
    ("address", "status", "route"),
    [
        ("/elev/bo-lund/?q=Bo+Lund", 200, "pupil"),
        ("/lukket/bo-lund/?q=Bo+Lund", 503, "closed"),
        ("/fejl/bo-lund/?q=Bo+Lund", 500, "broken"),
        ("/ukendt/bo-lund/?q=Bo+Lund", 404, "unknown"),
    ],
)
def test_no_line_of_a_request_holds_its_address(lines, get, address, status, route):
    answer = get(address)
    assert answer.status_code == status
    written = lines()
    assert {line["request_id"] for line in written} == {answer["X-Request-Id"]}
    assert {(line["route"], line["status"]) for line in written} == {(route, status)}
    assert len(written) == (2 if status >= 500 else 1)
    assert "lund" not in json.dumps(written).casefold()
