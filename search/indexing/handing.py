"""Hands changes on to the engines, and what an engine has taken is not waiting any more."""

from collections.abc import Sequence

import structlog

from search.engines.chosen import list_engines
from search.engines.contract import Engine, EngineDown
from search.indexing.documents import make_documents
from search.indexing.lexicons import read_current_lexicon
from search.models import Change

log = structlog.get_logger(__name__)

BATCH = 200
MOST_BATCHES = 500


def hand_changes_on() -> int:
    """Has every engine take what waits for it; returns how many entries those were.

    An engine that is down costs the others nothing, and finds its changes when it is back.
    """
    taken = 0
    for engine in list_engines():
        try:
            taken += _hand_on(engine)
        except EngineDown as error:
            log.warning("index not written", engine=engine.name, error=str(error))
    return taken


def _hand_on(engine: Engine) -> int:
    taken = 0
    for _ in range(MOST_BATCHES):
        rows = Change.objects.filter(engine=engine.name).order_by("pk")
        waiting = list(rows.values_list("pk", "entry_id")[:BATCH])
        if not waiting:
            break
        apply_entries(engine, sorted({entry_id for _, entry_id in waiting}))
        # Those that were seen, and no others: what came meanwhile has rows of its own.
        Change.objects.filter(pk__in=[pk for pk, _ in waiting]).delete()
        taken += len(waiting)
    return taken


def apply_entries(engine: Engine, entry_ids: Sequence[int]) -> None:
    """Has an engine hold these entries as their rows are now, or no more where they are gone."""
    with engine.writing() as write:
        # Read after the engine's own lock was taken, so that nothing older is written later.
        documents = make_documents(entry_ids, lexicon=read_current_lexicon())
        gone = set(entry_ids) - {document.entry_id for document in documents}
        write(documents, gone)
