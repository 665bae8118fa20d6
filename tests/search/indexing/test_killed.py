"""A process that dies between the transaction and the index loses no change."""

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
SOME, ALL = 40, 500


def kill(migrated_file, folder, *, kills):
    chosen = random.SystemRandom().randrange(2**32)
    sys.stdout.write(f"seed of the kills: {chosen}\n")
    done = subprocess.run(  # noqa: S603 - a program of this test
        [sys.executable, "-m", "tests.search.indexing.kill_indexing", str(kills), str(chosen)],
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "core.config.settings",
            "INDGANG_DATABASE_URL": f"sqlite:///{migrated_file}",
            "INDGANG_DATA_DIR": str(folder),
        },
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-4000:]
    told = json.loads(done.stdout)
    sys.stdout.write(f"{told}\n")
    assert told["kills"] == kills
    assert told["lost"] == told["missing after recovery"] == 0
    # The control: it died before, in the middle of, and after indexing.
    assert min(told["waiting"], told["nothing waiting"], told["index behind"]) > 0


def test_REL_12_forty_kills_lose_no_change(migrated_file, tmp_path):
    kill(migrated_file, tmp_path / "data", kills=SOME)


@pytest.mark.long
def test_REL_12_five_hundred_kills_lose_no_change(migrated_file, tmp_path):
    kill(migrated_file, tmp_path / "data", kills=ALL)
