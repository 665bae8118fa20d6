"""From a tile to what a template draws, in one language and with sealed links."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.connectors.configuration.reaches import Reach
from core.connectors.sealing import Sealed, seal
from indgang_sdk.links import Link
from indgang_sdk.people import Child
from indgang_sdk.texts import write
from indgang_sdk.tiles import Card, Item, Mark, NextEvent, Number, Part, Tile

_KINDS = {Item: "item", Number: "number", NextEvent: "event", Card: "card"}


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """For whom a tile is drawn: the viewer, the language, and the children by their objects."""

    reach: Reach
    person_id: int
    language: str
    child_ids: Mapping[Child, int]
    child_names: Mapping[int, str]

    def draw_link(self, link: Link | None) -> dict[str, str] | None:
        """The address of a link and its words; None for one to a launcher that there is not."""
        if link is None:
            return None
        launcher = self.reach.offer.find_source("launchers", link.launcher)
        if launcher is None:
            return None
        connection = self.reach.connection
        child_id = self.child_ids.get(link.child) if link.child is not None else None
        sealed = Sealed(
            launcher=link.launcher, target=link.target, child_id=child_id, unit=self.reach.unit
        )
        text = seal(sealed, person_id=self.person_id, connection_id=connection.pk)
        opens = _("Open in %(system)s") % {"system": connection.title}
        return {
            "url": f"{reverse('launch', args=[connection.pk])}?til={text}",
            "words": write(link.words, self.language) if link.words else opens,
            "is_plain": "" if link.words else "1",
        }


def draw_tile(tile: Tile, drawing: Drawing) -> dict[str, Any]:
    """What the template gets: parts by child, in the order in which the children appear."""
    shown: dict[int | None, list[dict[str, Any]]] = {}
    for part in tile.parts:
        child_id = drawing.child_ids.get(part.child) if part.child is not None else None
        shown.setdefault(child_id, []).append(_draw_part(part, drawing))
    return {
        "children": [
            {
                "name": drawing.child_names.get(child_id, "") if child_id else "",
                "runs": _join(parts),
            }
            for child_id, parts in shown.items()
        ],
        "empty": tile.empty.in_language(drawing.language) if tile.empty else "",
        "link": drawing.draw_link(tile.link),
    }


def _draw_part(part: Part, drawing: Drawing) -> dict[str, Any]:
    language = drawing.language
    drawn = {
        "kind": _KINDS[type(part)],
        "title": write(part.title, language),
        "detail": write(getattr(part, "detail", "") or getattr(part, "text", ""), language),
        "link": drawing.draw_link(part.link),
    }
    for name in ("when", "until", "place", "value"):
        drawn[name] = getattr(part, name, None)
    mark = getattr(part, "mark", Mark.NONE)
    return drawn | {"mark": mark.value, "mark_words": _name_mark(mark)}


def _join(parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Parts of one kind that follow each other stand in one list, those of a day below it."""
    runs: list[dict[str, Any]] = []
    for part in parts:
        day = _find_day(part)
        if not runs or (runs[-1]["kind"], runs[-1]["day"]) != (part["kind"], day):
            runs.append({"kind": part["kind"], "day": day, "parts": []})
        runs[-1]["parts"].append(part)
    return runs


def _find_day(part: dict[str, Any]) -> date | None:
    """The day of an item with an hour: said once above several, and not beside each."""
    when = part["when"]
    if part["kind"] != "item" or not isinstance(when, datetime):
        return None
    return timezone.localtime(when).date()


def _name_mark(mark: Mark) -> str:
    return {
        Mark.NONE: "",
        Mark.DONE: pgettext("a task", "Done"),
        Mark.NOT_DONE: pgettext("a task", "Not done"),
        Mark.CANCELLED: pgettext("lesson", "Cancelled"),
        Mark.CHANGED: pgettext("a part of a box", "Changed"),
        Mark.WARNING: pgettext("a part of a box", "Note"),
    }[mark]
