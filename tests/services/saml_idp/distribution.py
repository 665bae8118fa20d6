"""Fetches saml-idp from npm once."""

import hashlib
import shutil
import subprocess
from pathlib import Path

from tests.services.cache import keep
from tests.services.programs import ServiceUnavailable, require_program

HERE = Path(__file__).parent
FILES = ("package.json", "package-lock.json")


def require_saml_idp() -> Path:
    """The folder of an installed saml-idp; what its lock file names is fetched where missing."""
    require_program(name="Node", candidates=["node"], package="nodejs")
    locked = hashlib.sha256((HERE / "package-lock.json").read_bytes()).hexdigest()[:12]
    return keep(f"saml-idp-{locked}", make=_install)


def _install(folder: Path) -> None:
    print("Fetching saml-idp ...", flush=True)  # noqa: T201 - a program for a terminal
    npm = require_program(name="npm", candidates=["npm"], package="npm")
    for name in FILES:
        shutil.copy(HERE / name, folder)
    done = subprocess.run(  # noqa: S603 - a fixed command
        [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise ServiceUnavailable(f"saml-idp could not be fetched:\n{done.stderr.strip()[-2000:]}")
