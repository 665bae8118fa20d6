"""`python -m bench.connected`: what ten connected systems cost a page, fine and broken.

One portal with the threads of `manage.py serve`. A prober asks for the home over and over, while
visits ask for the home and then for its ten boxes, three at a time, as a browser does. The rounds
of "no boxes", "ten fine" and "five of ten broken" follow each other, there and back.
"""

import argparse
import http.client
import re
import statistics
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from bench import sites
from bench.outside import Outside, playing_outside
from bench.servers import Server, find_free_port, serving

THREADS = 8
AT_ONCE = 3
BOXES_OF_CPU = 8
PROBES_A_SECOND = 20
VISITS_A_SECOND = 0.5
ALONE, FINE, BROKEN = "no boxes", "ten boxes, all fine", "ten boxes, five broken"
BOX = re.compile(r'data-box="([^"]+)"')


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
    rounds, seconds = (2, 6.0) if options.quick else (5, 15.0)
    sites.RESULTS.mkdir(parents=True, exist_ok=True)
    sites.prepare_sites(fresh=False)
    print(write_table(measure(rounds=rounds, seconds=seconds)))


def measure(*, rounds: int, seconds: float) -> dict[str, Any]:
    """Latencies of the home in each phase, what the boxes said, and the CPU of a visit."""
    sites.copy_portal("connected")
    try:
        with playing_outside() as outside:
            sites.run_portal("connect", copy="connected", addresses=outside.list_addresses())
            cookie = sites.run_portal("facts", copy="connected")["cookies"]["laerer"]
            with _serve() as server:
                return _measure(server, outside, cookie, rounds=rounds, seconds=seconds)
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
    server: Server, outside: Outside, cookie: str, *, rounds: int, seconds: float
) -> dict[str, Any]:
    ask(server, cookie, "/")
    boxes = BOX.findall(ask(server, cookie, "/bokse/liste/")[1])
    phases = {name: Phase() for name in (ALONE, FINE, BROKEN)}
    cpu = measure_cpu(server, cookie, boxes)
    for number in range(rounds):
        for name in list(phases)[:: 1 if number % 2 == 0 else -1]:
            outside.is_broken = name == BROKEN
            _run(server, cookie, boxes if name != ALONE else [], phases[name], seconds=seconds)
            # What hangs ends with its call, so that no round pays for the one before.
            time.sleep(6)
    return {"phases": phases, "cpu": cpu, "boxes": len(boxes)}


def _run(server: Server, cookie: str, boxes: list[str], phase: Phase, *, seconds: float) -> None:
    ends = time.monotonic() + seconds
    visitor = threading.Thread(target=_visit_until, args=(server, cookie, boxes, phase, ends))
    visitor.start()
    connection = http.client.HTTPConnection(sites.HOST, server.port, timeout=60)
    while time.monotonic() < ends:
        began = time.perf_counter()
        fetch(connection, cookie, "/")
        took = time.perf_counter() - began
        phase.latencies_ms.append(took * 1000)
        time.sleep(max(0.0, 1 / PROBES_A_SECOND - took))
    connection.close()
    visitor.join()


def _visit_until(server: Server, cookie: str, boxes: list[str], phase: Phase, ends: float) -> None:
    with ThreadPoolExecutor(AT_ONCE) as browser:
        while time.monotonic() < ends:
            began = time.monotonic()
            ask(server, cookie, "/")
            for said in browser.map(lambda box: _name(*ask(server, cookie, box)), boxes):
                phase.said[said] += 1
            phase.visits += 1
            time.sleep(
                max(0.0, min(1 / VISITS_A_SECOND, ends - began) - (time.monotonic() - began))
            )


def measure_cpu(server: Server, cookie: str, boxes: list[str]) -> dict[str, float]:
    """CPU milliseconds of the home alone, and with its list and eight boxes, all of them fine."""
    found = {}
    for name, addresses, times in (
        ("page", ["/"], 300),
        ("page, list and eight boxes", ["/", "/bokse/liste/", *boxes[:BOXES_OF_CPU]], 60),
    ):
        before = server.read_cpu()
        for _ in range(times):
            for address in addresses:
                ask(server, cookie, address)
        found[name] = (server.read_cpu() - before) / times * 1000
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
        return "shown"
    for words, name in (
        ("svarer langsomt", "slow"),
        ("svarer ikke lige nu", "left alone"),
        ("Vi kan ikke vise", "not shown"),
    ):
        if words in text:
            return name
    return f"status {status}"


def write_table(found: dict[str, Any]) -> str:
    """The figures as lines for the terminal and the documentation."""
    phases: dict[str, Phase] = found["phases"]
    base = quantile(phases[ALONE].latencies_ms, 0.95)
    lines = [
        f"{found['boxes']} boxes; home asked {PROBES_A_SECOND} times a second beside the visits",
        "",
        "| while | home p50 | home p95 | p95 by that without boxes | boxes said |",
        "| --- | --- | --- | --- | --- |",
    ]
    for name, phase in phases.items():
        p95 = quantile(phase.latencies_ms, 0.95)
        said = ", ".join(f"{count} {words}" for words, count in phase.said.most_common()) or "–"
        middle = statistics.median(phase.latencies_ms)
        lines.append(f"| {name} | {middle:.2f} ms | {p95:.2f} ms | {p95 / base:.2f} | {said} |")
    cpu: dict[str, float] = found["cpu"]
    page = cpu["page"]
    lines += [
        "",
        *(f"CPU of {name}: {ms:.2f} ms ({ms / page:.1f} pages)" for name, ms in cpu.items()),
    ]
    return "\n".join(lines)


def quantile(values: list[float], share: float) -> float:
    """The value that a share of all does not exceed."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


if __name__ == "__main__":
    main()
