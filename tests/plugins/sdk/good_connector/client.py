"""The only file of the library's that opens a connection."""

from dataclasses import replace
from datetime import timedelta
from typing import Any, TypeVar

from indgang_sdk.connectors import Context

from . import payloads
from .settings import LibrarySettings

M = TypeVar("M")
Asked = Context[LibrarySettings]


def ask_loans(context: Asked) -> payloads.Loans:
    ids = [child.id for child in context.viewer.children]
    return _ask(context, "loans", {"children": ids}, payloads.Loans)


def ask_books(context: Asked, words: str) -> list[payloads.Book]:
    return _ask(context, "books", {"words": words}, list[payloads.Book])


def ask_guides(context: Asked, cursor: str) -> payloads.Guides:
    """Guides are about nobody, so that those which have not changed are not sent again."""
    address = f"{context.settings.address}/guides"
    kept = context.memory.get(cursor)
    tag, _, body = (kept or b"").partition(b"\n")
    headers = {"If-None-Match": tag.decode()} if tag else {}
    answer = context.http.get(address, query={"from": cursor}, headers=headers).require_ok()
    if answer.is_unchanged:
        return replace(answer, body=body).read_model(payloads.Guides)
    guides = answer.read_model(payloads.Guides)
    if new := answer.headers.get("etag"):
        context.memory.put(cursor, f"{new}\n".encode() + answer.body, max_age=timedelta(days=1))
    return guides


def ask_readings(context: Asked) -> list[payloads.Reading]:
    return _ask(context, "readings", {}, list[payloads.Reading])


def ask_state(context: Asked) -> payloads.State:
    return _ask(context, "state", {}, payloads.State)


def _ask(context: Asked, what: str, value: Any, model: type[M]) -> M:
    key = context.settings.secret.get_secret_value()
    answer = context.http.post_json(
        f"{context.settings.address}/{what}",
        value,
        headers={"Authorization": f"Bearer {key}"},
        repeatable=True,
    )
    return answer.require_ok().read_model(model)
