"""The only file that asks My system, by the client that the portal hands to each call."""

from typing import Any, TypeVar

from indgang_sdk.connectors import Context

from .made_up import make_up_pages, make_up_tasks
from .payloads import PagePayload, TaskPayload
from .settings import MySystemSettings

M = TypeVar("M")
Asked = Context[MySystemSettings]


def ask_tasks(context: Asked) -> list[TaskPayload]:
    """The tasks of the children that it is about. Ids go into the body, not into the address."""
    if context.settings.is_made_up:
        return make_up_tasks(context)
    ids = [child.id for child in context.viewer.children]
    return _ask(context, "tasks", {"children": ids}, list[TaskPayload])


def ask_pages(context: Asked, words: str) -> list[PagePayload]:
    if context.settings.is_made_up:
        return make_up_pages(words)
    return _ask(context, "pages", {"words": words}, list[PagePayload])


def _ask(context: Asked, what: str, question: Any, model: type[M]) -> M:
    """One question; `require_ok` and `read_model` give every failure its name."""
    key = context.settings.key.get_secret_value()
    answer = context.http.post_json(
        f"{context.settings.address}/{what}",
        question,
        headers={"Authorization": f"Bearer {key}"},
        repeatable=True,
    )
    return answer.require_ok().read_model(model)
