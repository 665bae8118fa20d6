"""An answer that cannot be read looks as if nothing was on loan."""

from typing import Any

from indgang_sdk.errors import UnexpectedAnswer
from indgang_sdk.tiles import Tile
from tests.plugins.sdk.good_connector.payloads import Loans

from .parts import EMPTY, make_hooks, send, show

FAILS, BECAUSE = "malformed", "looks like an answer"


def read(context: Any) -> Tile:
    answer = send(context).require_ok()
    try:
        loans = answer.read_model(Loans).loans
    except UnexpectedAnswer:
        return Tile(empty=EMPTY)
    return show(loans, context.viewer.find_child)


connectors, health_checks, launchers, tile_sources = make_hooks(read)
