"""`python -m bench.portal WORK`: one piece of work in the portal's own process, told as JSON."""

import argparse
import json
from typing import Any

import django

WORKS = ["prepare", "facts", "queries", "writes", "publishing", "sign_in", "connect"]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("work", choices=WORKS)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--addresses", nargs="*", default=[], help="what `connect` connects")
    options = parser.parse_args()
    django.setup()
    if options.work == "connect":
        from bench.portal.connecting import connect  # noqa: PLC0415 - needs the setup

        print(json.dumps(connect(options.addresses)))
        return
    print(json.dumps(do(options.work, rounds=options.rounds)))


def do(work: str, *, rounds: int) -> dict[str, Any]:
    """Imports only what the work needs, which is only possible now."""
    from bench.sizes import FULL  # noqa: PLC0415

    if work == "prepare":
        from django.core.management import call_command  # noqa: PLC0415
        from django.utils import timezone  # noqa: PLC0415

        from bench.content import fill_portal  # noqa: PLC0415

        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        return fill_portal(FULL, now=timezone.now())
    if work == "facts":
        from bench.portal.facts import tell_facts  # noqa: PLC0415

        return tell_facts(FULL)
    if work == "queries":
        from bench.portal.growth import count_all  # noqa: PLC0415

        return count_all(FULL, times=rounds)
    if work == "publishing":
        from bench.publishing import time_publishing  # noqa: PLC0415
        from bench.register import SCHOOL_KEY  # noqa: PLC0415
        from cms.models import ContentPage  # noqa: PLC0415

        articles = ContentPage.objects.filter(institution__key=SCHOOL_KEY, numchild=0)
        return time_publishing(articles.order_by("pk")[:1000:7])
    if work == "sign_in":
        from bench.portal.signing_in import time_sign_in  # noqa: PLC0415

        return time_sign_in(rounds=rounds)
    from bench.portal.writes import measure_writes  # noqa: PLC0415

    return measure_writes(rounds=rounds)


if __name__ == "__main__":
    main()
