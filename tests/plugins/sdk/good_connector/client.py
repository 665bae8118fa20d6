"""The only file of the library's that opens a connection."""

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
    return _ask(context, "guides", {"from": cursor}, payloads.Guides)


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
