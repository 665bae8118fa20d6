"""What a connector's author needs to know of a crash, without anything that was in its hands."""

import traceback

from core.connectors.running.blanking import Blanker

MOST_FRAMES = 8


def describe_crash(error: BaseException, *, blanker: Blanker) -> list[str]:
    """Where it happened, the innermost last, and the name of the error.

    The error's own words are left out: they often repeat the value that went wrong.
    """
    frames = traceback.extract_tb(error.__traceback__)[-MOST_FRAMES:]
    lines = [f"{_shorten(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
    return [blanker.blank(line) for line in lines] + [type(error).__name__]


def _shorten(path: str) -> str:
    return "/".join(path.replace("\\", "/").split("/")[-3:])
