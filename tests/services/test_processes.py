"""A service that does not come up says why, and none is left behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.services.processes import running
from tests.services.programs import ServiceUnavailable

STARTS_ANOTHER = """
import pathlib, subprocess, sys
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
pathlib.Path(sys.argv[1]).write_text(str(child.pid))
child.wait()
"""
RUNS_A_SERVICE = """
import pathlib, sys, time
from tests.services.processes import running
_, command, log, written = sys.argv
with running(
    [sys.executable, "-c", command, written],
    name="Clock", log=pathlib.Path(log), answers=lambda: True, within_seconds=20,
):
    time.sleep(60)
"""


def test_its_last_words_are_told(tmp_path: Path) -> None:
    with (
        pytest.raises(ServiceUnavailable, match="Clock did not start:\nno spring"),
        running(
            [sys.executable, "-c", "print('no spring')"],
            name="Clock",
            log=tmp_path / "log",
            answers=lambda: False,
            within_seconds=20,
        ),
    ):
        pytest.fail("it has never answered")


def test_it_is_not_waited_for_for_ever(tmp_path: Path) -> None:
    began = time.monotonic()
    with (
        pytest.raises(ServiceUnavailable),
        running(
            [sys.executable, "-c", "import time; time.sleep(60)"],
            name="Clock",
            log=tmp_path / "log",
            answers=lambda: False,
            within_seconds=0.5,
        ),
    ):
        pytest.fail("it has never answered")
    assert time.monotonic() - began < 20


def test_what_it_has_started_ends_with_it(tmp_path: Path) -> None:
    written = tmp_path / "pid"
    with running(
        [sys.executable, "-c", STARTS_ANOTHER, str(written)],
        name="Clock",
        log=tmp_path / "log",
        answers=lambda: written.exists() and bool(written.read_text()),
        within_seconds=20,
    ) as process:
        child = Path("/proc") / written.read_text()
        assert is_running(child)
    assert process.returncode is not None
    deadline = time.monotonic() + 10
    while is_running(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_running(child)


@pytest.mark.parametrize("paused", [False, True])
def test_it_ends_when_the_tests_are_killed(tmp_path: Path, paused: bool) -> None:
    log, written = tmp_path / "log", tmp_path / "pid"
    tests = subprocess.Popen(  # noqa: S603 - a fixed command
        [sys.executable, "-c", RUNS_A_SERVICE, STARTS_ANOTHER, str(log), str(written)]
    )
    deadline = time.monotonic() + 20
    while not (written.exists() and written.read_text()) and time.monotonic() < deadline:
        time.sleep(0.05)
    child = Path("/proc") / written.read_text()
    assert is_running(child)
    if paused:
        os.killpg(os.getpgid(int(child.name)), signal.SIGSTOP)

    tests.kill()
    tests.wait()

    while is_running(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_running(child)


def is_running(process: Path) -> bool:
    """Whether a process is there and more than an entry that nobody has asked for yet."""
    try:
        return (process / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
