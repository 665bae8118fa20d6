"""What is asked for: each case beside those it is compared with."""

from typing import Any

from bench.load import Case
from bench.sizes import Sizes

HOME = "/"
NEWS = 200
GREETING = "Hej Anna"


def make_cases(sizes: Sizes, *, portal: dict[str, Any], stock: dict[str, Any]) -> list[Case]:
    """All cases; `portal` are the portal's facts, `stock` those of both variants by name."""
    cases = [
        *_make_stock_cases("stock tuned", stock["tuned"]),
        *_make_stock_cases("stock default", stock["default"]),
        *_make_reader_cases(portal),
        *_make_viewer_cases(sizes, portal),
        *_make_editor_cases(sizes, portal),
    ]
    # What is compared runs right after one another.
    return sorted(cases, key=lambda case: case.name.partition(": ")[2])


def _make_stock_cases(site: str, facts: dict[str, Any]) -> list[Case]:
    cookie = facts["cookies"]["laerer"]
    pages = {
        "article": _list_articles(facts),
        "home": ((HOME, GREETING),),
        "home, all news": ((f"/?news={NEWS}", GREETING),),
    }
    return [
        Case(name=f"{site}: {name}", site=site, cookie=cookie, pages=shown)
        for name, shown in pages.items()
    ]


def _make_reader_cases(facts: dict[str, Any]) -> list[Case]:
    cookie = facts["cookies"]["laerer"]
    articles = _list_articles(facts)
    return [
        _make_case("article", cookie, articles),
        _make_case(
            "article, first reader",
            cookie,
            tuple((f"/bench/first{address}", shows) for address, shows in articles),
        ),
        _make_case("article, 304", cookie, articles, conditional=True),
        _make_case("home", cookie, ((HOME, GREETING),)),
        _make_case("home, all news", cookie, ((f"/bench/news/{NEWS}/", GREETING),)),
        _make_case("signed in, bare", cookie, (("/bench/signed-in/", "Anna er logget ind."),)),
    ]


def _make_viewer_cases(sizes: Sizes, facts: dict[str, Any]) -> list[Case]:
    articles = _list_articles(facts)
    cases = []
    for count in sizes.viewer_scopes:
        cookie = facts["cookies"][f"seer{count}"]
        cases += [
            _make_case(f"article, {count} scopes", cookie, articles),
            _make_case(f"home, {count} scopes", cookie, ((HOME, GREETING),)),
        ]
    most = sizes.viewer_scopes[-1]
    places = facts["cookies"]["steder"]
    return [*cases, _make_case(f"article, {most} places in the menu", places, articles)]


def _make_editor_cases(sizes: Sizes, facts: dict[str, Any]) -> list[Case]:
    school = facts["school"]
    shown = {
        "explorer": (f"/redaktion/pages/{school['pk']}/", school["title"]),
        "page edit": (f"/redaktion/pages/{school['pk']}/edit/", school["title"]),
        "image list": ("/redaktion/images/", "Billeder"),
    }
    return [
        _make_case(f"{name}, {count} rights", facts["cookies"][f"redaktoer{count}"], (page,))
        for name, page in shown.items()
        for count in (1, sizes.rights)
    ]


def _make_case(
    name: str, cookie: str, pages: tuple[tuple[str, str], ...], *, conditional: bool = False
) -> Case:
    return Case(
        name=f"portal: {name}", site="portal", cookie=cookie, pages=pages, conditional=conditional
    )


def _list_articles(facts: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple((item["address"], item["shows"]) for item in facts["articles"])
