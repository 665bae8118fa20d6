"""Reading JSON that somebody else has written."""

import json
from typing import Any, NoReturn

from indgang_sdk.errors import UnexpectedAnswer

MOST_KEYS = 200_000


def read_json(body: bytes | str) -> Any:
    """The value of a JSON text.

    Raises `UnexpectedAnswer` for what is not JSON, and for what JSON leaves to chance or is made
    to do harm: keys named twice, NaN, numbers of thousands of digits, thousands of levels.
    """
    keys = 0

    def collect(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal keys
        keys += len(pairs)
        if keys > MOST_KEYS:
            raise UnexpectedAnswer(f"the answer has more than {MOST_KEYS} keys")
        found = dict(pairs)
        if len(found) != len(pairs):
            raise UnexpectedAnswer("the answer names a key twice")
        return found

    try:
        return json.loads(body, object_pairs_hook=collect, parse_constant=_refuse_constant)
    except RecursionError:
        raise UnexpectedAnswer("the answer has too many levels") from None
    except ValueError:
        raise UnexpectedAnswer("the answer is not JSON") from None


def _refuse_constant(name: str) -> NoReturn:
    raise UnexpectedAnswer(f"the answer has {name} for a number")
