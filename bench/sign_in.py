"""`python -m bench.sign_in`: CPU of what identity providers answer, beside the bare libraries.

`make bench` does the same among everything else. The portal's own checks and the library's are
made of the same answers in the same process; the whole POST goes through the WSGI application
with its middleware and database, in a copy of the benchmark's portal.
"""

import argparse
from typing import Any

from bench import report, sites

QUICK, WHOLE = 2, 7


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.sign_in", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few rounds")
    options = parser.parse_args()
    sites.RESULTS.mkdir(parents=True, exist_ok=True)
    sites.prepare_sites(fresh=False)
    print(report.write_sign_in(measure(rounds=QUICK if options.quick else WHOLE)))


def measure(*, rounds: int) -> dict[str, Any]:
    """CPU milliseconds of each piece of work by rounds, and of a flood."""
    sites.copy_portal("sign-in")
    try:
        return sites.run_portal("sign_in", rounds=rounds, copy="sign-in")
    finally:
        sites.remove_copy("sign-in")


if __name__ == "__main__":
    main()
