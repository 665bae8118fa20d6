"""The timed part: three servers beside each other, every case once a round."""

import contextlib
import statistics
import time
from collections.abc import Callable
from typing import Any

from bench import sites
from bench.cases import make_cases
from bench.load import Case, Samples, UnexpectedAnswer, Visitor, decode
from bench.servers import Server, find_free_port, serving
from bench.sizes import FULL
from bench.visible import compare_visible
from bench.weight import weigh_home

PORTAL, TUNED, DEFAULT = "portal", "stock tuned", "stock default"
PAIRS = ("article", "home", "home, all news")
Say = Callable[[str], None]


def measure_requests(*, rounds: int, seconds: float, say: Say) -> dict[str, Any]:
    """CPU and latency of every case, what could not be measured, and what the pages show."""
    facts = {
        "portal": sites.run_portal("facts"),
        "stock": {name: sites.run_stock("facts", variant=name) for name in sites.VARIANTS},
    }
    cases = make_cases(FULL, portal=facts["portal"], stock=facts["stock"])
    with contextlib.ExitStack() as running:
        servers = {name: running.enter_context(_serve(name)) for name in (PORTAL, TUNED, DEFAULT)}
        visitors, refused = _warm_up(cases, servers, say=say)
        seen = _compare_pages(visitors)
        samples = {name: Samples() for name in visitors}
        for number in range(rounds):
            started = time.monotonic()
            # There and back, so that a machine that grows slower favours nobody.
            for name in list(visitors)[:: 1 if number % 2 == 0 else -1]:
                visitors[name].run_burst(samples[name], seconds=seconds)
            say(f"  round {number + 1} of {rounds}: {time.monotonic() - started:.0f} s")
        weight = weigh_home(visitors["portal: home"])
    return {
        "cases": {name: _summarize(item) for name, item in samples.items()},
        "not_measured": refused,
        "differing_words": seen,
        "weight": weight,
    }


def _serve(name: str) -> contextlib.AbstractContextManager[Server]:
    port = find_free_port()
    log = sites.RESULTS / f"{name.replace(' ', '-')}.log"
    if name == PORTAL:
        application, environment = "core.config.wsgi", sites.make_portal_environment(port=port)
    else:
        variant = name.rpartition(" ")[2]
        application, environment = "bench.stock.wsgi", sites.make_stock_environment(variant)
    return serving(
        name, application=f"{application}:application", environment=environment, port=port, log=log
    )


def _warm_up(
    cases: list[Case], servers: dict[str, Server], *, say: Say
) -> tuple[dict[str, Visitor], dict[str, str]]:
    visitors, refused = {}, {}
    for case in cases:
        visitor = Visitor(case, servers[case.site])
        try:
            visitor.warm_up()
        except UnexpectedAnswer as error:
            refused[case.name] = str(error)
            say(f"  not measured: {error}")
        else:
            visitors[case.name] = visitor
    return visitors, refused


def _compare_pages(visitors: dict[str, Visitor]) -> dict[str, list[str]]:
    """The words that differ between the portal's pages and the same pages of the stock site."""
    differing = {}
    for kind in PAIRS:
        ours, stock = visitors[f"portal: {kind}"], visitors[f"{TUNED}: {kind}"]
        pairs = zip(ours.case.pages, stock.case.pages, strict=True)
        differing[kind] = [
            line
            for one, other in pairs
            for line in compare_visible(_read(ours, one[0]), _read(stock, other[0]))
        ]
    return differing


def _read(visitor: Visitor, address: str) -> str:
    body, headers = visitor.fetch(address)
    return decode(body, headers.get("Content-Encoding", "")).decode()


def _summarize(samples: Samples) -> dict[str, Any]:
    quantiles = statistics.quantiles(samples.latencies_ms, n=100)
    return {
        "cpu_ms": statistics.median(samples.cpu_ms),
        "cpu_ms_rounds": [round(value, 4) for value in samples.cpu_ms],
        "p50_ms": quantiles[49],
        "p95_ms": quantiles[94],
        "p99_ms": quantiles[98],
        "requests": samples.requests,
        "bytes": samples.bytes,
    }
