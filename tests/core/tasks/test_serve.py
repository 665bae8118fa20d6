"""`manage.py serve`: the parts run together, and end together."""

import os
import signal
import socket
import sys
import threading
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import translation

from core.tasks.management.commands.serve import (
    Part,
    list_background_parts,
    require_free_port,
    run_parts,
)

SLEEP = "import time; time.sleep(60)"


def make_part(name: str, code: str, *arguments: object) -> Part:
    return Part(name=name, command=(sys.executable, "-c", code, *map(str, arguments)))


def make_lasting_part(name: str, folder: Path) -> Part:
    """Writes its process id, then waits."""
    code = (
        f"import os, sys, pathlib; pathlib.Path(sys.argv[1]).write_text(str(os.getpid())); {SLEEP}"
    )
    return make_part(name, code, folder / name)


def is_alive(folder: Path, name: str) -> bool:
    try:
        os.kill(int((folder / name).read_text()), 0)
    except ProcessLookupError:
        return False
    return True


def wait_for(*paths: Path) -> None:
    for _ in range(500):
        if all(path.is_file() and path.read_text() for path in paths):
            return
        threading.Event().wait(0.02)
    pytest.fail(f"{paths} were not written")


def fail_as_ready() -> None:
    pytest.fail("nothing was ready")


def test_a_signal_stops_every_part(tmp_path: Path) -> None:
    seen: list[bool] = []

    def stop() -> None:
        wait_for(tmp_path / "web", tmp_path / "worker")
        seen.extend([is_alive(tmp_path, "web"), is_alive(tmp_path, "worker")])
        os.kill(os.getpid(), signal.SIGTERM)

    run_parts(
        first=make_lasting_part("web", tmp_path),
        others=[make_lasting_part("worker", tmp_path)],
        is_ready=lambda: True,
        on_ready=threading.Thread(target=stop).start,
    )
    assert seen == [True, True]
    assert not is_alive(tmp_path, "web")
    assert not is_alive(tmp_path, "worker")


def test_a_part_that_ends_by_itself_stops_the_others_and_is_named(tmp_path: Path) -> None:
    def wait_for_web() -> None:
        wait_for(tmp_path / "web")

    with pytest.raises(CommandError, match=r"The worker stopped by itself \(exit code 3\)"):
        run_parts(
            first=make_lasting_part("web", tmp_path),
            others=[make_part("worker", "import sys; sys.exit(3)")],
            is_ready=(tmp_path / "web").is_file,
            on_ready=wait_for_web,
        )
    assert not is_alive(tmp_path, "web")


def test_the_others_wait_for_a_web_that_never_gets_ready(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="The web stopped by itself"):
        run_parts(
            first=make_part("web", "import sys; sys.exit(1)"),
            others=[make_lasting_part("worker", tmp_path)],
            is_ready=bool,  # never
            on_ready=fail_as_ready,
        )
    assert not (tmp_path / "worker").exists()


def test_a_taken_port_is_said_with_the_way_out() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, translation.override("en"):
        port = taken.getsockname()[1]
        with pytest.raises(CommandError, match=rf"Port {port} .*choose another port"):
            call_command("serve", port=port)
    require_free_port(host="127.0.0.1", port=port)


def test_worker_and_scheduler_run_beside_the_web() -> None:
    assert [part.name for part in list_background_parts()] == ["worker", "scheduler"]
