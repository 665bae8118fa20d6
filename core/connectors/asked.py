"""Asks all sources of some kinds for a household by one deadline, but those that may not be."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from core.access.viewer import Viewer
from core.connectors.households import Household
from core.connectors.levels import Held
from core.connectors.reached import Reached, list_reached, list_titles
from core.connectors.running.calls import Call, run_calls
from core.connectors.running.outcomes import Outcome
from core.connectors.tiles.drawing import Drawing


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What became of each question, with how its answer is drawn, and who was not asked."""

    answers: tuple[tuple[Reached, Drawing, Outcome], ...]
    resting: tuple[Reached, ...]
    # Those that ask for a higher level than the viewer has.
    waiting: tuple[Reached, ...] = ()

    @property
    def paused(self) -> tuple[str, ...]:
        """The names of the systems that are on a break."""
        return list_titles(self.resting)

    @property
    def held(self) -> Held | None:
        """The systems that wait for the viewer to step up, if any do."""
        if not self.waiting:
            return None
        return Held(
            systems=list_titles(self.waiting), level=min(item.level for item in self.waiting)
        )


def ask_all(
    household: Household,
    *hooks: str,
    make: Callable[[Reached], tuple[Call, Drawing]],
    within: timedelta,
    viewer: Viewer,
    language: str,
    may_ask: Callable[[Reached], bool] = lambda item: True,
) -> Asked:
    """Asks the sources of some hooks at the same time, each the question that `make` has for it."""
    known = [item for item in list_reached(household, *hooks) if may_ask(item)]
    reached = [item for item in known if not item.is_paused and item.level <= viewer.level]
    questions = [make(item) for item in reached]
    outcomes = run_calls(
        [call for call, _ in questions], within=within, now=viewer.now, language=language
    )
    drawings = [drawing for _, drawing in questions]
    return Asked(
        answers=tuple(zip(reached, drawings, outcomes, strict=True)),
        resting=tuple(item for item in known if item.is_paused),
        waiting=tuple(item for item in known if not item.is_paused and item.level > viewer.level),
    )
