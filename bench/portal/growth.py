"""Queries of the portal's pages, and whether they stay as they are when the portal grows."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from bench.content import Portal, make_team_sections
from bench.counting import count_queries, make_client, time_requests
from bench.placed import PlacedTree
from bench.portal.facts import tell_facts
from bench.register import BIG_SCHOOL_KEY, SCHOOL_KEY
from bench.sizes import Sizes
from cms.models import InstitutionHome, NewsPage
from core.access.models import Scope
from core.people.models import Institution

HOME = "/"
NEWS_ELSEWHERE = 10_000


def count_all(sizes: Sizes, *, times: int) -> dict[str, Any]:
    """Queries by case, now, with twice the audiences, and with much news that others have."""
    facts = tell_facts(sizes)
    found: dict[str, Any] = {"now": _measure(sizes, facts, times=times)}
    growths = {"audiences": _add_audiences, "news_elsewhere": _add_news_elsewhere}
    for name, grow in growths.items():
        before = _time_pages(facts, times=times)
        with transaction.atomic():
            rows = grow(sizes)
            grown = _measure(sizes, facts, times=times)
            transaction.set_rollback(True)
        after = _time_pages(facts, times=times)
        # The fastest before and after: the machine may have been busy at one of the two.
        small = {page: min(before[page], after[page]) for page in before}
        found[name] = {"rows": rows, **grown, "cpu_ms_before": small}
    return found


def _measure(sizes: Sizes, facts: dict[str, Any], *, times: int) -> dict[str, Any]:
    teacher = make_client(facts["cookies"]["laerer"])
    many = make_client(facts["cookies"][f"seer{sizes.viewer_scopes[-1]}"])
    article = facts["articles"][0]["address"]
    explorer = f"/redaktion/pages/{facts['school']['pk']}/"
    queries: dict[str, Any] = {
        "article": count_queries(teacher, article),
        "article_304": count_queries(teacher, article, conditional=True),
        "article_many_scopes": count_queries(many, article),
        "home": count_queries(teacher, HOME),
        "signed_in": count_queries(teacher, "/bench/signed-in/"),
    }
    for rights in (1, sizes.rights):
        editor = make_client(facts["cookies"][f"redaktoer{rights}"])
        queries[f"explorer_{rights}"] = _try_count(editor, explorer)
    return {"queries": queries, "cpu_ms": _time_pages(facts, times=times)}


def _time_pages(facts: dict[str, Any], *, times: int) -> dict[str, float]:
    teacher = make_client(facts["cookies"]["laerer"])
    pages = {"article": facts["articles"][0]["address"], "home": HOME}
    return {name: time_requests(teacher, page, times=times) for name, page in pages.items()}


def _try_count(client: Any, address: str) -> int | str:
    """The queries, or why the editor's page can't be measured."""
    try:
        return count_queries(client, address)
    except Exception as error:  # noqa: BLE001 - a page of the editor that fails is a finding
        return f"{type(error).__name__}: {error}"


def _add_audiences(sizes: Sizes) -> int:
    """As many sections with audiences of their own again; returns how many scopes there are."""
    portal = _find_portal()
    make_team_sections(portal, count=sizes.scopes, start=1_000_000)
    portal.tree.write()
    return Scope.objects.count()


def _add_news_elsewhere(sizes: Sizes) -> int:
    """Newer news than the school's, at all other schools, for their own staff."""
    portal = _find_portal()
    keys = [key for key in portal.homes if key not in {SCHOOL_KEY, BIG_SCHOOL_KEY}]
    for number in range(NEWS_ELSEWHERE):
        key = keys[number % len(keys)]
        portal.tree.add(
            portal.homes[key],
            NewsPage(body=[]),
            title=f"Nyt andetsteds {number:05d}",
            slug=f"nyt-andetsteds-{number}",
            at=portal.tree.now - timedelta(minutes=number % 1_000),
            audience=[f"{key}/staff"],
        )
    portal.tree.write()
    return NewsPage.objects.count()


def _find_portal() -> Portal:
    homes = {item.home_of.key: item for item in InstitutionHome.objects.select_related("home_of")}
    institutions = list(Institution.objects.filter(key__in=homes))
    return Portal(
        tree=PlacedTree(now=timezone.now()),
        municipalities=[],
        institutions=institutions,
        groups=[],
        homes=homes,
    )
