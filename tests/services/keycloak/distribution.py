"""Fetches Keycloak from Maven Central once, and keeps it built and ready to start."""

import hashlib
import os
import subprocess
import tarfile
from pathlib import Path

from tests.services.cache import keep
from tests.services.programs import ServiceUnavailable, require_program

VERSION = "26.7.3"
SHA256 = "77657f30b7e90d70f727712ce1c967f430fd6a5e9f458d32d8c6df0635345f47"
ARTIFACT = f"org.keycloak:keycloak-quarkus-dist:{VERSION}:tar.gz"
COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy"
# Built for what the tests need: a database in memory that is gone with the process.
BUILD = ("build", "--db=dev-mem", "--health-enabled=false", "--metrics-enabled=false")


def require_keycloak() -> Path:
    """The folder of an unpacked and built Keycloak, which is fetched where it is missing."""
    require_program(name="Java", candidates=["java"], package="default-jre-headless")
    return keep(f"keycloak-{VERSION}", make=_fetch_and_build)


def _fetch_and_build(folder: Path) -> None:
    print(f"Fetching Keycloak {VERSION} (about 180 MB) ...", flush=True)  # noqa: T201 - a program for a terminal
    maven = require_program(name="Maven", candidates=["mvn"], package="maven")
    _run([maven, "-q", "-B", COPY, f"-Dartifact={ARTIFACT}", f"-DoutputDirectory={folder}"])
    (packed,) = folder.glob("*.tar.gz")
    if (found := compute_sha256(packed)) != SHA256:
        raise ServiceUnavailable(f"Keycloak {VERSION} is not the file that is known: {found}")
    with tarfile.open(packed) as archive:
        archive.extractall(folder, filter="data")
    packed.unlink()
    (unpacked,) = folder.iterdir()
    for entry in unpacked.iterdir():
        entry.rename(folder / entry.name)
    unpacked.rmdir()
    _run([folder / "bin" / "kc.sh", *BUILD])


def compute_sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _run(command: list[str | Path]) -> None:
    settings = {**os.environ, "JAVA_OPTS_KC_HEAP": "-Xmx512m"}
    done = subprocess.run(  # noqa: S603 - a fixed command
        command,
        env=settings,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = (done.stdout + done.stderr).strip()[-2000:]
        raise ServiceUnavailable(f"Keycloak could not be made ready:\n{said}")
