"""What the provider asks the portal for itself: on this machine only, briefly and not much."""

import http.client
import time
from urllib.parse import SplitResult, urlencode, urlsplit

SECONDS = 5.0
MOST_BYTES = 200_000
KEPT_SECONDS = 60.0
HOSTS = ("localhost", "127.0.0.1")
_FIRST, _LAST = "!", "~"


class NotFetched(Exception):
    """The portal did not answer as it should."""


def split_local(address: str) -> SplitResult | None:
    """The parts of an address on this machine; none for any other, or for a doubtful one."""
    if not all(_FIRST <= letter <= _LAST for letter in address) or "\\" in address:
        return None
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018 - raises where it is none
    except ValueError:
        return None
    is_plain = parts.scheme == "http" and parts.hostname in HOSTS and "@" not in parts.netloc
    steps = parts.path.lower().replace("%2e", ".").split("/")
    is_plain = is_plain and not parts.fragment and "#" not in address and ".." not in steps
    return parts if is_plain else None


def find_origin(address: str) -> str:
    """Scheme, host and port of an address."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def fetch(address: str) -> bytes:
    """What lies at an address of this machine; follows nothing. Raises `NotFetched`."""
    return _ask(address, "GET", None)


def post_form(address: str, form: dict[str, str]) -> bytes:
    """Sends a form to an address of this machine; raises `NotFetched`."""
    return _ask(address, "POST", urlencode(form))


def _ask(address: str, method: str, body: str | None) -> bytes:
    parts = split_local(address)
    if parts is None:
        raise NotFetched(f"{address} is not on this machine")
    # By number, so that nothing needs looking up; the name goes along as it was written.
    connection = http.client.HTTPConnection("127.0.0.1", parts.port or 80, timeout=SECONDS)
    headers = {"Host": parts.netloc, "Accept-Encoding": "identity"}
    if body is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    target = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    try:
        connection.request(method, target, body=body, headers=headers)
        answer = connection.getresponse()
        content = _read(answer)
    except (OSError, http.client.HTTPException) as error:
        raise NotFetched(f"{address}: {error}") from error
    finally:
        connection.close()
    if answer.status >= http.client.MULTIPLE_CHOICES:
        raise NotFetched(f"{address} answers {answer.status}")
    return content


def _read(answer: http.client.HTTPResponse) -> bytes:
    ends = time.monotonic() + SECONDS
    content = b""
    while piece := answer.read1(16_384):
        content += piece
        if len(content) > MOST_BYTES or time.monotonic() > ends:
            raise NotFetched("the answer is too long, or takes too long")
    return content
