"""Fetches what Maven Central has, once it is the file that is known."""

import hashlib
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.services.programs import ServiceUnavailable, require_program

COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy"


def fetch(artifact: str, folder: Path, *, name: str, sha256: str) -> Path:
    """The packed file of an artifact, such as `group:name:1.0:zip`, fetched into a folder."""
    maven = require_program(name="Maven", candidates=["mvn"], package="maven")
    run([maven, "-q", "-B", COPY, f"-Dartifact={artifact}", f"-DoutputDirectory={folder}"])
    (packed,) = folder.glob(f"*.{artifact.rpartition(':')[2]}")
    if (found := compute_sha256(packed)) != sha256:
        raise ServiceUnavailable(f"{name} is not the file that is known: {found}")
    return packed


def lift_out(folder: Path) -> None:
    """What an archive has packed in a folder of its own lies in the folder itself afterwards."""
    (unpacked,) = folder.iterdir()
    for path in unpacked.iterdir():
        path.rename(folder / path.name)
    unpacked.rmdir()


def compute_sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def run(command: list[str | Path], *, environment: Mapping[str, str] | None = None) -> None:
    """Runs a command to its end; raises `ServiceUnavailable` with what it said if it fails."""
    done = subprocess.run(  # noqa: S603 - a fixed command
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = (done.stdout + done.stderr).strip()[-2000:]
        raise ServiceUnavailable(f"{Path(command[0]).name} failed:\n{said}")
