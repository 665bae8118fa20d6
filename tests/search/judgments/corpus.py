"""The corpus that searches are judged on."""

from random import Random

from tests.search.judgments.entries import JudgedEntry, read_written
from tests.search.judgments.making import make_entries, make_people

SEED = 20261123
MADE_ENTRIES = 1_650
MADE_PEOPLE = 150


def make_corpus() -> list[JudgedEntry]:
    """Every entry, the written ones first and the same each time: some 2,000."""
    chance = Random(SEED)
    return [
        *read_written(),
        *make_entries(chance, count=MADE_ENTRIES),
        *make_people(chance, count=MADE_PEOPLE),
    ]
