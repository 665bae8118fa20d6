"""From what My system answers to what the portal shows: plain functions, easy to test."""

from indgang_sdk.links import Link
from indgang_sdk.people import Viewer
from indgang_sdk.search import SearchHit
from indgang_sdk.texts import Text
from indgang_sdk.tiles import LONGEST_TEXT, MOST_PARTS, Item, Mark, Tile

from .payloads import PagePayload, TaskPayload


def make_tile(tasks: list[TaskPayload], viewer: Viewer) -> Tile:
    parts = [make_item(task, viewer) for task in tasks]
    return Tile(
        parts=tuple(parts[:MOST_PARTS]),
        empty=Text(da="Der er ingen opgaver.", en="There are no tasks."),
    )


def make_item(task: TaskPayload, viewer: Viewer) -> Item:
    """A line about the child that the answer names; anybody else raises `WrongPerson`."""
    return Item(
        title=task.title[:LONGEST_TEXT],
        when=task.due,
        mark=Mark.DONE if task.is_done else Mark.NOT_DONE,
        child=viewer.find_child(task.child),
        link=Link(launcher="open", target=f"tasks/{task.number}"),
    )


def make_hit(page: PagePayload) -> SearchHit:
    link = Link(launcher="open", target=f"pages/{page.number}")
    return SearchHit(title=page.title, text=page.text, link=link)
