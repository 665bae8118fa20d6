"""Finds the programs that services need, and installs what is missing."""

import os
import shutil
import subprocess
import time
from pathlib import Path


class ServiceUnavailable(Exception):
    """A service cannot be had; the text says what to do."""


def require_program(*, name: str, candidates: list[str], package: str) -> Path:
    """The first program found of `candidates` (names or glob patterns).

    As root on Debian it is installed first; elsewhere `ServiceUnavailable` names the package.
    """
    if not (found := find_program(candidates)):
        install(package=package)
        found = find_program(candidates)
    if not found:
        raise ServiceUnavailable(
            f"{name} is missing. Install it (Debian: apt-get install {package}) and try again."
        )
    return found


def find_program(candidates: list[str]) -> Path | None:
    """The first of `candidates` that exists; of several versions the newest."""
    for candidate in candidates:
        if "/" in candidate:
            versions = sorted(Path("/").glob(candidate.lstrip("/")), key=lambda p: (len(str(p)), p))
            if versions:
                return versions[-1]
        elif path := shutil.which(candidate):
            return Path(path)
    return None


def install(*, package: str) -> None:
    """Installs a Debian package when this user may; says so, since it can take minutes."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print(f"Installing {package} ...", flush=True)  # noqa: T201 - a program for a terminal
    settings = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for attempt in (1, 2):
        for arguments in (["update", "-q"], ["install", "-q", "-y", *package.split()]):
            done = subprocess.run(  # noqa: S603 - a fixed command
                ["apt-get", "-o", "DPkg::Lock::Timeout=300", *arguments],  # noqa: S607
                env=settings,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                check=False,
            )
        if done.returncode == 0:
            return
        print(f"Attempt {attempt} failed: {done.stderr.strip()[-500:]}", flush=True)  # noqa: T201 - a program for a terminal
        time.sleep(5)
