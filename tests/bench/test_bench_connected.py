"""What connected systems cost is told beside the other figures, and held to its goal."""

import json
from collections import Counter

import pytest

from bench import __main__ as command
from bench import connected, goals, report
from bench.load import UnexpectedAnswer
from bench.outside import SYSTEMS, TOO_MUCH, playing_outside

GOAL = "home beside ten connected systems, five of them broken: p95 by that without boxes"
QUERIES = {"queries": {"article": 3, "home": 6}}
GROWN = {**QUERIES, "rows": 2, "cpu_ms": {"article": 1, "home": 2}}
WEIGHT = {"wire": 4, "raw": 9, "gzip": 4, "brotli": 3, "encoding": "gzip"}
FLOOD = {"posts": 1000, "limit": 30, "before_ms": 2.0, "after_ms": 1.0}


def make_run(connected_systems):
    grown = GROWN | {"cpu_ms_before": GROWN["cpu_ms"]}
    weight = {"html": WEIGHT, "files": [], "total_wire": 4, "total_gzip_html": 4}
    return {
        "queries": {"now": QUERIES, "audiences": grown, "news_elsewhere": grown},
        "stock_queries": {},
        "writes": {"below": 0, "changes": {}},
        "publishing": {},
        "requests": {"cases": {}, "not_measured": {}, "weight": weight},
        "connected": connected_systems,
        "sign_in": {"cpu_ms_rounds": {}, "flood": FLOOD},
    }


def make_figures(*, broken_ms):
    phase = connected.Phase
    phases = {
        connected.ALONE: phase(latencies_ms=[4.0] * 99 + [90.0], visits=3),
        connected.FINE: phase(latencies_ms=[6.0] * 100, said=Counter(shown=30), visits=3),
        connected.BROKEN: phase(
            latencies_ms=[broken_ms] * 100, said=Counter(slow=3, shown=5), visits=1
        ),
    }
    return {
        "phases": {name: connected.summarize(item) for name, item in phases.items()},
        "cpu_ms_rounds": {
            connected.PAGE: [2.0, 4.0, 2.0],
            connected.PAGE_WITH_BOXES: [60.0, 80.0, 50.0],
        },
    }


def judge(found):
    return next(verdict for verdict in goals.judge(found) if verdict.goal.name == GOAL)


@pytest.mark.parametrize(
    ("broken_ms", "figure", "words"), [(4.4, 1.1, "reached"), (4.5, 1.125, "not reached")]
)
def test_home_beside_broken_systems_is_held_to_a_tenth_more(broken_ms, figure, words):
    verdict = judge(make_run(make_figures(broken_ms=broken_ms)))
    assert (verdict.figure, verdict.words) == (pytest.approx(figure), words)


def test_run_without_connected_systems_is_no_success():
    assert judge(make_run({"not_measured": "no server"})).words == "not measured"
    assert judge(make_run(make_figures(broken_ms=4.0))).words == "reached"


@pytest.mark.parametrize("write", [report.write_text, report.write_markdown])
def test_both_kinds_of_tables_tell_the_figures(write):
    written = write(make_run(make_figures(broken_ms=4.5)))
    assert find_cells(written, "all fine") == ["6.00", "6.00", "1.50", "100", "30 shown"]
    assert find_cells(written, "broken") == ["4.50", "4.50", "1.12", "100", "5 shown, 3 slow"]
    # The median of the rounds' own ratios, not the ratio of the medians.
    assert find_cells(written, "eight boxes") == ["60.00", "50.00-80.00", "25.0"]


def test_command_of_its_own_tells_the_same_rows():
    figures = make_figures(broken_ms=4.5)
    alone = report.write_connected(figures)
    assert alone in report.write_markdown(make_run(figures))
    assert "ten boxes, five broken" in alone


@pytest.mark.parametrize("write", [report.write_text, report.write_markdown])
def test_what_could_not_be_measured_says_why(write):
    assert "the home answered 500" in write(make_run({"not_measured": "the home answered 500"}))


def test_figures_can_be_written_as_json():
    figures = make_figures(broken_ms=4.5)
    assert json.loads(json.dumps(figures)) == figures


def test_failure_leaves_the_other_figures(monkeypatch):
    def fail(effort, *, say):
        raise UnexpectedAnswer("the home answered 500")

    monkeypatch.setattr(connected, "measure", lambda effort, *, say: {"boxes": effort.rounds})
    assert command.measure_connected(connected.QUICK) == {"boxes": connected.QUICK.rounds}
    monkeypatch.setattr(connected, "measure", fail)
    assert command.measure_connected(connected.QUICK) == {"not_measured": "the home answered 500"}


def test_boxes_are_warm_only_when_all_systems_are_shown(monkeypatch):
    listed = "".join(f'<div data-box="/boks/{number}/">' for number in range(SYSTEMS))
    pages = {connected.HOME: (200, connected.GREETING), connected.LIST: (200, listed)}
    box = (200, "Opgave 0")
    monkeypatch.setattr(connected, "ask", lambda server, cookie, address: pages.get(address, box))
    assert len(connected._warm_up(None, "")) == SYSTEMS
    pages["/boks/3/"] = (200, "System 3 svarer langsomt")
    with pytest.raises(UnexpectedAnswer, match="slow"):
        connected._warm_up(None, "")
    del pages["/boks/3/"]
    pages[connected.HOME] = (500, "")
    with pytest.raises(UnexpectedAnswer, match="500"):
        connected._warm_up(None, "")


def test_systems_outside_are_fine_until_they_are_broken():
    with playing_outside() as outside:
        server = connected.Server(name="outside", port=outside.port, process=None)
        fine = {connected.ask(server, "", f"/{number}") for number in range(SYSTEMS)}
        assert len(fine) == 1
        assert "Opgave 0" in fine.pop()[1]
        outside.is_broken = True
        assert '"crash": true' in connected.ask(server, "", "/3")[1]
        assert len(connected.ask(server, "", "/4")[1]) > TOO_MUCH
        assert "Opgave 0" in connected.ask(server, "", "/5")[1]


def find_cells(written, name):
    """What stands behind a row's name, in either kind of table."""
    line = next(
        line for line in written.splitlines() if f" {name}" in line and "p95 by" not in line
    )
    cells = line.strip("| ").split(" | ") if "|" in line else line.strip().split("  ")
    return [cell.strip() for cell in cells if cell.strip()][1:]
