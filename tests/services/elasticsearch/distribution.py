"""Fetches Elasticsearch's own minimal distribution from Maven Central once, and unpacks it."""

import os
import zipfile
from pathlib import Path

from tests.services import maven
from tests.services.cache import keep
from tests.services.programs import require_program

VERSION = "8.19.21"
SHA256 = "215d5f3dbf0609a149f6218a9e47b6ae2df34ebbff3c5754e35f15a5e5393c8a"
ARTIFACT = f"org.elasticsearch.distribution.integ-test-zip:elasticsearch:{VERSION}:zip"


def require_elasticsearch() -> Path:
    """The folder of an unpacked Elasticsearch, which is fetched where it is missing."""
    find_java_home()
    return keep(f"elasticsearch-{VERSION}", make=_fetch_and_unpack)


def find_java_home() -> Path:
    """The Java that runs it, which must be 17 or newer: that of JAVA_HOME, or else of `java`."""
    told = os.environ.get("JAVA_HOME")
    if told and (Path(told) / "bin" / "java").exists():
        return Path(told)
    java = require_program(name="Java", candidates=["java"], package="default-jre-headless")
    return java.resolve().parent.parent


def _fetch_and_unpack(folder: Path) -> None:
    print(f"Fetching Elasticsearch {VERSION} (about 110 MB) ...", flush=True)  # noqa: T201 - a program for a terminal
    packed = maven.fetch(ARTIFACT, folder, name=f"Elasticsearch {VERSION}", sha256=SHA256)
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(folder)
        for entry in archive.infolist():
            # zipfile leaves out which files are programs.
            if rights := entry.external_attr >> 16 & 0o777:
                (folder / entry.filename).chmod(rights)
    packed.unlink()
    maven.lift_out(folder)
