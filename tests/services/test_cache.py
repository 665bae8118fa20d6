"""What is fetched once stays, and nothing half made is ever taken for whole."""

from pathlib import Path

import pytest

from tests.services.cache import find_cache, keep


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("INDGANG_TEST_CACHE", str(tmp_path))
    return tmp_path


def test_it_is_made_once(cache: Path) -> None:
    made: list[Path] = []
    kept = [keep("service-1", make=made.append) for _ in range(2)]

    assert kept == [cache / "service-1"] * 2
    assert len(made) == 1


def test_another_version_is_made_beside_it(cache: Path) -> None:
    made: list[Path] = []
    keep("service-1", make=made.append)

    assert keep("service-2", make=made.append) == cache / "service-2"
    assert len(made) == 2


def test_what_failed_is_made_anew(cache: Path) -> None:
    def fail(folder: Path) -> None:
        (folder / "half").touch()
        raise RuntimeError("no network")

    with pytest.raises(RuntimeError):
        keep("service-1", make=fail)
    assert not [entry for entry in cache.iterdir() if entry.is_dir()]
    assert not list(keep("service-1", make=lambda _folder: None).iterdir())


def test_it_lies_outside_the_checkout(monkeypatch: pytest.MonkeyPatch, cache: Path) -> None:
    monkeypatch.delenv("INDGANG_TEST_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache / "of-the-user"))

    assert find_cache() == cache / "of-the-user" / "indgang-tests"
