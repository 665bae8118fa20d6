"""Which sources may be asked for a household, with which settings: one place for all hooks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from core.access.keys import UnitKind, find_kind
from core.connectors.configuration.reaches import (
    Reach,
    connections_with_circuits,
    read_configured,
)
from core.connectors.configuration.statuses import Status
from core.connectors.households import Household, make_viewer
from core.connectors.levels import level_of
from core.connectors.running.calls import Call
from core.connectors.tiles.drawing import Drawing
from indgang_sdk.levels import Level


@dataclass(frozen=True, kw_only=True)
class Reached:
    """A source that a household may ask, by one way of asking its connection."""

    reach: Reach
    source: Any
    is_paused: bool = False
    # The keys through which children are asked about; None for all children of the institutions.
    through: frozenset[str] | None = None

    @property
    def level(self) -> Level:
        """How sure it must be who is looking before it is asked."""
        return level_of(self.source, self.reach.connection)


def list_reached(household: Household, *hooks: str) -> list[Reached]:
    """The sources of some hooks, of all connections that run where the household belongs.

    A source is asked where the viewer holds one of its roles. Those that are on a break are named
    besides, and say so: nobody may ask them.
    """
    places = {unit for unit in household.roles if find_kind(unit) is UnitKind.INSTITUTION}
    places |= {key for child in household.children for key in child.institutions}
    rows = connections_with_circuits().filter(
        municipality__institutions__key__in=places, is_on=True
    )
    return [
        reached
        for configured in read_configured(rows.distinct())
        if set(configured.statuses) <= {Status.PAUSED}
        for reach in configured.reaches
        for reached in _list_of(reach, household, hooks, is_paused=not configured.runs)
    ]


def list_titles(reached: Iterable[Reached]) -> tuple[str, ...]:
    """The names of the systems, each once."""
    return tuple(sorted({item.reach.connection.title for item in reached}))


def make_question(
    reached: Reached,
    household: Household,
    *,
    ask: Any,
    check: Any,
    language: str,
    personal: Iterable[str] = (),
) -> tuple[Call, Drawing]:
    """The call to a source about a household, and how what it answers is drawn for the viewer.

    `personal` is what must stand in no log either, beside what names the household.
    """
    keys = [place.key for place in reached.reach.institutions]
    viewer, child_ids = make_viewer(
        household, institutions=keys, needs=reached.source.needs, through=reached.through
    )
    call = Call(
        reach=reached.reach,
        source=reached.source.name,
        ask=ask,
        check=check,
        viewer=viewer,
        personal=(*household.values(), *personal),
    )
    drawing = Drawing(
        reach=reached.reach,
        person_id=household.viewer.person_id,
        language=language,
        child_ids=child_ids,
        child_names={member.person_id: member.first_name for member in household.children},
    )
    return call, drawing


def _list_of(
    reach: Reach, household: Household, hooks: tuple[str, ...], *, is_paused: bool
) -> Iterator[Reached]:
    held = household.roles_in([place.key for place in reach.institutions])
    for hook in hooks:
        for source in reach.offer.list_sources(hook):
            if held & source.roles:
                yield Reached(reach=reach, source=source, is_paused=is_paused)
