"""A real browser; Playwright drives the system's own."""

import os
import subprocess
from pathlib import Path

from tests.services.programs import ServiceUnavailable, require_program


def require_chromium() -> Path:
    """The browser's program, having answered once; INDGANG_TEST_BROWSER names another."""
    path = require_program(
        name="Chromium",
        candidates=[
            *filter(None, [os.environ.get("INDGANG_TEST_BROWSER")]),
            *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
        ],
        package="chromium fonts-liberation",
    )
    done = subprocess.run(  # noqa: S603 - the browser found above
        [path, "--version"], capture_output=True, text=True, timeout=60, check=False
    )
    if done.returncode:
        raise ServiceUnavailable(f"Chromium does not start: {done.stderr.strip()[-500:]}")
    return path
