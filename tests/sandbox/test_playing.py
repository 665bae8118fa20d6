"""The sandbox as a program: its ports, and how it begins and ends."""

import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sandbox.servers.__main__ import main
from sandbox.servers.playing import SYSTEMS, Sandbox, list_addresses
from tests.sandbox.asking import ask

ROOT = Path(__file__).parents[2]


@contextmanager
def running(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "sandbox.servers", *arguments]
    program = subprocess.Popen(  # noqa: S603 - a program of the repository
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    try:
        yield program
    finally:
        program.kill()
        program.communicate()


def test_the_program_says_where_each_is_and_ends_when_told() -> None:
    with running("--port", "0", "--print-addresses") as program:
        assert program.stdout is not None
        addresses = json.loads(program.stdout.readline())
        assert list(addresses) == ["sandbox", *(system.name for system in SYSTEMS)]
        assert [ask(address).status for address in addresses.values()] == [200] * len(addresses)
        program.send_signal(signal.SIGTERM)
        assert program.wait(timeout=30) == 0


def test_the_order_of_the_ports_stays() -> None:
    assert list_addresses(8900) == {
        "sandbox": "http://127.0.0.1:8900",
        "laeringsstien": "http://127.0.0.1:8901",
        "tavlen": "http://127.0.0.1:8902",
        "fravaersportalen": "http://127.0.0.1:8903",
        "meld_fra": "http://127.0.0.1:8904",
        "bogkassen": "http://127.0.0.1:8905",
        "pladsen": "http://127.0.0.1:8906",
        "timeplan": "http://127.0.0.1:8907",
        "ugeskema": "http://127.0.0.1:8908",
        "unilogin": "http://127.0.0.1:8909",
    }


def test_a_taken_port_is_named_and_none_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = min(taken.getsockname()[1], 65535 - len(SYSTEMS))
        assert main(["--port", str(port)]) == 1
    assert f"The ports {port} to {port + len(SYSTEMS)} are not all free" in capsys.readouterr().err


@pytest.mark.parametrize("port", ["-1", "x", "65535", "", "9" * 5000])
def test_what_is_no_port_is_refused(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--port", port])
    assert "a port is a number from 0 to" in capsys.readouterr().err


def test_the_list_for_programs_has_what_is_needed_to_connect(sandbox: Sandbox) -> None:
    listed = ask(f"{sandbox.addresses['sandbox']}/systems").json()
    assert list(listed) == [system.name for system in SYSTEMS]
    assert listed["tavlen"]["address"] == sandbox.addresses["tavlen"]
    assert listed["tavlen"]["keys"] == {
        "client_id": "indgang",
        "client_secret": "tavlen-hemmelighed",
    }
    assert all(system["answers"] for system in listed.values())


@pytest.mark.parametrize("path", ["/no", "/switches", "/switches/no", "/enter"])
def test_the_page_has_no_other_addresses(sandbox: Sandbox, path: str) -> None:
    assert ask(f"{sandbox.addresses['sandbox']}{path}").status == 404
