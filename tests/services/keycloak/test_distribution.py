"""Only the Keycloak that is known is unpacked and run."""

import tarfile
from pathlib import Path

import pytest

from tests.services import maven
from tests.services.keycloak import distribution
from tests.services.programs import ServiceUnavailable


@pytest.fixture(autouse=True)
def fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive that takes the place of the one that Maven fetches."""
    program = tmp_path / "kc.sh"
    program.write_text("#!/bin/sh\n")
    archive = tmp_path / "keycloak.tar.gz"
    with tarfile.open(archive, "w:gz") as packed:
        packed.add(program, "keycloak/bin/kc.sh")

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
        distribution.require_keycloak()
    assert not list((tmp_path / "cache").glob("keycloak*/"))


def test_known_file_is_unpacked(fetched: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(distribution, "SHA256", maven.compute_sha256(fetched))

    home = distribution.require_keycloak()

    assert [path.name for path in home.iterdir()] == ["bin"]
    assert (home / "bin" / "kc.sh").read_text() == "#!/bin/sh\n"
