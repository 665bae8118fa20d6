"""Drafts and publications of the same kind of page are looked at one after another."""

from threading import RLock
from typing import Any

# All streams share blocks, and all requests of a process share streams.
_ONE_AT_A_TIME = RLock()


class OneAtATime:
    """A stream whose check for a draft changes no other request's check.

    Wagtail notes on the blocks themselves that a draft may lack something. While one thread looks
    at a draft, which is saved by itself twice a second, another would publish half a block.
    """

    def clean(self, value: Any) -> Any:
        with _ONE_AT_A_TIME:
            return super().clean(value)  # type: ignore[misc]

    def clean_deferred(self, value: Any) -> Any:
        with _ONE_AT_A_TIME:
            return super().clean_deferred(value)  # type: ignore[misc]
