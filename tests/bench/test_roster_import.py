"""The benchmark of the roster import brings a small roster in, and writes its rows once more."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_a_small_roster_is_brought_in_and_written_again():
    done = subprocess.run(
        [sys.executable, "-m", "bench.roster_import", "50"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    people, *_times, rows, _before, _most = done.stdout.splitlines()[1].split()
    assert people == "50"
    assert int(rows) > 500
