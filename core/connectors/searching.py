"""Asks the connected systems while somebody searches: what each found, and which did not answer."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from core.access.viewer import Viewer
from core.connectors.answers import check_moment, check_texts, collect, drop_strangers, require
from core.connectors.asked import ask_all
from core.connectors.failure_words import name_break, name_failure
from core.connectors.households import Household, read_household
from core.connectors.levels import Held
from core.connectors.reached import Reached, make_question
from core.connectors.running.calls import Call
from core.connectors.running.outcomes import Failed
from core.connectors.tiles.drawing import Drawing
from indgang_sdk.connectors import Context
from indgang_sdk.links import Link
from indgang_sdk.search import SearchHit

WITHIN = timedelta(seconds=2)
MOST_HITS = 50
SHOWN = 5


@dataclass(frozen=True, kw_only=True)
class FoundInSystem:
    """What one system found, or why it gave no answer."""

    system: str
    title: str
    hits: tuple[dict[str, Any], ...] = ()
    trouble: str = ""


@dataclass(frozen=True, kw_only=True)
class FoundInSystems:
    """What several systems found, a sentence on those on a break, and who waits for a step-up."""

    systems: tuple[FoundInSystem, ...] = ()
    break_words: str = ""
    held: Held | None = None


def search_systems(query: str, viewer: Viewer, *, language: str) -> FoundInSystems:
    """What each system that the viewer has found with a query, by one deadline for all.

    Systems that found nothing are left out; those that did not answer are not.
    """
    household = read_household(viewer)
    if household is None:
        return FoundInSystems()
    asked = ask_all(
        household,
        "search_sources",
        make=lambda item: _make_question(item, household, query, language),
        within=WITHIN,
        viewer=viewer,
        language=language,
    )
    found = []
    for item, drawing, outcome in asked.answers:
        system, title = item.reach.connection.title, item.source.title.in_language(language)
        if isinstance(outcome, Failed):
            trouble = name_failure(outcome.kind, system)
            found.append(FoundInSystem(system=system, title=title, trouble=trouble))
            continue
        hits = tuple(hit for one in outcome.value if (hit := _draw(one, drawing)) is not None)
        if hits:
            found.append(FoundInSystem(system=system, title=title, hits=hits[:SHOWN]))
    break_words = name_break(*asked.paused) if asked.paused else ""
    return FoundInSystems(systems=tuple(found), break_words=break_words, held=asked.held)


def _make_question(
    reached: Reached, household: Household, query: str, language: str
) -> tuple[Call, Drawing]:
    return make_question(
        reached,
        household,
        ask=lambda context: reached.source.search(context, query),
        check=check_hits,
        language=language,
        personal=[query, *query.split()],
    )


def check_hits(value: Any, context: Context[Any]) -> tuple[SearchHit, ...]:
    """The hits that may be shown; raises `UnexpectedAnswer` for what is none."""
    hits = collect(value, SearchHit, most=MOST_HITS)
    for hit in hits:
        check_texts(hit)
        check_moment(hit.dated_at, name="dated_at")
        check_texts(require(hit.link, Link))
    return drop_strangers(hits, context, child_of=lambda hit: hit.child or hit.link.child)


def _draw(hit: SearchHit, drawing: Drawing) -> dict[str, Any] | None:
    link = drawing.draw_link(hit.link)
    if link is None:
        return None
    child_id = drawing.child_ids.get(hit.child) if hit.child is not None else None
    return {
        "title": hit.title,
        "text": hit.text,
        "url": link["url"],
        "dated_at": hit.dated_at,
        "child": drawing.child_names.get(child_id or 0, ""),
    }
