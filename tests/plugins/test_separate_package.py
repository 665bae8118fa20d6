"""A connector made as a package of its own, built, installed, and shown by an unchanged portal."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from indgang_sdk.command.new import make_package

ROOT = Path(settings.BASE_DIR)


def run(*command, env=None):
    done = subprocess.run(  # noqa: S603 - commands of this file
        command, cwd=ROOT, env=env, check=False, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


@pytest.fixture
def installed(tmp_path):
    """Where the wheel of a new connector was installed."""
    package = make_package("school_library", folder=tmp_path / "school-library")
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check")
    options = ("--no-deps", "--no-index", "--quiet")
    wheels, target = tmp_path / "wheels", tmp_path / "installed"
    run(*pip, "wheel", *options, "--no-build-isolation", "--wheel-dir", wheels, package)
    (wheel,) = wheels.glob("*.whl")
    run(*pip, "install", *options, "--target", target, wheel)
    return target


def ask_portal(database: Path, *, also: Path | None):
    path = os.pathsep.join(str(item) for item in (also, ROOT, ROOT / "plugins" / "sdk") if item)
    environment = {
        **os.environ,
        "PYTHONPATH": path,
        "DJANGO_SETTINGS_MODULE": "core.config.settings",
        "INDGANG_DEMO": "1",
        "INDGANG_URL": "http://localhost",
        "INDGANG_LOG_LEVEL": "ERROR",
        "INDGANG_DATA_DIR": str(database.parent),
        "INDGANG_DATABASE_URL": f"sqlite:///{database}",
    }
    said = run(sys.executable, "-m", "tests.plugins.separate_package", env=environment)
    return json.loads(said.splitlines()[-1])


def test_an_installed_wheel_shows_its_tile_and_its_hit(migrated_file, installed, tmp_path):
    untouched = tmp_path / "untouched.sqlite3"
    untouched.write_bytes(migrated_file.read_bytes())
    assert ask_portal(untouched, also=None) == {"installed": False}
    found = ask_portal(migrated_file, also=installed)
    assert found["installed"]
    assert found["in_the_way"] == []
    assert "/tasks/" in found["list"]
    assert "Skolens bibliotek" in found["box"]
    assert 'class="box-title"' in found["box"]
    assert "box-trouble" not in found["box"]
    assert "Skolens bibliotek" in found["search"]
    assert '<ul class="rows">' in found["search"]
