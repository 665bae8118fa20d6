"""`python -m bench.stock WORK`: one piece of work in the stock site's own process, told as JSON."""

import argparse
import json
from typing import Any

import django


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("work", choices=["prepare", "facts", "queries", "publishing"])
    options = parser.parse_args()
    django.setup()
    print(json.dumps(do(options.work)))


def do(work: str) -> dict[str, Any]:
    """Imports only what the work needs, which is only possible now."""
    from bench.sizes import FULL  # noqa: PLC0415
    from bench.stock.facts import tell_facts  # noqa: PLC0415

    if work == "prepare":
        from django.core.management import call_command  # noqa: PLC0415
        from django.utils import timezone  # noqa: PLC0415

        from bench.stock.content import fill_stock  # noqa: PLC0415

        call_command("migrate", verbosity=0)
        return fill_stock(FULL, now=timezone.now())
    if work == "publishing":
        from bench.publishing import time_publishing  # noqa: PLC0415
        from bench.stock.models import ArticlePage  # noqa: PLC0415

        return time_publishing(ArticlePage.objects.filter(numchild=0).order_by("pk")[:1000:7])
    facts = tell_facts()
    if work == "facts":
        return facts
    from bench.counting import count_queries, make_client  # noqa: PLC0415

    client = make_client(facts["cookies"]["laerer"])
    return {
        "article": count_queries(client, facts["articles"][0]["address"]),
        "home": count_queries(client, "/"),
        "home_200": count_queries(client, "/?news=200"),
    }


if __name__ == "__main__":
    main()
