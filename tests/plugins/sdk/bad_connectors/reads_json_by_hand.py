"""Picking values out of JSON as if it were always right."""

import json
from datetime import date
from typing import Any

from indgang_sdk.tiles import Tile
from tests.plugins.sdk.good_connector.payloads import Loan

from .parts import make_hooks, send, show

FAILS, BECAUSE = "malformed", "comes out as JSONDecodeError"


def read(context: Any) -> Tile:
    value = json.loads(send(context).require_ok().body)
    loans = [
        Loan.model_construct(**{**loan, "due": date.fromisoformat(loan["due"])})
        for loan in value["loans"]
    ]
    return show(loans, context.viewer.find_child)


connectors, health_checks, launchers, tile_sources = make_hooks(read)
