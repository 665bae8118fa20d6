"""Reading JSON that somebody else has written."""

import json
import math
from typing import Any, NoReturn

from indgang_sdk.errors import UnexpectedAnswer

MOST_KEYS = 200_000
MOST_VALUES = 500_000


def read_json(body: bytes | str) -> Any:
    """The value of a JSON text.

    Raises `UnexpectedAnswer` for what is not JSON, and for what JSON leaves to chance or is made
    to do harm: keys named twice, NaN, numbers beyond all bounds, values by the million, thousands
    of levels.
    """
    _check_size(body)
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
        return json.loads(
            body,
            object_pairs_hook=collect,
            parse_constant=_refuse_constant,
            parse_float=_read_float,
        )
    except RecursionError:
        raise UnexpectedAnswer("the answer has too many levels") from None
    except ValueError:
        raise UnexpectedAnswer("the answer is not JSON") from None


def _check_size(body: bytes | str) -> None:
    # Before anything is made of it: a value of two characters takes sixty bytes of memory.
    text = body if isinstance(body, str) else body.decode("latin-1")
    if sum(text.count(sign) for sign in ",[{") > MOST_VALUES:
        raise UnexpectedAnswer(f"the answer has more than {MOST_VALUES} values")


def _read_float(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise UnexpectedAnswer("the answer has a number beyond all bounds")
    return number


def _refuse_constant(name: str) -> NoReturn:
    raise UnexpectedAnswer(f"the answer has {name} for a number")
