"""What those who write connectors import: plain Python, no framework."""

from indgang_sdk.epoch import EPOCH
from indgang_sdk.hookspecs import hookimpl

__all__ = ["EPOCH", "hookimpl"]
