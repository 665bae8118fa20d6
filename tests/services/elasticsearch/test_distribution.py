"""Only the Elasticsearch that is known is unpacked and run."""

import os
import zipfile
from pathlib import Path

import pytest

from tests.services import maven
from tests.services.elasticsearch import distribution
from tests.services.programs import ServiceUnavailable


@pytest.fixture(autouse=True)
def fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive that takes the place of the one that Maven fetches."""
    program = tmp_path / "program"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    archive = tmp_path / "elasticsearch.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.write(program, "elasticsearch/bin/elasticsearch")
        packed.writestr("elasticsearch/README", "read me")

    def run(command: list[str | Path], **_: object) -> None:
        for argument in command:
            if str(argument).startswith("-DoutputDirectory="):
                folder = Path(str(argument).partition("=")[2])
                (folder / archive.name).write_bytes(archive.read_bytes())

    monkeypatch.setattr(maven, "run", run)
    for module in (maven, distribution):
        monkeypatch.setattr(module, "require_program", lambda **_: Path("/bin/true"))
    monkeypatch.setenv("INDGANG_TEST_CACHE", str(tmp_path / "cache"))
    return archive


def test_another_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ServiceUnavailable, match="is not the file that is known"):
        distribution.require_elasticsearch()
    assert not list((tmp_path / "cache").glob("elasticsearch*/"))


def test_known_file_is_unpacked(fetched: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(distribution, "SHA256", maven.compute_sha256(fetched))

    home = distribution.require_elasticsearch()

    assert {path.name for path in home.iterdir()} == {"bin", "README"}
    assert os.access(home / "bin" / "elasticsearch", os.X_OK)
    assert not os.access(home / "README", os.X_OK)


def test_java_is_the_one_that_was_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert distribution.find_java_home() != tmp_path

    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "java").touch()
    assert distribution.find_java_home() == tmp_path
