"""`python -m bench.roster_import`: what it costs to bring in a large roster.

Each size runs in a process of its own on a new SQLite file: the import of a generated file with
schools of 1,000 people, the same file again, and a plain bulk_create of the rows that came of it.
Memory is the most the process ever held, with SQLite's own cache, which fills up to 32 MB and
maps up to 128 MB of its file; `--small-cache` takes that away. The listeners above core, who make
pages, do not run.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SIZES = (10_000, 100_000)
PEOPLE_PER_SCHOOL = 1_000
MUNICIPALITY = "997"
BATCH = 500


def main(arguments: list[str] | None = None) -> None:
    options = _make_parser().parse_args(arguments)
    if options.folder:
        figures = measure(options.folder, people=options.people[0], small_cache=options.small_cache)
        print(json.dumps(figures))
        return
    print(
        f"{'people':>8} {'file MB':>8} {'import s':>9} {'plain s':>8} {'again s':>8} "
        f"{'rows':>9} {'memory before MB':>17} {'at most MB':>11}"
    )
    for people in options.people:
        figures = run_apart(people, small_cache=options.small_cache)
        print(
            f"{people:>8} {figures['file_mb']:>8.1f} {figures['import_s']:>9.1f} "
            f"{figures['plain_s']:>8.1f} {figures['again_s']:>8.1f} {figures['rows']:>9} "
            f"{figures['before_mb']:>17.0f} {figures['most_mb']:>11.0f}",
            flush=True,
        )


def run_apart(people: int, *, small_cache: bool) -> dict[str, float]:
    """The figures of one size, from a process that does nothing else."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "INDGANG_DEMO": "1", "INDGANG_DATA_DIR": folder}
        command = [sys.executable, "-m", "bench.roster_import", "--folder", folder, str(people)]
        command += ["--small-cache"] if small_cache else []
        done = subprocess.run(  # noqa: S603 - our own module
            command, env=environment, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
        )
    return dict(json.loads(done.stdout.splitlines()[-1]))


def measure(folder: Path, *, people: int, small_cache: bool) -> dict[str, float]:
    """Imports a generated file into a new database, then writes the same rows without looking."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "core.config.settings")
    import django  # noqa: PLC0415 - the settings must be named first

    django.setup()
    make_database(small_cache=small_cache)
    file = make_roster(folder, people=people)
    import_file = make_importer(file)
    before_mb = read_most_memory()
    import_s = take_time(import_file)
    most_mb = read_most_memory()
    again_s = take_time(import_file)
    plain_s, rows = write_plainly()
    return {
        "file_mb": file.stat().st_size / 1e6,
        "import_s": import_s,
        "before_mb": before_mb,
        "most_mb": most_mb,
        "again_s": again_s,
        "plain_s": plain_s,
        "rows": rows,
    }


def make_database(*, small_cache: bool) -> None:
    """Migrates a new database, to whose signals nobody listens."""
    from django.core.management import call_command  # noqa: PLC0415 - after django.setup
    from django.db import connection  # noqa: PLC0415

    from core.people.signals import institutions_imported, roster_imported  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    institutions_imported.receivers = []
    roster_imported.receivers = []
    if small_cache:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA mmap_size = 0")
            cursor.execute("PRAGMA cache_size = -2000")


def make_roster(folder: Path, *, people: int) -> Path:
    """Writes the file, and brings its institutions in."""
    from django.utils import timezone  # noqa: PLC0415 - after django.setup

    from core.people.institutions import import_institutions  # noqa: PLC0415
    from core.people.institutions_file import read_institution_rows  # noqa: PLC0415
    from core.people.operations import create_municipality  # noqa: PLC0415
    from sandbox.roster.__main__ import write_bulk  # noqa: PLC0415

    write_bulk(
        folder,
        municipality=MUNICIPALITY,
        institutions=max(1, people // PEOPLE_PER_SCHOOL),
        people=min(people, PEOPLE_PER_SCHOOL),
    )
    create_municipality(code=MUNICIPALITY, name="Prøvekommunen")
    rows = read_institution_rows((folder / "institutions.csv").read_bytes())
    import_institutions(rows, on=timezone.localdate())
    return folder / f"{MUNICIPALITY}.xml"


def make_importer(path: Path) -> Callable[[], None]:
    from django.utils import timezone  # noqa: PLC0415 - after django.setup

    from core.people.models import Municipality  # noqa: PLC0415
    from core.people.roster.importing import import_roster  # noqa: PLC0415

    def import_file() -> None:
        with path.open("rb") as file:
            import_roster(
                file,
                municipality=Municipality.objects.get(code=MUNICIPALITY),
                now=timezone.now(),
            )

    return import_file


def write_plainly() -> tuple[float, int]:
    """Deletes the rows and writes them again as they were: seconds of writing, and how many."""
    from django.db import transaction  # noqa: PLC0415 - after django.setup

    from core.access.models import PersonKey, PersonScope  # noqa: PLC0415
    from core.people.models import (  # noqa: PLC0415
        Group,
        Guardianship,
        Membership,
        Person,
        ProtectedName,
        RosterEntry,
    )

    models: list[Any] = [
        *(Person, ProtectedName, Group, RosterEntry),
        *(Membership, Guardianship, PersonKey, PersonScope),
    ]
    rows = {model: list(model.objects.order_by("pk")) for model in models}
    # What else names people, such as rights, names them again before anybody looks.
    with transaction.atomic():
        for model in reversed(models):
            model.objects.all()._raw_delete("default")
        started = time.perf_counter()
        for model in models:
            model.objects.bulk_create(rows[model], batch_size=BATCH)
    return time.perf_counter() - started, sum(map(len, rows.values()))


def read_most_memory() -> float:
    """The most that this process has held until now, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def take_time(work: Callable[[], object]) -> float:
    """How many seconds something took."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.roster_import", description=__doc__)
    parser.add_argument("people", type=int, nargs="*", default=list(SIZES))
    parser.add_argument("--small-cache", action="store_true", help="without SQLite's own cache")
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    return parser


if __name__ == "__main__":
    main()
