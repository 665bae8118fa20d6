"""Asks a service over HTTP, as a machine does and as a person without a browser does."""

import json
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from http.client import HTTPMessage
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any

from lxml import html

WAIT_SECONDS = 30


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments: Any) -> None:
        """Leaves every redirect to who asked."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came back: also from a page that says what went wrong."""

    address: str
    status: int
    headers: HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def goes_to(self) -> str:
        """Where a redirect leads, as a whole address."""
        return urllib.parse.urljoin(self.address, self.headers["Location"] or "")

    @property
    def forms(self) -> list["Form"]:
        """The forms of the page, with the values that they hold."""
        page = html.fromstring(self.body, base_url=self.address)
        page.make_links_absolute()
        return [
            Form(action=form.action or self.address, fields=dict(form.form_values()))
            for form in page.forms
        ]


@dataclass(frozen=True, kw_only=True)
class Form:
    """A form as it stands on a page."""

    action: str
    fields: dict[str, str]


@dataclass(kw_only=True)
class Visitor:
    """A person without a browser: keeps cookies, follows redirects but to `stops_at`."""

    stops_at: str = ""
    cookies: CookieJar = field(default_factory=lambda: CookieJar(_ON_THIS_MACHINE))

    def get(self, address: str) -> Answer:
        return self._follow(self._ask(urllib.request.Request(address)))  # noqa: S310 - a service of the tests

    def send(self, form: Form, **filled: str) -> Answer:
        """Sends a form with some fields filled in."""
        body = urllib.parse.urlencode({**form.fields, **filled}).encode()
        return self._follow(self._ask(urllib.request.Request(form.action, data=body)))  # noqa: S310 - as above

    def _follow(self, answer: Answer) -> Answer:
        for _hop in range(10):
            if answer.status not in {301, 302, 303} or (
                self.stops_at and answer.goes_to.startswith(self.stops_at)
            ):
                return answer
            answer = self._ask(urllib.request.Request(answer.goes_to))  # noqa: S310 - as above
        raise AssertionError(f"too many redirects, the last to {answer.goes_to}")

    def _ask(self, request: urllib.request.Request) -> Answer:
        return ask(request, urllib.request.HTTPCookieProcessor(self.cookies))


# As browsers do for addresses of this machine, secure cookies go over plain HTTP too.
_ON_THIS_MACHINE = DefaultCookiePolicy(secure_protocols=("http", "https"))


def ask(
    request: urllib.request.Request,
    *handlers: urllib.request.BaseHandler,
    within_seconds: float = WAIT_SECONDS,
) -> Answer:
    """One question and its answer, whatever its status; no redirect is followed."""
    opener = urllib.request.build_opener(_NoRedirect, urllib.request.ProxyHandler({}), *handlers)
    try:
        with opener.open(request, timeout=within_seconds) as answer:
            return _read(answer)
    except urllib.error.HTTPError as error:
        with error:
            return _read(error)


def _read(answer: Any) -> Answer:
    return Answer(
        address=answer.url, status=answer.status, headers=answer.headers, body=answer.read()
    )


def answers(address: str) -> bool:
    """Whether somebody answers there, and well."""
    try:
        return fetch(address).status == 200
    except OSError:
        return False


def fetch(address: str) -> Answer:
    """The answer to GET, of a machine without cookies."""
    return ask(urllib.request.Request(address))  # noqa: S310 - a service of the tests


def post(address: str, **fields: str) -> Answer:
    """The answer to a form sent by a machine without cookies."""
    body = urllib.parse.urlencode(fields).encode()
    return ask(urllib.request.Request(address, data=body))  # noqa: S310 - as above
