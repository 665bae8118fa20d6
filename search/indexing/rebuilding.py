"""An index built anew beside the one that answers, and the two compared."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from search.engines.contract import Engine
from search.indexing.handing import apply_entries
from search.indexing.lexicons import read_current_lexicon
from search.models import Change, Entry

BATCH = 200
Told = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True)
class Difference:
    """Entries that an engine holds otherwise than their rows are, or holds though they are gone.

    `waiting` of them have a change that the engine has not taken yet.
    """

    missing: int
    outdated: int
    gone: int
    waiting: int

    @property
    def amiss(self) -> int:
        return self.missing + self.outdated + self.gone


def rebuild(engine: Engine, *, tell: Told = lambda done, of: None) -> int:
    """Builds the index anew beside the old one, which answers until then; returns its entries.

    A rebuild that was broken off goes on where it was. `tell` hears how many of how many entries
    are done.
    """
    building = engine.begin_rebuilding()
    total = Entry.objects.count()
    version = read_current_lexicon().version
    held = {
        entry_id: written
        for entry_id, written, lexicon in building.iterate_versions()
        if lexicon == version
    }
    done = 0
    for batch in _iterate_entries():
        apply_entries(building, [pk for pk, written in batch if held.get(pk) != written])
        done += len(batch)
        tell(done, total)
    # What was written since its batch was read waits for the old index, and is compared here.
    mend(building)
    engine.switch_to_rebuilt()
    mend(engine)
    return done


def compare(engine: Engine) -> Difference:
    """How an engine's index differs from the entries."""
    missing, outdated, gone = _find_differences(engine)
    waiting = Change.objects.filter(engine=engine.name).values("entry_id").distinct().count()
    return Difference(missing=len(missing), outdated=len(outdated), gone=len(gone), waiting=waiting)


def mend(engine: Engine) -> int:
    """Has an engine hold what the entries are now; returns how many differed."""
    differing = sorted({pk for some in _find_differences(engine) for pk in some})
    for start in range(0, len(differing), BATCH):
        apply_entries(engine, differing[start : start + BATCH])
    return len(differing)


def _find_differences(engine: Engine) -> tuple[list[int], list[int], list[int]]:
    lexicon = read_current_lexicon().version
    held = {pk: (version, of) for pk, version, of in engine.iterate_versions()}
    missing, outdated = [], []
    for batch in _iterate_entries():
        for pk, version in batch:
            known = held.pop(pk, None)
            if known is None:
                missing.append(pk)
            elif known != (version, lexicon):
                outdated.append(pk)
    return missing, outdated, list(held)


def _iterate_entries() -> Iterator[list[tuple[int, int]]]:
    """The ids and versions of the entries that somebody may find, by number."""
    rows = Entry.objects.filter(scopes__isnull=False).distinct().order_by("pk")
    found = rows.values_list("pk", "version").iterator(chunk_size=2_000)
    while batch := list(islice(found, BATCH)):
        yield batch
