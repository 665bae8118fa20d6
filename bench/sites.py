"""The two sites' data and processes: made once, kept until the code they come from changes."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib import metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "bench" / "results"
DATA = RESULTS / "data"
VARIANTS = ("tuned", "default")
HOST = "127.0.0.1"


class WorkFailed(Exception):
    """A process of one of the sites ended with an error, which it has written out."""


def prepare_sites(*, fresh: bool) -> dict[str, Any]:
    """Makes the databases and static files unless they are there; returns what is in them."""
    stamp = DATA / "made.json"
    fingerprint = compute_fingerprint()
    if not fresh and stamp.is_file():
        made: dict[str, Any] = json.loads(stamp.read_text(encoding="utf-8"))
        if made["fingerprint"] == fingerprint:
            return made
    shutil.rmtree(DATA, ignore_errors=True)
    (DATA / "portal").mkdir(parents=True)
    with ThreadPoolExecutor() as pool:
        portal = pool.submit(run_portal, "prepare")
        stock = pool.submit(run_stock, "prepare", variant="default")
        made = {"fingerprint": fingerprint, "portal": portal.result(), "stock": stock.result()}
    shutil.copy(find_stock_database("default"), find_stock_database("tuned"))
    stamp.write_text(json.dumps(made), encoding="utf-8")
    return made


def compute_fingerprint() -> str:
    """Changes with every model, migration, static file and package, and with the texts here."""
    told = hashlib.sha256(
        repr(sorted((d.name, d.version) for d in metadata.distributions())).encode()
    )
    for subject in ("core", "cms", "themes", "bench"):
        for path in sorted((ROOT / subject).rglob("*")):
            if _makes_data(path.relative_to(ROOT)) and path.is_file():
                told.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return told.hexdigest()[:16]


def _makes_data(path: Path) -> bool:
    made_here = {"content", "placed", "register", "sizes", "texts", "tree"}
    parts = set(path.parts)
    if "results" in parts or "__pycache__" in parts:
        return False
    return bool(parts & {"migrations", "models", "static", "blocks"}) or path.stem in {
        "models", "placing", "homes", "holdings", "blocks", *made_here,
    }  # fmt: skip


def find_stock_database(variant: str, copy: str = "") -> Path:
    """Each variant has a file of its own, or a copy to write in: WAL stays with a file."""
    return DATA / f"stock-{variant}{copy and '-'}{copy}.sqlite3"


def find_portal_data(copy: str = "") -> Path:
    """The portal's data directory, or that of a copy to write in."""
    return DATA / (f"portal-{copy}" if copy else "portal")


def copy_portal(name: str) -> None:
    """A copy of the portal's data, so that writes do not change what the servers show."""
    remove_copy(name)
    shutil.copytree(find_portal_data(), find_portal_data(name))


def remove_copy(name: str) -> None:
    """Deletes a copy that was written in."""
    shutil.rmtree(find_portal_data(name), ignore_errors=True)


def copy_stock(variant: str, name: str) -> None:
    """A copy of a stock site's database to write in."""
    shutil.copy(find_stock_database(variant), find_stock_database(variant, name))


def remove_stock_copy(variant: str, name: str) -> None:
    """Deletes such a copy with what SQLite has beside it."""
    for path in DATA.glob(f"{find_stock_database(variant, name).name}*"):
        path.unlink()


def make_portal_environment(*, port: int = 8000, copy: str = "") -> dict[str, str]:
    """The environment of the portal's processes: nothing but its defaults in demo mode."""
    data = find_portal_data(copy)
    return _make_environment(
        {
            "DJANGO_SETTINGS_MODULE": "bench.portal.settings",
            "INDGANG_DEMO": "1",
            "INDGANG_DEBUG": "0",
            "INDGANG_DATA_DIR": str(data),
            "INDGANG_DATABASE_URL": f"sqlite:///{data / 'indgang.sqlite3'}",
            "INDGANG_URL": f"http://{HOST}:{port}",
            "INDGANG_ALLOWED_HOSTS": HOST,
            "INDGANG_LOG_LEVEL": "INFO",
        }
    )


def make_stock_environment(variant: str, *, copy: str = "") -> dict[str, str]:
    """The environment of a stock site's processes."""
    return _make_environment(
        {
            "DJANGO_SETTINGS_MODULE": "bench.stock.settings",
            "BENCH_STOCK": variant,
            "BENCH_STOCK_DATABASE": str(find_stock_database(variant, copy)),
        }
    )


def run_portal(
    work: str, *, rounds: int = 3, copy: str = "", addresses: Sequence[str] = ()
) -> dict[str, Any]:
    """Does a piece of work in a process of the portal; see `bench.portal.__main__`."""
    command = ["bench.portal", work, "--rounds", str(rounds), "--addresses", *addresses]
    return _run(command, environment=make_portal_environment(copy=copy))


def run_stock(work: str, *, variant: str, copy: str = "") -> dict[str, Any]:
    """Does a piece of work in a process of the stock site; see `bench.stock.__main__`."""
    return _run(["bench.stock", work], environment=make_stock_environment(variant, copy=copy))


def _make_environment(own: dict[str, str]) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0", **own}


def _run(command: list[str], *, environment: dict[str, str]) -> dict[str, Any]:
    done = subprocess.run(  # noqa: S603 - our own modules
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise WorkFailed(f"{' '.join(command)}\n{done.stderr[-4000:]}")
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer
