"""What is judged: entries of a portal, and those of them that are written by hand."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

WRITTEN = Path(__file__).with_name("written")
KINDS = ("news", "page", "document", "event", "person")
# The other files of the folder hold what made texts are put together from.
NOT_ENTRIES = ("places", "fillers", "topics_school", "topics_daycare", "topics_office")


@dataclass(frozen=True, kw_only=True)
class JudgedEntry:
    """One thing a search may find, as anybody in the portal would see it."""

    key: str
    kind: str
    title: str
    headings: str
    text: str
    language: str
    municipality: str
    institution: str
    days_old: int


@cache
def read_toml(name: str) -> dict[str, Any]:
    return tomllib.loads((WRITTEN / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def list_places() -> tuple[tuple[str, str, str], ...]:
    """Each institution with its municipality and its sort (school, sfo, daycare …)."""
    return tuple(
        (institution, municipality, sort)
        for municipality, sorts in read_toml("places").items()
        for sort, institutions in sorts.items()
        for institution in institutions
    )


def read_written() -> list[JudgedEntry]:
    """The entries written by hand, in the order of their files."""
    municipalities = {place: municipality for place, municipality, _ in list_places()}
    names = sorted(path.stem for path in WRITTEN.glob("*.toml") if path.stem not in NOT_ENTRIES)
    return [
        _read_entry(key=key, kind=kind, fields=fields, municipality=municipalities[fields["at"]])
        for name in names
        for kind, entries in read_toml(name).items()
        for key, fields in entries.items()
    ]


def _read_entry(*, key: str, kind: str, fields: dict[str, Any], municipality: str) -> JudgedEntry:
    return JudgedEntry(
        key=key,
        kind=kind,
        title=fields["title"],
        headings=fields.get("headings", ""),
        text=" ".join(fields["text"].split()),
        language=fields.get("language", "da"),
        municipality=municipality,
        institution=fields["at"],
        days_old=fields["days"],
    )
