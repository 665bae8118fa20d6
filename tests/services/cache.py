"""Where services that are fetched once are kept, outside every checkout."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path


def find_cache() -> Path:
    """The folder of this user; INDGANG_TEST_CACHE names another."""
    told = os.environ.get("INDGANG_TEST_CACHE")
    shared = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return Path(told) if told else shared / "indgang-tests"


def keep(name: str, *, make: Callable[[Path], None]) -> Path:
    """The folder `name` of the cache, made by `make` where it is not there yet.

    Two runs at the same time make it once, and what was made by half is never found.
    """
    cache = find_cache()
    cache.mkdir(parents=True, exist_ok=True)
    kept = cache / name
    with (cache / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            folder = Path(tempfile.mkdtemp(prefix=f"{name}-", dir=cache))
            try:
                make(folder)
                folder.rename(kept)
            finally:
                shutil.rmtree(folder, ignore_errors=True)
    return kept
