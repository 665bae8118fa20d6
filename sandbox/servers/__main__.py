"""`python -m sandbox.servers`: plays the systems outside until it is told to stop."""

import argparse
import json
import signal
import sys
import threading
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sandbox.servers.playing import SYSTEMS, Sandbox
from sandbox.servers.school_week import read_clock

_HIGHEST_PORT = 65535 - len(SYSTEMS)


def main(arguments: Sequence[str] | None = None) -> int:
    """Serves until SIGINT or SIGTERM; 1 when a port is taken."""
    options = _make_parser().parse_args(arguments)
    told_to_stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: told_to_stop.set())
    clock = (lambda: options.today) if options.today else read_clock
    try:
        sandbox = Sandbox(port=options.port, clock=clock, folder=options.keys)
    except OSError as error:
        last = options.port + len(SYSTEMS)
        sys.stderr.write(f"The ports {options.port} to {last} are not all free: {error}\n")
        return 1
    with sandbox:
        if not options.quiet:
            sys.stdout.write(_describe(sandbox, as_json=options.print_addresses))
            sys.stdout.flush()
        told_to_stop.wait()
    return 0


def _describe(sandbox: Sandbox, *, as_json: bool) -> str:
    if as_json:
        return json.dumps(sandbox.addresses) + "\n"
    return f"The systems outside are played; see {sandbox.addresses['sandbox']}\n"


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m sandbox.servers", description=__doc__)
    parser.add_argument(
        "--port",
        type=_read_port,
        default=8900,
        help="port of the page; the systems have the following ones. 0: free ones",
    )
    parser.add_argument(
        "--print-addresses", action="store_true", help="say where each is, as a line of JSON"
    )
    parser.add_argument("--quiet", action="store_true", help="say nothing, unless it fails")
    parser.add_argument(
        "--today", type=date.fromisoformat, help="a day such as 2026-11-23 in place of today"
    )
    parser.add_argument(
        "--keys", type=Path, metavar="DIR", help="keep the keys for signing here over a restart"
    )
    return parser


def _read_port(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and int(text[:6]) <= _HIGHEST_PORT):
        raise argparse.ArgumentTypeError(f"a port is a number from 0 to {_HIGHEST_PORT}")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
