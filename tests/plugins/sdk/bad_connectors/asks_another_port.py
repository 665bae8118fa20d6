"""A port that the municipality has never been shown, and that the way out refuses."""

from dataclasses import replace
from typing import Any

from indgang_sdk.tiles import Tile
from tests.plugins.sdk.good_connector import example

from .parts import ask, make_hooks, show

FAILS, BECAUSE = "hosts", "library.example:8443, which is not among its hosts"
ELSEWHERE = "https://library.example:8443"
EXAMPLE = replace(
    example.EXAMPLE,
    answers=(
        *example.EXAMPLE.answers,
        *(
            replace(one, address=f"{ELSEWHERE}/loans")
            for one in example.EXAMPLE.answers
            if one.address.endswith("/loans")
        ),
    ),
)


def read(context: Any) -> Tile:
    return show(ask(context, host=ELSEWHERE), context.viewer.find_child)


connectors, health_checks, launchers, tile_sources = make_hooks(read)
