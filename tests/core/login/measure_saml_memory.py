"""How much memory and time hostile messages take: told as JSON by the names of the messages."""

import json
import os
import resource
import sys
import time
from base64 import b64encode
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from core.login.refusals import Rejected
from core.login.saml.answers import read_answer
from core.login.saml.identity_providers import read_identity_provider
from core.login.saml.logout import read_logout_request
from tests.core.login.saml_parties import BASE, NOW, REQUEST, make_answers, make_parties
from tests.identity_provider import doctypes
from tests.identity_provider.logout import make_logout_request, write_logout
from tests.identity_provider.redirects import deflate, inflate_to

UNIT = 1 if sys.platform == "darwin" else 1024
BOMB = 60_000_000


def find_peak() -> int:
    """The most memory that this process has held so far, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT


def measure(work: Callable[[], object]) -> dict[str, Any]:
    """What a piece of work takes, and why it was refused, in a process of its own."""
    reading, writing = os.pipe()
    if os.fork() == 0:
        before, started, refused = find_peak(), time.perf_counter(), ""
        try:
            work()
        except Rejected as rejected:
            refused = rejected.reason.value
        took = time.perf_counter() - started
        told = {"bytes": find_peak() - before, "seconds": took, "refused": refused}
        os.write(writing, json.dumps(told).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as answer:
        told = json.loads(answer.read())
    os.wait()
    return told


def list_works() -> dict[str, Callable[[], object]]:
    """Bombs, long messages, an honest answer, and what the measurement has to notice."""
    provider, service, _own = make_parties()
    known = read_identity_provider(provider.metadata())
    once = make_answers(provider)[0]

    def read(xml: bytes) -> Callable[[], object]:
        text = b64encode(xml).decode()
        return lambda: read_answer(
            text,
            service=service,
            provider=known,
            request_id=REQUEST,
            now=NOW,
            is_encrypted=False,
        )

    asked = make_logout_request(
        now=NOW, issuer=provider.entity_id, destination=f"{BASE}/log-ud", name_id="name"
    )
    packed = deflate(inflate_to(BOMB, write_logout(asked)))
    query = urlencode({"SAMLRequest": b64encode(packed).decode(), "SigAlg": "x", "Signature": "x"})
    end = b"</samlp:Status>"
    return {
        "control": lambda: bytearray(BOMB),
        "honest": read(once),
        "billion laughs": read(doctypes.billion_laughs(once)),
        "quadratic blow-up": read(doctypes.quadratic_blowup(once, size=20_000)),
        "deflated": lambda: read_logout_request(query, service=service, provider=known, now=NOW),
        "long": read(once + b" " * 3_000_000),
        "many elements": read(once.replace(end, b"<a/>" * 50_000 + end)),
        "deep": read(b"<a>" * 30_000 + b"</a>" * 30_000),
        "many attributes": read(
            b"<a " + b" ".join(b"b%d=''" % number for number in range(20_000)) + b"/>"
        ),
    }


def main() -> None:
    import time_machine  # noqa: PLC0415 - after what it would slow down

    with time_machine.travel(NOW, tick=False):
        works = list_works()
        # Once before, so that what the first one loads is counted to none.
        works["honest"]()
        json.dump({name: measure(work) for name, work in works.items()}, sys.stdout)


if __name__ == "__main__":
    main()
