"""`python -m sandbox.roster OUTDIR` writes the demo's roster files, or one large file."""

import argparse
import re
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path

from sandbox.roster.bulk import MOST_INSTITUTIONS, generate_bulk, list_bulk_institutions
from sandbox.roster.demo import build_municipality
from sandbox.roster.institutions_file import write_institutions
from sandbox.roster.people import FIRST_INVENTED_CODE
from sandbox.roster.records import DEFAULT_DATES, ExportDates, InstitutionRoster
from sandbox.roster.stil_file import write_export
from sandbox.roster.world import INSTITUTIONS, MUNICIPALITIES, Institution


def write_demo(
    folder: Path, *, seed: int = 1, dates: ExportDates = DEFAULT_DATES
) -> dict[str, int]:
    """Write `institutions.csv`, `998.xml` and `999.xml`; return the institution persons of each."""
    _write_institutions(folder, INSTITUTIONS.values())
    return {
        code: _write_export(folder, code, build_municipality(code, seed=seed, dates=dates), dates)
        for code in MUNICIPALITIES
    }


def write_bulk(
    folder: Path,
    *,
    municipality: str,
    institutions: int,
    people: int,
    seed: int = 1,
    dates: ExportDates = DEFAULT_DATES,
) -> int:
    """Write `institutions.csv` and one large file; return how many institution persons it has."""
    _write_institutions(folder, list_bulk_institutions(municipality, count=institutions))
    rosters = generate_bulk(
        municipality, institutions=institutions, people=people, seed=seed, dates=dates
    )
    return _write_export(folder, municipality, rosters, dates)


def main(arguments: Sequence[str] | None = None) -> None:
    options = _make_parser().parse_args(arguments)
    dates = ExportDates.for_school_year(options.school_year, exported_at=options.exported_at)
    dates = ExportDates(
        exported_at=dates.exported_at,
        school_year=dates.school_year,
        groups_from=options.groups_from or dates.groups_from,
        groups_to=options.groups_to or dates.groups_to,
    )
    options.folder.mkdir(parents=True, exist_ok=True)
    if options.people is None:
        written = write_demo(options.folder, seed=options.seed, dates=dates)
    else:
        count = write_bulk(
            options.folder,
            municipality=options.municipality,
            institutions=options.institutions,
            people=options.people,
            seed=options.seed,
            dates=dates,
        )
        written = {options.municipality: count}
    for code, count in written.items():
        sys.stdout.write(f"{options.folder / code}.xml: {count} institution persons\n")


def _write_institutions(folder: Path, institutions: Iterable[Institution]) -> None:
    with open(folder / "institutions.csv", "w", encoding="utf-8", newline="") as out:
        write_institutions(out, institutions)


def _write_export(
    folder: Path, code: str, rosters: Iterable[InstitutionRoster], dates: ExportDates
) -> int:
    with open(folder / f"{code}.xml", "w", encoding="utf-8", newline="") as out:
        return write_export(out, rosters, dates=dates)


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m sandbox.roster", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="OUTDIR")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--exported-at", type=_read_moment, default=DEFAULT_DATES.exported_at)
    parser.add_argument(
        "--school-year",
        type=_read_school_year,
        default=DEFAULT_DATES.school_year,
        help="moves dates and group ids; the cast stay in their classes",
    )
    parser.add_argument("--groups-from", type=date.fromisoformat)
    parser.add_argument("--groups-to", type=date.fromisoformat)
    large = parser.add_argument_group("one large file instead of the demo")
    large.add_argument("--people-per-institution", type=_read_count, dest="people", metavar="N")
    large.add_argument("--institutions", type=_read_institutions, default=1, metavar="N")
    large.add_argument("--municipality", type=_read_code, default="997", metavar="CODE")
    return parser


def _read_moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise argparse.ArgumentTypeError("a moment needs its offset, as 2026-11-23T06:00:00+01:00")
    return moment


def _read_school_year(text: str) -> str:
    try:
        ExportDates.for_school_year(text, exported_at=DEFAULT_DATES.exported_at)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
    return text


def _read_count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError("a number of at least 1")
    return int(text)


def _read_institutions(text: str) -> int:
    number = _read_count(text)
    if number > MOST_INSTITUTIONS:
        raise argparse.ArgumentTypeError(f"at most {MOST_INSTITUTIONS}")
    return number


def _read_code(text: str) -> str:
    if not re.fullmatch(r"[0-9]{3}", text) or int(text) < FIRST_INVENTED_CODE:
        raise argparse.ArgumentTypeError("an invented code, 861-999; the real ones are below")
    return text


if __name__ == "__main__":
    main()
