"""`python -m bench.search`: what a trimmed search costs, beside the same query without trimming.

The index is SQLite's own, with made-up tokens: words as frequent as in real texts, 98
municipalities of which the largest has a tenth, and in each 600 audiences. A viewer belongs to the
largest. Both queries run in the same process, by turns; what matters are their ratios.
"""

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from math import log
from pathlib import Path
from typing import Any
from unittest.mock import patch

from core.index_sources.entries import Opening
from search.analysis.questions import Alternative, QueryWord
from search.engines import sqlite
from search.engines.contract import Document, Wanted
from search.engines.sqlite import SqliteEngine

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
VOCABULARY = 50_000
WORDS_OF_ENTRY = 50
MUNICIPALITIES = 98
AUDIENCES = 600
LARGEST = 101
VIEWERS = (5, 30, 200)
BATCH = 2_000
# By how frequent they are: the ranks of words that are asked for.
RANKS = {"common": range(3, 23), "middle": range(400, 420), "rare": range(20_000, 20_020)}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.search", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    found = [measure(size, rounds=options.rounds) for size in options.sizes]
    print(write(found))


def measure(size: int, *, rounds: int) -> dict[str, Any]:
    """Milliseconds of each kind of search, by viewer, and of the same without trimming."""
    with tempfile.TemporaryDirectory() as folder:
        engine = SqliteEngine(Path(folder))
        began = time.process_time()
        for documents in make_documents(size):
            with engine.writing() as write_documents:
                write_documents(documents, [])
        build = size / (time.process_time() - began)
        rows = []
        for kind, queries in list_queries().items():
            raw = time_all(lambda words: find_raw(engine, words), queries, rounds=rounds)
            for scopes in VIEWERS:
                chosen = choose_scopes(scopes)
                trimmed = time_all(
                    lambda words, chosen=chosen: find(engine, words, chosen),
                    queries,
                    rounds=rounds,
                )
                rows.append({"kind": kind, "scopes": scopes, "raw": raw, "trimmed": trimmed})
        engine.close()
    return {"size": size, "entries_per_second": build, "rows": rows}


def make_documents(size: int) -> Iterator[list[Document]]:
    """Entries by batches: a word of rank n is about as frequent as 1/n."""
    chance = random.Random(7)
    words = [f"w{rank}" for rank in range(VOCABULARY)]
    weights = [1 / (rank + 3) for rank in range(VOCABULARY)]
    totals = _add_up(weights)
    batch: list[Document] = []
    for number in range(1, size + 1):
        tokens = tuple(dict.fromkeys(chance.choices(words, cum_weights=totals, k=WORDS_OF_ENTRY)))
        is_large = chance.random() < 1 / 10
        municipality = LARGEST if is_large else LARGEST + chance.randrange(1, MUNICIPALITIES)
        counts = "5,0,45\n" + "".join(f"{token} 001000\n" for token in tokens)
        batch.append(
            Document(
                entry_id=number, version=1, lexicon=0, kind="news", municipality=municipality,
                institution="", unit="", dated_at=NOW - timedelta(minutes=chance.randrange(10**6)),
                openings=(
                    Opening(scope=municipality * AUDIENCES + chance.randrange(AUDIENCES)),
                ),
                title=tokens[:5], words=tokens, boost=1.0, counts=counts,
            )
        )  # fmt: skip
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _add_up(weights: Sequence[float]) -> list[float]:
    total, totals = 0.0, []
    for weight in weights:
        total += weight
        totals.append(total)
    return totals


def list_queries() -> dict[str, list[list[QueryWord]]]:
    """Twenty queries of each kind."""
    found = {kind: [[word(f"w{rank}")] for rank in ranks] for kind, ranks in RANKS.items()}
    found["beginning"] = [
        [QueryWord(folded="", alternatives=(Alternative(beginning=f"w{rank}"),))]
        for rank in range(40, 60)
    ]
    found["two words"] = [[word(f"w{rank}"), word(f"w{rank + 100}")] for rank in range(10, 30)]
    return found


def word(token: str) -> QueryWord:
    return QueryWord(folded=token, alternatives=(Alternative(tokens=(token,)),))


def choose_scopes(number: int) -> list[int]:
    """Audiences of the largest municipality."""
    return [LARGEST * AUDIENCES + at * (AUDIENCES // number) for at in range(number)]


def find(engine: SqliteEngine, words: Sequence[QueryWord], scopes: Sequence[int]) -> int:
    wanted = Wanted(groups=[words], scopes=scopes, now=NOW, municipalities=[LARGEST])
    return len(engine.find(wanted).found)


def find_raw(engine: SqliteEngine, words: Sequence[QueryWord]) -> int:
    """The same municipality's rows, whoever they are for."""
    wanted = Wanted(groups=[words], scopes=[], now=NOW, municipalities=[LARGEST])
    # The engine has no door without trimming, so its query is changed for the while.
    with patch.object(sqlite, "_FIND", sqlite._FIND.replace(f"AND {sqlite._OPEN} ", "")):
        return len(engine.find(wanted).found)


def time_all(ask: Any, queries: Sequence[Any], *, rounds: int) -> list[float]:
    """CPU milliseconds of each search, after one that warms."""
    for query in queries:
        ask(query)
    taken = []
    for _ in range(rounds):
        for query in queries:
            began = time.process_time()
            ask(query)
            taken.append(1000 * (time.process_time() - began))
    return taken


HEADER = (
    "entries",
    "search",
    "scopes",
    "untrimmed p50 ms",
    "p95",
    "trimmed p50 ms",
    "p95",
    "p99",
    "ratio",
)


def list_rows(found: Sequence[dict[str, Any]]) -> list[tuple[str, ...]]:
    """A line for each kind of search and viewer."""
    return [
        (
            f"{one['size']:,}",
            row["kind"],
            str(row["scopes"]),
            *(f"{at(row['raw'], percent):.2f}" for percent in (50, 95)),
            *(f"{at(row['trimmed'], percent):.2f}" for percent in (50, 95, 99)),
            f"{at(row['trimmed'], 50) / at(row['raw'], 50):.2f}",
        )
        for one in found
        for row in one["rows"]
    ]


def write(found: Sequence[dict[str, Any]]) -> str:
    """The figures as a table of Markdown, and how they grow."""
    rows = [HEADER, tuple("---" for _ in HEADER), *list_rows(found)]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    lines += ["", *(f"{one['size']:,}: {one['entries_per_second']:,.0f} a second" for one in found)]
    return "\n".join([*lines, *list_slopes(found)])


def list_slopes(found: Sequence[dict[str, Any]]) -> list[str]:
    """How the median grows from the first size to the last, in log-log."""
    if len(found) == 1:
        return []
    first, last = found[0], found[-1]
    steps = log(last["size"] / first["size"])
    return [
        f"slope of {before['kind']}, {before['scopes']} scopes: "
        f"{log(at(after['trimmed'], 50) / at(before['trimmed'], 50)) / steps:.2f}"
        for before, after in zip(first["rows"], last["rows"], strict=True)
    ]


def at(values: Sequence[float], percent: int) -> float:
    """A percentile of some values."""
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


if __name__ == "__main__":
    main()
