"""`python -m tests.search.indexing.kill_indexing KILLS SEED`: indexing that dies at any moment.

Each time a forked process offers entries, forgets some, and has them indexed, until it is killed
between nothing and all of it; then another one goes on. Tells as JSON how often each state was
left behind, and what was missing at the end.
"""

# ruff: noqa: PLC0415 - Django is set up before its models are imported.
import json
import os
import random
import signal
import sys
from collections import Counter
from datetime import UTC, datetime

import django

LONGEST_SECONDS = 0.05
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def work(number: int) -> None:
    """Two entries are offered, an older one is forgotten, and all is indexed."""
    from core.access.operations import find_shared_scope
    from core.index_sources.entries import Opening, ScopedEntry
    from indgang_sdk.search import EntryKind
    from search.indexing.handing import hand_changes_on
    from search.operations import forget_entries, store_entries

    opening = Opening(scope=find_shared_scope(("public",)).pk)
    entries = [
        ScopedEntry(
            key=f"{number}-{one}", kind=EntryKind.NEWS, title=f"Lus {number}", url="/x/",
            dated_at=NOW, openings=(opening,),
        )
        for one in range(2)
    ]  # fmt: skip
    store_entries("killed", entries)
    forget_entries(source="killed", keys=[f"{number - 3}-0"])
    hand_changes_on()


def die_in(seconds: float, number: int) -> bool:
    """Whether the process was killed before it was done."""
    child = os.fork()
    if child == 0:
        # By its default the alarm ends the process at once, as a kill does.
        signal.setitimer(signal.ITIMER_REAL, seconds)
        work(number)
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def main(kills: int, seed: int) -> None:
    django.setup()
    from django.db import connection

    from search.engines.chosen import list_engines
    from search.indexing.handing import hand_changes_on
    from search.indexing.rebuilding import compare
    from search.models import Change, Entry

    chance = random.Random(seed)
    (engine,) = list_engines()
    with engine.writing():
        pass
    left: Counter[str] = Counter()
    work(0)
    killed = number = 0
    while killed < kills:
        number += 1
        engine.close()
        connection.close()
        killed += die_in(chance.uniform(0.0, LONGEST_SECONDS), number)
        found = compare(engine)
        left["waiting" if Change.objects.exists() else "nothing waiting"] += 1
        left["index behind"] += bool(found.amiss)
        # What differs has a change that waits: that is what the outbox is for.
        left["lost"] += bool(found.amiss) and not Change.objects.exists()
        hand_changes_on()
        found = compare(engine)
        left["missing after recovery"] += bool(found.amiss)
    json.dump(
        {"kills": killed, "runs": number, "entries": Entry.objects.count(), **left}, sys.stdout
    )


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
