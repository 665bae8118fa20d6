"""What is refused is refused for its own reason, and not for another one that hides it."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from core.login.refusals import Reason, Rejected


@contextmanager
def refused(reason: Reason, detail: str | None = None) -> Iterator[None]:
    """Passes when the block is refused for this reason, in these words if any are given."""
    with pytest.raises(Rejected) as raised:
        yield
    assert raised.value.reason is reason
    if detail is not None:
        assert raised.value.detail == detail
