"""`python -m bench`, behind `make bench`: measures everything and tells it as tables and JSON."""

import argparse
import importlib.util
import json
import os
import platform
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bench import connected, report, search, sign_in, sites
from bench.load import UnexpectedAnswer
from bench.running import measure_requests
from bench.servers import ServerFailed

ROSTER_IMPORT = "bench.roster_import"
QUICK_PEOPLE = "5000"


@dataclass(frozen=True, kw_only=True)
class Effort:
    """How long is measured: rounds and seconds of bursts, and rounds of what needs no server.

    Connected systems have rounds of their own, in which people come and go.
    """

    rounds: int
    seconds: float
    others: int
    connected: connected.Effort
    search_sizes: tuple[int, ...] = (10_000, 100_000)


QUICK = Effort(rounds=3, seconds=0.4, others=1, connected=connected.QUICK, search_sizes=(10_000,))
WHOLE = Effort(rounds=7, seconds=1.2, others=5, connected=connected.WHOLE)


def main() -> None:
    options = read_options()
    effort = QUICK if options.quick else WHOLE
    started = time.monotonic()
    sites.RESULTS.mkdir(parents=True, exist_ok=True)
    found = measure(effort, fresh=options.fresh)
    if not options.without_import and importlib.util.find_spec(ROSTER_IMPORT):
        found["roster_import"] = measure_import(quick=options.quick)
    found["seconds"] = round(time.monotonic() - started)
    name = "quick" if options.quick else "whole"
    path = sites.RESULTS / f"{name}.json"
    path.write_text(json.dumps(found, indent=1, ensure_ascii=False), encoding="utf-8")
    markdown = path.with_suffix(".md")
    markdown.write_text(report.write_markdown(found) + "\n", encoding="utf-8")
    print(f"\n{report.write_text(found)}\n")
    tell_differences(found)
    say(f"{found['seconds']} s. Also in {path.relative_to(sites.ROOT)} and {markdown.name} there.")


def read_options() -> argparse.Namespace:
    """The options of the command line."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few and short rounds")
    parser.add_argument("--fresh", action="store_true", help="make the databases anew")
    parser.add_argument("--without-import", action="store_true", help="leave the roster import out")
    return parser.parse_args()


def measure(effort: Effort, *, fresh: bool) -> dict[str, Any]:
    """Everything that a run measures."""
    say("Preparing both sites (a minute when they are not there yet) ...")
    content = sites.prepare_sites(fresh=fresh)
    say("Counting queries ...")
    queries = sites.run_portal("queries", rounds=effort.others * 5)
    stock_queries = sites.run_stock("queries", variant="tuned")
    say("Measuring changes of who sees a section ...")
    sites.copy_portal("writes")
    writes = sites.run_portal("writes", rounds=effort.others, copy="writes")
    sites.remove_copy("writes")
    say("Measuring publishing ...")
    publishing = measure_publishing(rounds=effort.others)
    say("Measuring requests ...")
    requests = measure_requests(rounds=effort.rounds, seconds=effort.seconds, say=say)
    say("Measuring connected systems ...")
    boxes = measure_connected(effort.connected)
    say("Measuring answers of identity providers ...")
    answers = sign_in.measure(rounds=effort.rounds)
    say("Measuring searches ...")
    searches = [search.measure(size, rounds=effort.others) for size in effort.search_sizes]
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": describe_machine(),
        "content": content,
        "queries": queries,
        "stock_queries": stock_queries,
        "writes": writes,
        "publishing": publishing,
        "requests": requests,
        "connected": boxes,
        "sign_in": answers,
        "search": searches,
    }


def measure_publishing(*, rounds: int) -> dict[str, list[float]]:
    """CPU milliseconds of publishing a page, round by round, each site in a copy of its data."""
    found: dict[str, list[float]] = {"portal": [], **{name: [] for name in sites.VARIANTS}}
    for _ in range(rounds):
        sites.copy_portal("publishing")
        found["portal"].append(sites.run_portal("publishing", copy="publishing")["cpu_ms"])
        sites.remove_copy("publishing")
        for name in sites.VARIANTS:
            sites.copy_stock(name, "publishing")
            found[name].append(
                sites.run_stock("publishing", variant=name, copy="publishing")["cpu_ms"]
            )
            sites.remove_stock_copy(name, "publishing")
    return found


def measure_connected(effort: connected.Effort) -> dict[str, Any]:
    """What connected systems cost the home, or why that could not be measured."""
    try:
        return connected.measure(effort, say=say)
    # The other figures are not lost for it.
    except (UnexpectedAnswer, ServerFailed, sites.WorkFailed, OSError) as error:
        say(f"  not measured: {error}")
        return {"not_measured": str(error)}


def describe_machine() -> dict[str, Any]:
    """What the figures depend on besides the code."""
    return {
        "cpus": os.cpu_count(),
        "load": os.getloadavg(),
        "python": platform.python_version(),
        "machine": platform.machine(),
    }


def tell_differences(found: dict[str, Any]) -> None:
    """Says whether the portal's pages and the stock site's show the same words."""
    for page, lines in found["requests"]["differing_words"].items():
        if lines:
            say(f"Not the same words on {page}: {len(lines)} texts, as {lines[:6]}")
        else:
            say(f"The same words on {page}.")


def measure_import(*, quick: bool) -> str:
    """The table that the benchmark of the roster import writes."""
    say("Measuring the roster import ...")
    done = subprocess.run(  # noqa: S603 - our own module
        [sys.executable, "-m", ROSTER_IMPORT, *([QUICK_PEOPLE] if quick else [])],
        cwd=sites.ROOT,
        check=False,
        stdout=subprocess.PIPE,
        text=True,
    )
    # The other figures are not lost for it.
    ending = f"It ended with exit code {done.returncode}." if done.returncode else ""
    return f"{done.stdout}{ending}"


def say(text: str) -> None:
    """One line for whoever waits."""
    print(text, flush=True)


if __name__ == "__main__":
    main()
