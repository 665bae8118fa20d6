"""`python -m tests.services`: starts the services, runs the tests that need them, stops them."""

import os
import signal
import subprocess
import sys
from typing import NoReturn

from tests.services.chromium import require_chromium
from tests.services.elasticsearch.distribution import require_elasticsearch
from tests.services.keycloak.distribution import require_keycloak
from tests.services.postgresql import running_postgresql
from tests.services.programs import ServiceUnavailable
from tests.services.saml_idp.distribution import require_saml_idp

# What must hold on both databases: access, pages, people, search, and the table of who sees what.
SAME_ON_POSTGRESQL = [
    *("-n", "2", "-q", "-m", "not services and not long"),
    "tests/audience_matrix",
    "tests/cms/audience/test_preview.py",
    "tests/cms/audience/test_words.py",
    "tests/cms/blocks/test_event_lists.py",
    "tests/cms/blocks/test_news_lists.py",
    "tests/cms/confirmation",
    "tests/cms/daily",
    "tests/cms/editing/test_rights.py",
    "tests/cms/editing/test_wagtail_indices.py",
    "tests/cms/entrance",
    "tests/cms/events",
    "tests/cms/indexing",
    "tests/cms/lifecycle",
    "tests/cms/records",
    "tests/cms/sharing",
    "tests/cms/test_consent.py",
    "tests/cms/test_placing.py",
    "tests/cms/test_views.py",
    "tests/cms/week_menus",
    "tests/core/access",
    "tests/core/connectors/entries",
    "tests/core/connectors/test_circuits.py",
    "tests/core/connectors/test_tiles.py",
    "tests/core/people",
    "tests/core/test_compiled_queries.py",
    "tests/search",
    # Its processes have a SQLite file of their own.
    "--ignore=tests/search/indexing/test_killed.py",
]


def run_tests(arguments: list[str]) -> int:
    """Answers pytest's exit code; that of no test found is a failure like any other."""
    browser = require_chromium()
    # Fetched here once; the tests that ask them something start them.
    keycloak, saml_idp = require_keycloak(), require_saml_idp()
    elasticsearch = require_elasticsearch()
    with running_postgresql() as database_url:
        print(f"PostgreSQL answers; the browser is {browser}", flush=True)  # noqa: T201 - a program for a terminal
        settings = {
            **os.environ,
            "INDGANG_DATABASE_URL": database_url,
            "INDGANG_TEST_DATABASE_URL": database_url,
            "INDGANG_TEST_BROWSER": str(browser),
            "INDGANG_TEST_KEYCLOAK": str(keycloak),
            "INDGANG_TEST_SAML_IDP": str(saml_idp),
            "INDGANG_TEST_ELASTICSEARCH": str(elasticsearch),
        }
        codes = [
            _run_pytest(["-m", "services and not long", *arguments], settings),
            *([] if arguments else [_run_pytest(SAME_ON_POSTGRESQL, settings)]),
        ]
        return max(codes)


def _run_pytest(arguments: list[str], settings: dict[str, str]) -> int:
    command = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.run(command, env=settings, check=False).returncode  # noqa: S603


def stop(number: int, frame: object) -> NoReturn:
    """Lets the services be stopped on the way out."""
    sys.exit(128 + number)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, stop)
    try:
        sys.exit(run_tests(sys.argv[1:]))
    except ServiceUnavailable as error:
        sys.exit(f"A service could not start, so the tests that need it have not run.\n{error}")
