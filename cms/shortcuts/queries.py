"""Which shortcuts somebody gets: those of a place, or of all of somebody's places."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.urls import reverse

from cms.queries import LEVEL_SQL, OPEN_SQL, name_moment
from core.access.queries import may_see_sql
from core.access.viewer import Viewer

MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortcutRow:
    """A shortcut as lists show it; `place` is the page that it stands on."""

    title: str
    url: str
    icon: str
    place: str


_HELD = (
    "SELECT {column} FROM access_personkey pk WHERE pk.person_id = %(person)s "
    "AND pk.starts_on <= %(day)s AND pk.ends_on >= %(day)s"
)
_OPEN = f"{OPEN_SQL} AND {may_see_sql('p.scope_id')}"
# The target is a page of its own: what somebody may not open is not named to him or her.
_SEES_TARGET = "EXISTS (SELECT 1 FROM cms_basepage p WHERE p.id = s.target_id AND {open})"
_SHORTCUTS = (
    "SELECT DISTINCT p.path, s.position, s.title, s.target_id, s.address, s.icon, p.title "  # noqa: S608
    "FROM cms_shortcut s JOIN cms_basepage p ON p.id = s.page_id "
    f"WHERE {{place}} AND {_OPEN} AND {LEVEL_SQL} "
    f"AND (s.key = '' OR s.key IN ({_HELD.format(column='pk.key')})) "
    f"AND (s.target_id IS NULL OR {_SEES_TARGET.format(open=_OPEN)}) "
    "ORDER BY p.path, s.position LIMIT %(most)s"
)
_OF_OWN_PLACES = f"p.home_unit IN ({_HELD.format(column='pk.unit')})"


def shortcuts_of_places(viewer: Viewer, *, units: Sequence[str] | None = None) -> list[ShortcutRow]:
    """The shortcuts of all places that somebody belongs to, each once, in one query.

    With `units`, of the places of these alone, such as a child's. Two of the same text that lead
    elsewhere are told apart by the names of their places.
    """
    if units is None:
        return _tell_apart(_ask(viewer, _OF_OWN_PLACES, {}))
    named = {f"unit{number}": unit for number, unit in enumerate(units)}
    marks = ", ".join(f"%({name})s" for name in named) or "NULL"
    return _tell_apart(_ask(viewer, f"{_OF_OWN_PLACES} AND p.home_unit IN ({marks})", named))


def shortcuts_on_place(viewer: Viewer, *, page_id: int) -> list[ShortcutRow]:
    """The shortcuts of one place that are for somebody, in the editors' order."""
    return _tell_apart(_ask(viewer, "s.page_id = %(place)s", {"place": page_id}))


def _ask(viewer: Viewer, place: str, named: dict[str, Any]) -> list[ShortcutRow]:
    with connection.cursor() as cursor:
        cursor.execute(
            _SHORTCUTS.format(place=place), {**name_moment(viewer), **named, "most": MOST}
        )
        return [_make_row(row) for row in cursor.fetchall()]


def _make_row(row: Sequence[Any]) -> ShortcutRow:
    _path, _position, title, target_id, address, icon, place = row
    url = reverse("page", args=[target_id]) if target_id is not None else address
    return ShortcutRow(title=title, url=url, icon=icon, place=place)


def _tell_apart(rows: Sequence[ShortcutRow]) -> list[ShortcutRow]:
    once = {(row.title.casefold(), row.url): row for row in reversed(rows)}
    kept = [row for row in rows if once[(row.title.casefold(), row.url)] is row]
    titles = [row.title.casefold() for row in kept]
    return [
        ShortcutRow(
            title=row.title,
            url=row.url,
            icon=row.icon,
            place=row.place if titles.count(row.title.casefold()) > 1 else "",
        )
        for row in kept
    ]
