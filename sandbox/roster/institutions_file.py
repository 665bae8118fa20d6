"""Writes the list of institutions that an installation begins with, as CSV."""

import csv
from collections.abc import Iterable
from typing import TextIO

from sandbox.roster.world import Institution

COLUMNS = ("key", "name", "kind", "parent", "municipality", "address")


def write_institutions(out: TextIO, institutions: Iterable[Institution]) -> None:
    """Write one row an institution, parents before their units; `out` is UTF-8."""
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(COLUMNS)
    for item in institutions:
        rows.writerow([getattr(item, column) for column in COLUMNS])
