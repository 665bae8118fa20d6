"""The whole test kit, and what is this connector's own."""

from datetime import date

from indgang_sdk.command.template import mapping
from indgang_sdk.command.template.payloads import TaskPayload
from indgang_sdk.people import Child, Need, Viewer
from indgang_sdk.testing.kit import ConnectorKit
from indgang_sdk.tiles import Mark


class TestMySystem(ConnectorKit):
    connector = "indgang_sdk.command.template.plugin"


def test_a_task_that_is_done_is_marked() -> None:
    child = Child({Need.CHILD_ID: "bo000001"})
    due = date(2026, 11, 26)
    task = TaskPayload(child="bo000001", number="1", title="Læs", due=due, is_done=True)
    assert mapping.make_item(task, Viewer({}, [child])).mark is Mark.DONE
