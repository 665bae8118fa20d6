"""How good a ranking is, by the judgments."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from math import log2
from pathlib import Path

QUERIES = Path(__file__).with_name("queries.toml")
TAGS = (
    *("inflection", "compound-part", "compound-whole", "danish-letters", "class-name", "typo"),
    *("name", "english", "synonym", "abbreviation", "phrase", "question", "prefix"),
    "several-words",
)


@dataclass(frozen=True, kw_only=True)
class JudgedQuery:
    """A search, what it tries (one of TAGS or nothing), and how well each key answers it."""

    query: str
    why: str
    grades: dict[str, int]


def read_queries() -> list[JudgedQuery]:
    """All queries in the order of the file, which says with `is_held_out` what may be tuned on."""
    rows = tomllib.loads(QUERIES.read_text(encoding="utf-8"))["queries"]
    return [
        JudgedQuery(query=row["query"], why=row.get("why", ""), grades=row["grades"])
        for row in rows
    ]


def is_held_out(index: int) -> bool:
    """Whether the query at this place in the file is kept for the last measurement."""
    return index % 3 == 2


def measure_ndcg(ranked: list[str], grades: dict[str, int], at: int = 10) -> float:
    """How much of the best possible gain the first keys give: from 0.0 to 1.0.

    A key that is ranked twice counts once, where it comes first.
    """
    ideal = _measure_gain(sorted(grades.values(), reverse=True)[:at])
    found = list(dict.fromkeys(ranked))[:at]
    return _measure_gain(grades.get(key, 0) for key in found) / ideal if ideal else 0.0


def _measure_gain(grades: Iterable[int]) -> float:
    return sum((2**grade - 1) / log2(place + 2) for place, grade in enumerate(grades))
