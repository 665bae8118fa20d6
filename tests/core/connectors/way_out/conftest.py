"""The internet of these tests, anew for each."""

from collections.abc import Iterator

import pytest

from tests.core.connectors.way_out.loopback import Internet


@pytest.fixture
def internet() -> Iterator[Internet]:
    made = Internet()
    yield made
    made.close()
