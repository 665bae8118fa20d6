"""The portal starts without the connectors' heavy libraries: they come with the first question."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("icalendar", "recurring_ical_events", "dateutil", "lxml", "httpcore2", "nh3", "openpyxl")
CONNECTORS = sorted(path.parent.name for path in ROOT.glob("plugins/*/plugin.py"))
CALL = """
from datetime import date
from indgang_sdk.calendar import Period
from plugins.calendar.payloads import list_entries
day = date(2026, 11, 23)
list_entries(b"BEGIN:VCALENDAR\\r\\nEND:VCALENDAR\\r\\n", Period(first=day, last=day))
"""


def list_loaded(code: str) -> set[str]:
    """Which of the heavy libraries a fresh interpreter has loaded after some code."""
    tell = f"import json, sys; print(json.dumps([n for n in {HEAVY} if n in sys.modules]))"
    ran = subprocess.run(  # noqa: S603 - code of this file
        [sys.executable, "-c", f"{code}\n{tell}"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    return set(json.loads(ran.stdout))


@pytest.mark.parametrize("name", CONNECTORS)
def test_a_connector_is_imported_without_heavy_libraries(name: str) -> None:
    assert list_loaded(f"import plugins.{name}.plugin") == set()


def test_all_connectors_are_found() -> None:
    named = {"calendar", "link_catalogue", "municipal_login", "open_json", "unilogin"}
    assert named <= set(CONNECTORS)


def test_the_first_feed_loads_what_reads_it() -> None:
    assert list_loaded(f"import plugins.calendar.plugin\n{CALL}") == {
        "icalendar",
        "recurring_ical_events",
        "dateutil",
    }
