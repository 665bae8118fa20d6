"""The systems outside, as the connectors' tests need them."""

from collections.abc import Callable, Iterator

import pytest

from sandbox.servers.playing import Sandbox
from sandbox.servers.switches import State, Switch
from tests.sandbox.conftest import sandbox  # noqa: F401 - a fixture

Turn = Callable[..., None]


@pytest.fixture
def turn(sandbox: Sandbox) -> Iterator[Turn]:  # noqa: F811 - the fixture above
    """Turns the switch of a system; afterwards all work again."""

    def put(system: str, state: State, seconds: float = 5) -> None:
        sandbox.board.put(system, Switch(state=state, seconds=seconds))

    yield put
    sandbox.board.reset()
