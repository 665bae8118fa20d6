"""`python -m bench.connected`: what ten connected systems cost a page, fine and broken.

One portal with the threads of `manage.py serve`. A prober asks for the home over and over, while
visits ask for the home and then for its ten boxes, three at a time, as a browser does. The rounds
of "no boxes", "ten fine" and "five of ten broken" follow each other, there and back. `make bench`
does the same among everything else, and holds the figures to the goals.
"""

import argparse
import http.client
import re
import statistics
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from bench import report, sites
from bench.cases import GREETING, HOME
from bench.load import OK, UnexpectedAnswer
from bench.outside import SYSTEMS, Outside, playing_outside
from bench.servers import Server, find_free_port, serving

THREADS = 8
AT_ONCE = 3
BOXES_OF_CPU = 8
LIST = "/bokse/liste/"
PROBES_A_SECOND = 20
VISITS_A_SECOND = 0.5
# What hangs ends with its call, so that no round pays for the one before.
PAUSE_SECONDS = 6
ALONE, FINE, BROKEN = "no boxes", "ten boxes, all fine", "ten boxes, five broken"
PAGE, PAGE_WITH_BOXES = "page", "page, list and eight boxes"
SHOWN = "shown"
BOX = re.compile(r'data-box="([^"]+)"')
Say = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Effort:
    """How long is measured: rounds of each phase and their seconds, and rounds of the CPU."""

    rounds: int
    seconds: float
    cpu_rounds: int


QUICK = Effort(rounds=2, seconds=6.0, cpu_rounds=2)
WHOLE = Effort(rounds=5, seconds=15.0, cpu_rounds=5)


@dataclass
class Phase:
    """What was measured in all rounds of one kind."""

    latencies_ms: list[float] = field(default_factory=list)
    said: Counter[str] = field(default_factory=Counter)
    visits: int = 0


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.connected", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few and short rounds")
    options = parser.parse_args()
    sites.RESULTS.mkdir(parents=True, exist_ok=True)
    sites.prepare_sites(fresh=False)
    print(report.write_connected(measure(QUICK if options.quick else WHOLE, say=print)))


def measure(effort: Effort, *, say: Say) -> dict[str, Any]:
    """Latencies of the home in each phase, what the boxes said, and the CPU of a visit."""
    sites.copy_portal("connected")
    try:
        with playing_outside() as outside:
            sites.run_portal("connect", copy="connected", addresses=outside.list_addresses())
            cookie = sites.run_portal("facts", copy="connected")["cookies"]["laerer"]
            with _serve() as server:
                return _measure(server, outside, cookie, effort, say=say)
    finally:
        sites.remove_copy("connected")


def _serve() -> Any:
    port = find_free_port()
    environment = sites.make_portal_environment(port=port, copy="connected")
    return serving(
        "connected",
        application="core.config.wsgi:application",
        environment={**environment, "INDGANG_REQUEST_THREADS": str(THREADS)},
        port=port,
        log=sites.RESULTS / "connected.log",
        threads=THREADS,
    )


def _measure(
    server: Server, outside: Outside, cookie: str, effort: Effort, *, say: Say
) -> dict[str, Any]:
    boxes = _warm_up(server, cookie)
    phases = {name: Phase() for name in (ALONE, FINE, BROKEN)}
    cpu = measure_cpu(server, cookie, boxes, rounds=effort.cpu_rounds)
    for number in range(effort.rounds):
        started = time.monotonic()
        for name in list(phases)[:: 1 if number % 2 == 0 else -1]:
            outside.is_broken = name == BROKEN
            shown = boxes if name != ALONE else []
            _run(server, cookie, shown, phases[name], seconds=effort.seconds)
            time.sleep(PAUSE_SECONDS)
        say(f"  round {number + 1} of {effort.rounds}: {time.monotonic() - started:.0f} s")
    return {
        "boxes": len(boxes),
        "rounds": effort.rounds,
        "seconds": effort.seconds,
        "phases": {name: summarize(phase) for name, phase in phases.items()},
        "cpu_ms_rounds": cpu,
    }


def _warm_up(server: Server, cookie: str) -> list[str]:
    """Asks for everything once; raises `UnexpectedAnswer` unless all systems are shown."""
    boxes = BOX.findall(ask(server, cookie, LIST)[1])
    said = [_name(*ask(server, cookie, box)) for box in boxes]
    if said != [SHOWN] * SYSTEMS:
        raise UnexpectedAnswer(f"the boxes of {SYSTEMS} systems that are fine say: {said}")
    _check_home(*ask(server, cookie, HOME))
    return boxes


def _check_home(status: int, text: str) -> None:
    if status != OK or GREETING not in text:
        raise UnexpectedAnswer(f"the home answered {status}, or lacks its text")


def summarize(phase: Phase) -> dict[str, Any]:
    """A phase as it is told: middle and edge of the latencies, and what the boxes said."""
    return {
        "p50_ms": statistics.median(phase.latencies_ms),
        "p95_ms": quantile(phase.latencies_ms, 0.95),
        "requests": len(phase.latencies_ms),
        "visits": phase.visits,
        "said": dict(phase.said.most_common()),
    }


def _run(server: Server, cookie: str, boxes: list[str], phase: Phase, *, seconds: float) -> None:
    ends = time.monotonic() + seconds
    visitor = threading.Thread(target=_visit_until, args=(server, cookie, boxes, phase, ends))
    visitor.start()
    connection = http.client.HTTPConnection(sites.HOST, server.port, timeout=60)
    while time.monotonic() < ends:
        began = time.perf_counter()
        answer = fetch(connection, cookie, HOME)
        took = time.perf_counter() - began
        _check_home(*answer)
        phase.latencies_ms.append(took * 1000)
        time.sleep(max(0.0, 1 / PROBES_A_SECOND - took))
    connection.close()
    visitor.join()


def _visit_until(server: Server, cookie: str, boxes: list[str], phase: Phase, ends: float) -> None:
    with ThreadPoolExecutor(AT_ONCE) as browser:
        while time.monotonic() < ends:
            began = time.monotonic()
            ask(server, cookie, HOME)
            for said in browser.map(lambda box: _name(*ask(server, cookie, box)), boxes):
                phase.said[said] += 1
            phase.visits += 1
            time.sleep(
                max(0.0, min(1 / VISITS_A_SECOND, ends - began) - (time.monotonic() - began))
            )


def measure_cpu(
    server: Server, cookie: str, boxes: list[str], *, rounds: int
) -> dict[str, list[float]]:
    """CPU milliseconds of the home alone, and with its list and eight boxes, round by round."""
    kinds = (
        (PAGE, [HOME], 100),
        (PAGE_WITH_BOXES, [HOME, LIST, *boxes[:BOXES_OF_CPU]], 20),
    )
    found: dict[str, list[float]] = {name: [] for name, _, _ in kinds}
    for _ in range(rounds):
        for name, addresses, times in kinds:
            before = server.read_cpu()
            for _ in range(times):
                for address in addresses:
                    ask(server, cookie, address)
            found[name].append((server.read_cpu() - before) / times * 1000)
    return found


def ask(server: Server, cookie: str, address: str) -> tuple[int, str]:
    """Status and text of one address, over a connection of its own."""
    connection = http.client.HTTPConnection(sites.HOST, server.port, timeout=60)
    try:
        return fetch(connection, cookie, address)
    finally:
        connection.close()


def fetch(connection: http.client.HTTPConnection, cookie: str, address: str) -> tuple[int, str]:
    """Status and text of one address, over a connection that stays open."""
    connection.request("GET", address, headers={"Cookie": cookie, "Host": sites.HOST})
    answer = connection.getresponse()
    return answer.status, answer.read().decode()


def _name(status: int, text: str) -> str:
    """What a box says, in one word for each kind."""
    if status == 503:  # noqa: PLR2004 - the number is the name
        return "busy"
    if "Opgave 0" in text:
        return SHOWN
    for words, name in (
        ("svarer langsomt", "slow"),
        ("svarer ikke lige nu", "left alone"),
        ("Vi kan ikke vise", "not shown"),
    ):
        if words in text:
            return name
    return f"status {status}"


def quantile(values: list[float], share: float) -> float:
    """The value that a share of all does not exceed."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


if __name__ == "__main__":
    main()
