"""A run's figures as tables: for the terminal, and to paste into the documentation."""

import statistics
from typing import Any

from bench import search
from bench.goals import Verdict, judge

Found = dict[str, Any]
Row = tuple[str, ...]
Table = tuple[str, tuple[Row, list[Row]]]


def write_markdown(found: Found) -> str:
    """All tables as Markdown."""
    tables = [f"## {title}\n\n{_draw_markdown(*table)}" for title, table in _list_tables(found)]
    if "roster_import" in found:
        tables.append(f"## Roster import\n\n{_redraw_import(found['roster_import'])}")
    return "\n\n".join(tables)


def write_text(found: Found) -> str:
    """All tables with columns that line up."""
    tables = [f"{title}\n{_draw_text(*table)}" for title, table in _list_tables(found)]
    if "roster_import" in found:
        tables.append(f"Roster import\n{found['roster_import']}")
    return "\n\n".join(tables)


def write_connected(found: Found) -> str:
    """What connected systems cost as Markdown, of a run of nothing else."""
    tables = _list_connected({"connected": found})
    return "\n\n".join(f"## {title}\n\n{_draw_markdown(*table)}" for title, table in tables)


def write_sign_in(found: Found) -> str:
    """What answers of identity providers cost as Markdown, of a run of nothing else."""
    title, table = _list_sign_in({"sign_in": found})
    return f"## {title}\n\n{_draw_markdown(*table)}"


def _list_tables(found: Found) -> list[Table]:
    return [
        ("Goals", _tell_goals(found)),
        ("CPU of the server's processes and latency, per request", _tell_cases(found)),
        ("SQL queries of a warm request", _tell_queries(found)),
        ("When the portal grows", _tell_growth(found)),
        (
            f"Changes on a section with {found['writes']['below']:,} pages below",
            _tell_writes(found),
        ),
        ("Publishing a page again, with the work that follows", _tell_publishing(found)),
        ("First load of the home, bytes", _tell_weight(found)),
        *_list_connected(found),
        _list_sign_in(found),
        *_list_search(found),
    ]


def _list_connected(found: Found) -> list[Table]:
    return [
        ("The home beside connected systems", _tell_connected(found)),
        ("CPU of the home with its boxes", _tell_boxes(found)),
    ]


def _list_search(found: Found) -> list[Table]:
    # Older runs have none.
    if "search" not in found:
        return []
    return [("Searches by SQLite's own index", (search.HEADER, search.list_rows(found["search"])))]


def _tell_goals(found: Found) -> tuple[Row, list[Row]]:
    rows = [
        (
            item.goal.name,
            _figure(item),
            f"≤ {item.goal.most:g} {item.goal.unit}".strip(),
            item.words,
        )
        for item in judge(found)
    ]
    return ("what", "measured", "goal", "verdict"), rows


def _figure(verdict: Verdict) -> str:
    if verdict.figure is None:
        return "–"
    if verdict.figure == int(verdict.figure):
        return f"{int(verdict.figure)} {verdict.goal.unit}".strip()
    return f"{verdict.figure:.3g} {verdict.goal.unit}".strip()


def _tell_cases(found: Found) -> tuple[Row, list[Row]]:
    requests = found["requests"]
    rows = [
        (
            name,
            f"{case['cpu_ms']:.2f}",
            f"{min(case['cpu_ms_rounds']):.2f}-{max(case['cpu_ms_rounds']):.2f}",
            *(f"{case[quantile]:.1f}" for quantile in ("p50_ms", "p95_ms", "p99_ms")),
            f"{case['bytes']:,}",
            f"{case['requests']:,}",
        )
        for name, case in requests["cases"].items()
    ]
    rows += [
        (name, "not measured", why, *[""] * 5) for name, why in requests["not_measured"].items()
    ]
    header = ("case", "CPU ms", "rounds", "p50 ms", "p95", "p99", "bytes", "requests")
    return header, rows


def _tell_queries(found: Found) -> tuple[Row, list[Row]]:
    ours, stock = found["queries"]["now"]["queries"], found["stock_queries"]
    rows = [(f"portal: {name}", str(count)) for name, count in ours.items()]
    rows += [(f"stock: {name}", str(count)) for name, count in stock.items()]
    return ("page", "queries"), rows


def _tell_growth(found: Found) -> tuple[Row, list[Row]]:
    before = found["queries"]["now"]
    rows = []
    for name in ("audiences", "news_elsewhere"):
        after = found["queries"][name]
        for page in ("article", "home"):
            counts = [item["queries"][page] for item in (before, after)]
            times = [after["cpu_ms_before"][page], after["cpu_ms"][page]]
            rows.append(
                (
                    f"{name.replace('_', ' ')}: {after['rows']:,}",
                    page,
                    f"{counts[0]} to {counts[1]}",
                    f"{times[0]:.2f} to {times[1]:.2f}",
                    f"{times[1] / times[0]:.2f}",
                )
            )
    return ("grown", "page", "queries", "CPU ms in the view", "ratio"), rows


def _tell_writes(found: Found) -> tuple[Row, list[Row]]:
    rows = [
        (
            name,
            f"{change['ms']:.0f}",
            str(change["access_rows"]),
            f"{change['own_rows']:,}",
            f"{change['rows']:,}",
            str(change["reaching_updates"]),
            f"{change['reaching_ms']:.0f}",
            f"{change['scope_updates']} ({change['scope_update_ms']:.0f} ms)",
        )
        for name, change in found["writes"]["changes"].items()
    ]
    header = (
        "change", "ms in all", "key and scope rows", "rows of the portal's tables",
        "rows of all tables", "UPDATEs of all below", "their ms", "of these of scopes",
    )  # fmt: skip
    return header, rows


def _tell_publishing(found: Found) -> tuple[Row, list[Row]]:
    rows = [
        (name, f"{statistics.median(rounds):.1f}", f"{min(rounds):.1f}-{max(rounds):.1f}")
        for name, rounds in found["publishing"].items()
    ]
    return ("site", "CPU ms", "rounds"), rows


def _tell_weight(found: Found) -> tuple[Row, list[Row]]:
    weight = found["requests"]["weight"]
    html = weight["html"]
    rows = [
        ("HTML", html["encoding"], f"{html['wire']:,}", f"{html['raw']:,}"),
        ("HTML, would be", "gzip", f"{html['gzip']:,}", f"{html['raw']:,}"),
        ("HTML, would be", "brotli", f"{html['brotli']:,}", f"{html['raw']:,}"),
    ]
    rows += [
        (item["name"], item["encoding"], f"{item['wire']:,}", f"{item['raw']:,}")
        for item in weight["files"]
    ]
    return ("file", "encoding", "on the wire", "raw"), rows


def _tell_connected(found: Found) -> tuple[Row, list[Row]]:
    header = ("while", "p50 ms", "p95", "p95 by that without boxes", "requests", "boxes said")
    connected = found["connected"]
    if "not_measured" in connected:
        return header, [("not measured", connected["not_measured"], *[""] * 4)]
    # Without boxes comes first.
    base = next(iter(connected["phases"].values()))["p95_ms"]
    rows = [
        (
            name,
            f"{phase['p50_ms']:.2f}",
            f"{phase['p95_ms']:.2f}",
            f"{phase['p95_ms'] / base:.2f}",
            f"{phase['requests']:,}",
            ", ".join(f"{count} {words}" for words, count in phase["said"].items()) or "–",
        )
        for name, phase in connected["phases"].items()
    ]
    return header, rows


def _tell_boxes(found: Found) -> tuple[Row, list[Row]]:
    cpu = found["connected"].get("cpu_ms_rounds", {})
    # The page alone comes first; a ratio is the median of the rounds' own.
    base = next(iter(cpu.values()), [])
    rows = [
        (
            name,
            f"{statistics.median(rounds):.2f}",
            f"{min(rounds):.2f}-{max(rounds):.2f}",
            f"{statistics.median(one / two for one, two in zip(rounds, base, strict=True)):.1f}",
        )
        for name, rounds in cpu.items()
    ]
    return ("what", "CPU ms", "rounds", "by the page alone"), rows


def _list_sign_in(found: Found) -> Table:
    return "CPU of answers of identity providers", _tell_sign_in(found)


def _tell_sign_in(found: Found) -> tuple[Row, list[Row]]:
    """Each piece of work, the portal's beside that of the library, and the flood."""
    rounds_of = found["sign_in"]["cpu_ms_rounds"]
    rows = []
    for name in sorted(rounds_of):
        # The library's is named after what it is measured beside.
        bare = next((other for other in rounds_of if _is_bare(other, of=name)), name)
        pairs = zip(rounds_of[name], rounds_of[bare], strict=True)
        ratio = statistics.median(one / two for one, two in pairs)
        rows.append(
            (
                name,
                f"{statistics.median(rounds_of[name]):.2f}",
                f"{min(rounds_of[name]):.2f}-{max(rounds_of[name]):.2f}",
                f"{ratio:.2f}" if bare != name else "–",
            )
        )
    flood = found["sign_in"]["flood"]
    rows += [
        (f"rubbish, the first {flood['limit']}", f"{flood['before_ms']:.2f}", "–", "–"),
        (f"rubbish, up to {flood['posts']:,}", f"{flood['after_ms']:.2f}", "–", "–"),
    ]
    return ("what", "CPU ms", "rounds", "by the library alone"), rows


def _is_bare(name: str, *, of: str) -> bool:
    kind, _, who = name.partition(": ")
    return kind == of.partition(": ")[0] and who in {"python3-saml", "joserfc"} and name != of


def _redraw_import(table: str) -> str:
    """The import's table as it draws it itself."""
    return f"```text\n{table.rstrip()}\n```"


def _draw_markdown(header: Row, rows: list[Row]) -> str:
    lines = [header, tuple("---" for _ in header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _draw_text(header: Row, rows: list[Row]) -> str:
    widths = [max(len(line[place]) for line in (header, *rows)) for place in range(len(header))]
    return "\n".join(
        "  "
        + "  ".join(f"{cell:<{width}}" for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in (header, *rows)
    )
