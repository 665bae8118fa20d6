"""A reader of JSON that takes the last of two keys, where another would take the first."""

import json
from typing import Any

from pydantic import ValidationError

from indgang_sdk.errors import UnexpectedAnswer
from indgang_sdk.tiles import Tile
from tests.plugins.sdk.good_connector.payloads import Loans

from .parts import make_hooks, send, show

FAILS, BECAUSE = "malformed", "naming a key twice at request 1 looks like an answer"


def read(context: Any) -> Tile:
    body = send(context).require_ok().body
    try:
        loans = Loans.model_validate(json.loads(body)).loans
    except (ValueError, RecursionError, ValidationError):
        raise UnexpectedAnswer("not as agreed") from None
    return show(loans, context.viewer.find_child)


connectors, health_checks, launchers, tile_sources = make_hooks(read)
