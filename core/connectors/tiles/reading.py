"""Asks for tiles: what is kept, and otherwise all reaches of all of them at the same time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from core.access.viewer import Viewer
from core.connectors.households import Household, read_household
from core.connectors.models import FailingSource
from core.connectors.reached import Reached, make_question
from core.connectors.running.calls import Call, run_calls
from core.connectors.running.outcomes import Answered, Failed, FailureKind
from core.connectors.running.silences import Silences, read_silences
from core.connectors.tiles.checking import check_tile
from core.connectors.tiles.drawing import Drawing, draw_tile
from core.connectors.tiles.keeping import find_kept, keep, name_answer
from core.connectors.tiles.places import PlacedTile
from indgang_sdk.levels import Level

WITHIN = timedelta(seconds=5)


@dataclass(frozen=True, kw_only=True)
class ShownTile:
    """A tile with what it says: what was answered, by whichever reaches did, and what failed."""

    tile: PlacedTile
    answers: tuple[dict[str, Any], ...] = ()
    fetched_at: datetime | None = None
    failure: FailureKind | None = None
    # Where the failure is one of many, for days.
    silence: FailingSource | None = None
    # What it asks for, where the viewer has less: then nothing was asked.
    held_for: Level | None = None


@dataclass(frozen=True, kw_only=True)
class _Question:
    tile: PlacedTile
    call: Call
    drawing: Drawing
    name: str


def read_tiles(
    tiles: Sequence[PlacedTile], viewer: Viewer, *, session_key: str, language: str
) -> list[ShownTile]:
    """What each tile says, in their order, by one deadline for all."""
    household = read_household(viewer)
    if household is None:
        return []
    shown: dict[int, list[tuple[dict[str, Any], datetime]]] = {}
    failed: dict[int, FailureKind] = {}
    open_questions: list[tuple[int, _Question]] = []
    for number, tile in enumerate(tiles):
        if tile.level > viewer.level:
            continue
        for question in _list_questions(tile, household, viewer, language):
            kept = find_kept(session_key, question.name)
            if kept is not None:
                shown.setdefault(number, []).append(kept)
            else:
                open_questions.append((number, question))
    outcomes = run_calls(
        [question.call for _, question in open_questions],
        within=WITHIN,
        now=viewer.now,
        language=language,
    )
    for (number, question), outcome in zip(open_questions, outcomes, strict=True):
        if isinstance(outcome, Failed):
            failed.setdefault(number, outcome.kind)
            continue
        answer = _draw(question, outcome)
        # What was not read may be there at the next look.
        if not outcome.value.troubles:
            keep(session_key, question.name, answer, max_age=question.tile.source.max_age)
        shown.setdefault(number, []).append(answer)
    silences = read_silences({tiles[number].connection_id for number in failed}, now=viewer.now)
    return [
        _gather(tile, shown.get(number, ()), failed.get(number), silences)
        if tile.level <= viewer.level
        else ShownTile(tile=tile, held_for=tile.level)
        for number, tile in enumerate(tiles)
    ]


def _list_questions(
    tile: PlacedTile, household: Household, viewer: Viewer, language: str
) -> Iterable[_Question]:
    """One for each way of asking, about those through whom the viewer has the tile."""
    if tile.is_paused:
        return
    for reach in tile.reaches:
        call, drawing = make_question(
            Reached(reach=reach, source=tile.source, through=tile.keys),
            household,
            ask=tile.source.read,
            check=check_tile,
            language=language,
        )
        yield _Question(
            tile=tile,
            call=call,
            drawing=drawing,
            name=name_answer(
                (
                    *(reach.connection.pk, reach.offer.connector.version),
                    *(tile.source.name, language, viewer.level),
                    *(reach.settings, reach.secrets, reach.connection.title),
                    *(household.digest(), sorted(tile.keys)),
                    *(place.key for place in reach.institutions),
                )
            ),
        )


def _draw(question: _Question, outcome: Answered) -> tuple[dict[str, Any], datetime]:
    return draw_tile(outcome.value, question.drawing), outcome.fetched_at


def _gather(
    tile: PlacedTile,
    answers: Sequence[tuple[dict[str, Any], datetime]],
    failure: FailureKind | None,
    silences: Silences,
) -> ShownTile:
    return ShownTile(
        tile=tile,
        answers=tuple(answer for answer, _ in answers),
        # The oldest says how fresh the whole is.
        fetched_at=min((at for _, at in answers), default=None),
        failure=failure,
        silence=silences.find(tile.connection_id, tile.source.name, failure),
    )
