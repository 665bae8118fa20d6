"""What a change of who sees a section with thousands of pages below writes to the database."""

import re
import time
from collections.abc import Callable
from typing import Any

from bench.content import BIG_SECTION, OTHER_SECTION
from bench.counting import noting_statements
from cms.models import BasePage, ContentPage
from core.access.models import Scope

STAFF, GUARDIAN = "998102/staff", "998102/guardian"
# A statement that touches this share of the pages below has reached them all.
REACHES = 0.9
_OWN_TABLES = ("access_", "audit_", "cms_", "people_")
_WRITES = re.compile(r'(INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM) "?(\w+)"?')


def measure_writes(*, rounds: int) -> dict[str, Any]:
    """Statements and milliseconds of each kind of change, the median of some rounds.

    Every round ends as it began; all of it goes through publishing and moving, and is committed.
    """
    section = ContentPage.objects.get(title=BIG_SECTION)
    below = BasePage.objects.filter(path__startswith=section.path).count() - 1
    noted: dict[str, list[dict[str, Any]]] = {}
    for _ in range(rounds):
        for name, change in _CHANGES.items():
            noted.setdefault(name, []).append(_note(change, below=below))
        _forget_owned_scope()
        noted.setdefault("first own audience", []).append(_note(_own_audience, below=below))
    return {
        "below": below,
        "changes": {name: _take_median(runs) for name, runs in noted.items()},
    }


def _change_keys() -> None:
    _publish([STAFF, GUARDIAN])


def _change_keys_back() -> None:
    _publish([STAFF])


def _inherit() -> None:
    _publish(None)


def _own_audience() -> None:
    _publish([STAFF])


def _move_away() -> None:
    """To a page with an audience of its own, so that what is moved has another one afterwards."""
    _find_section().move(_find(OTHER_SECTION), pos="last-child")


def _move_back() -> None:
    section = _find_section()
    section.move(section.get_parent().get_parent(), pos="last-child")


def _change_text() -> None:
    section = _find_section()
    section.summary = "Et nyt resumé" if section.summary == "" else ""
    section.save_revision().publish()


_CHANGES: dict[str, Callable[[], None]] = {
    "text changed, nobody's access": _change_text,
    "keys changed": _change_keys,
    "keys changed back": _change_keys_back,
    "own audience given up": _inherit,
    "moved to another audience": _move_away,
    "moved back": _move_back,
}


def _publish(audience: list[str] | None) -> None:
    section = _find_section()
    section.own_audience = audience
    section.save_revision().publish()


def _find_section() -> Any:
    return _find(BIG_SECTION).specific


def _find(title: str) -> Any:
    return BasePage.objects.get(title=title)


def _forget_owned_scope() -> None:
    """So that the next audience of its own is again the section's first."""
    section = _find_section()
    scope_id = section.owned_scope_id
    BasePage.objects.filter(pk=section.pk).update(owned_scope=None)
    Scope.objects.filter(pk=scope_id).delete()


def _note(change: Callable[[], None], *, below: int) -> dict[str, Any]:
    with noting_statements() as statements:
        started = time.perf_counter()
        change()
        took = (time.perf_counter() - started) * 1000
    writes = [item for item in map(_read_write, statements) if item]
    reaching = [item for item in writes if item["rows"] >= REACHES * below]
    scoping = [item for item in reaching if "scope_id" in item["sql"] and "CASE" in item["sql"]]
    return {
        "ms": took,
        "statements": len(statements),
        "writes": len(writes),
        "access_rows": sum(item["rows"] for item in writes if item["table"].startswith("access_")),
        "page_rows": sum(item["rows"] for item in writes if item["table"] == "cms_basepage"),
        "own_rows": sum(item["rows"] for item in writes if item["table"].startswith(_OWN_TABLES)),
        "rows": sum(item["rows"] for item in writes),
        "rows_by_table": _sum_rows(writes),
        "reaching_updates": len(reaching),
        "reaching_ms": sum(item["ms"] for item in reaching),
        "scope_updates": len(scoping),
        "scope_update_ms": sum(item["ms"] for item in scoping),
        "scope_update_rows": sum(item["rows"] for item in scoping),
    }


def _read_write(statement: dict[str, Any]) -> dict[str, Any] | None:
    """A statement that wrote, with its table and rows; SQLite does not count what it returns."""
    sql = statement["sql"].lstrip()
    found = _WRITES.match(sql)
    if not found:
        return None
    _, returns, values = sql.partition(" VALUES ")
    inserted = values.count("(%s") if returns else 0
    rows = statement["rows"] if statement["rows"] > 0 else inserted
    return {**statement, "rows": rows, "table": found[2]} if rows else None


def _sum_rows(writes: list[dict[str, Any]]) -> dict[str, int]:
    rows: dict[str, int] = {}
    for item in writes:
        rows[item["table"]] = rows.get(item["table"], 0) + item["rows"]
    return rows


def _take_median(runs: list[dict[str, Any]]) -> dict[str, Any]:
    """The run whose time is in the middle."""
    return sorted(runs, key=lambda run: run["ms"])[len(runs) // 2]
