"""Asks the sandbox's servers as any caller would, without the portal."""

import base64
import http.client
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit


@dataclass(frozen=True, kw_only=True)
class Heard:
    """What came back; header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    def json(self) -> Any:
        return json.loads(self.body)


def ask(
    address: str,
    *,
    method: str = "",
    headers: Mapping[str, str] | None = None,
    form: Mapping[str, str] | None = None,
    value: Any = None,
) -> Heard:
    """One request on a connection of its own, with a form or a JSON value if there is one."""
    body = urlencode(form).encode() if form is not None else b""
    body = json.dumps(value).encode() if value is not None else body
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=30)
    target = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    try:
        connection.request(
            method or ("POST" if body else "GET"), target, body=body, headers=dict(headers or {})
        )
        answer = connection.getresponse()
        named = {name.lower(): text for name, text in answer.getheaders()}
        return Heard(status=answer.status, headers=named, body=answer.read())
    finally:
        connection.close()


def ask_for_token(address: str, *, secret: str, client_id: str = "indgang") -> Heard:
    basic = base64.b64encode(f"{client_id}:{secret}".encode()).decode()
    return ask(
        f"{address}/token",
        form={"grant_type": "client_credentials"},
        headers={"Authorization": f"Basic {basic}"},
    )
