"""Fetches Keycloak from Maven Central once, and keeps it built and ready to start."""

import os
import tarfile
from pathlib import Path

from tests.services import maven
from tests.services.cache import keep
from tests.services.programs import require_program

VERSION = "26.7.3"
SHA256 = "77657f30b7e90d70f727712ce1c967f430fd6a5e9f458d32d8c6df0635345f47"
ARTIFACT = f"org.keycloak:keycloak-quarkus-dist:{VERSION}:tar.gz"
# Built for what the tests need: a database in memory that is gone with the process.
BUILD = ("build", "--db=dev-mem", "--health-enabled=false", "--metrics-enabled=false")


def require_keycloak() -> Path:
    """The folder of an unpacked and built Keycloak, which is fetched where it is missing."""
    require_program(name="Java", candidates=["java"], package="default-jre-headless")
    return keep(f"keycloak-{VERSION}", make=_fetch_and_build)


def _fetch_and_build(folder: Path) -> None:
    print(f"Fetching Keycloak {VERSION} (about 180 MB) ...", flush=True)  # noqa: T201 - a program for a terminal
    packed = maven.fetch(ARTIFACT, folder, name=f"Keycloak {VERSION}", sha256=SHA256)
    with tarfile.open(packed) as archive:
        archive.extractall(folder, filter="data")
    packed.unlink()
    maven.lift_out(folder)
    settings = {**os.environ, "JAVA_OPTS_KC_HEAP": "-Xmx512m"}
    maven.run([folder / "bin" / "kc.sh", *BUILD], environment=settings)
