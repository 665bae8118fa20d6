"""What is aimed at, and whether a run reached it."""

import statistics
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Found = dict[str, Any]
KIB = 1024


@dataclass(frozen=True, kw_only=True)
class Goal:
    """A figure that must not be higher than `most`; `read` finds it in a run's results."""

    name: str
    most: float
    read: Callable[[Found], float | int | None]
    unit: str = ""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """A goal beside what was measured; a figure of None could not be measured."""

    goal: Goal
    figure: float | None

    @property
    def words(self) -> str:
        """`reached`, `not reached` or `not measured`."""
        if self.figure is None:
            return "not measured"
        return "reached" if self.figure <= self.goal.most else "not reached"


def judge(found: Found) -> list[Verdict]:
    """Every goal with its figure."""
    return [Verdict(goal=goal, figure=_read(goal, found)) for goal in GOALS]


def compare_cpu(found: Found, case: str, other: str) -> float:
    """CPU of one case by that of another: the median of the rounds' own ratios.

    Raises `KeyError` when one of them was not measured.
    """
    cases = found["requests"]["cases"]
    pairs = zip(cases[case]["cpu_ms_rounds"], cases[other]["cpu_ms_rounds"], strict=True)
    return statistics.median(one / two for one, two in pairs)


def _read(goal: Goal, found: Found) -> float | None:
    try:
        figure = goal.read(found)
    except (KeyError, ZeroDivisionError):
        return None
    return None if isinstance(figure, str) else figure


def _cpu(case: str, other: str) -> Callable[[Found], float]:
    return lambda found: compare_cpu(found, case, other)


def _publishing(variant: str) -> Callable[[Found], float]:
    """CPU of publishing a page by that of a stock site, the median of the rounds' own ratios."""

    def read(found: Found) -> float:
        pairs = zip(found["publishing"]["portal"], found["publishing"][variant], strict=True)
        return statistics.median(ours / theirs for ours, theirs in pairs)

    return read


def _queries(case: str) -> Callable[[Found], int]:
    return lambda found: found["queries"]["now"]["queries"][case]


def _change(name: str, figure: str) -> Callable[[Found], int]:
    return lambda found: found["writes"]["changes"][name][figure]


def _compare_p95(phase: str, other: str) -> Callable[[Found], float]:
    """p95 of the home while one thing goes on by that while another does."""

    def read(found: Found) -> float:
        phases = found["connected"]["phases"]
        return phases[phase]["p95_ms"] / phases[other]["p95_ms"]

    return read


def _more_queries(growth: str) -> Callable[[Found], int]:
    """How many more queries the worst page makes after something grew."""

    def read(found: Found) -> int:
        before, after = (found["queries"][when]["queries"] for when in ("now", growth))
        counted = [name for name, count in before.items() if isinstance(count, int)]
        return max(after[name] - before[name] for name in counted)

    return read


GOALS = (
    Goal(
        name="content page: CPU by stock, tuned",
        most=0.10,
        read=_cpu("portal: article", "stock tuned: article"),
    ),
    Goal(
        name="content page: CPU by stock, stock settings",
        most=0.10,
        read=_cpu("portal: article", "stock default: article"),
    ),
    Goal(
        name="content page, first reader with such a menu: CPU by stock, tuned",
        most=0.10,
        read=_cpu("portal: article, first reader", "stock tuned: article"),
    ),
    Goal(
        name="content page: CPU by a bare signed-in view",
        most=2.5,
        read=_cpu("portal: article", "portal: signed in, bare"),
    ),
    Goal(
        name="content page: p99 by the p50 of stock, tuned",
        most=0.30,
        read=lambda found: (
            found["requests"]["cases"]["portal: article"]["p99_ms"]
            / found["requests"]["cases"]["stock tuned: article"]["p50_ms"]
        ),
    ),
    Goal(name="content page: SQL queries", most=3, read=_queries("article")),
    Goal(name="304: SQL queries", most=2, read=_queries("article_304")),
    Goal(
        name="home with 200 news: CPU by stock, tuned",
        most=0.25,
        read=_cpu("portal: home", "stock tuned: home"),
    ),
    Goal(
        name="home with 200 news: CPU by stock, stock settings",
        most=0.25,
        read=_cpu("portal: home", "stock default: home"),
    ),
    Goal(
        name="home that lists all 200: CPU by stock, tuned",
        most=0.25,
        read=_cpu("portal: home, all news", "stock tuned: home, all news"),
    ),
    Goal(name="home: SQL queries", most=6, read=_queries("home")),
    Goal(
        name="content page, viewer of 12 scopes by one of 1",
        most=1.25,
        read=_cpu("portal: article, 12 scopes", "portal: article, 1 scopes"),
    ),
    Goal(
        name="content page, viewer of 200 scopes by one of 1",
        most=1.25,
        read=_cpu("portal: article, 200 scopes", "portal: article, 1 scopes"),
    ),
    Goal(
        name="home, viewer of 12 scopes by one of 1",
        most=1.25,
        read=_cpu("portal: home, 12 scopes", "portal: home, 1 scopes"),
    ),
    Goal(
        name="home, viewer of 200 scopes by one of 1",
        most=1.25,
        read=_cpu("portal: home, 200 scopes", "portal: home, 1 scopes"),
    ),
    Goal(
        name="explorer, 1,000 editing rights by 1",
        most=1.25,
        read=_cpu("portal: explorer, 1000 rights", "portal: explorer, 1 rights"),
    ),
    Goal(
        name="page edit, 1,000 editing rights by 1",
        most=1.25,
        read=_cpu("portal: page edit, 1000 rights", "portal: page edit, 1 rights"),
    ),
    Goal(
        name="image list, 1,000 editing rights by 1",
        most=1.25,
        read=_cpu("portal: image list, 1000 rights", "portal: image list, 1 rights"),
    ),
    Goal(
        name="home beside ten connected systems, five of them broken: p95 by that without boxes",
        most=1.10,
        read=_compare_p95("ten boxes, five broken", "no boxes"),
    ),
    Goal(name="publishing: CPU by stock, tuned", most=1.0, read=_publishing("tuned")),
    Goal(name="publishing: CPU by stock, stock settings", most=1.0, read=_publishing("default")),
    Goal(
        name="TEN-24: queries more with 20,000 audiences than with 10,000",
        most=0,
        read=_more_queries("audiences"),
    ),
    Goal(
        name="keys changed, 10,000 pages below: rows of keys and scopes",
        most=10,
        read=_change("keys changed", "access_rows"),
    ),
    Goal(
        name="keys changed: rows in all tables of the portal",
        most=10,
        read=_change("keys changed", "own_rows"),
    ),
    Goal(
        name="first own audience, 10,000 pages below: UPDATEs",
        most=1,
        read=_change("first own audience", "reaching_updates"),
    ),
    Goal(
        name="move, 10,000 pages below: UPDATEs of scopes",
        most=1,
        read=_change("moved to another audience", "scope_updates"),
    ),
    Goal(
        name="first load of the home on the wire",
        most=26,
        read=lambda found: found["requests"]["weight"]["total_wire"] / KIB,
        unit="KiB",
    ),
    Goal(
        name="first load of the home, HTML as gzip",
        most=26,
        read=lambda found: found["requests"]["weight"]["total_gzip_html"] / KIB,
        unit="KiB",
    ),
)
