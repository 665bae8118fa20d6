"""What every test stands on: a migrated database, a closed network, one browser."""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection

from tests import migrated_database

LOOPBACK = ["127.0.0.1", "::1", "localhost"]

hypothesis.settings.register_profile("short", deadline=None, max_examples=30, database=None)
hypothesis.settings.register_profile("long", deadline=None, max_examples=2000, database=None)
hypothesis.settings.load_profile("short")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Closes the network but for this machine, before pytest-socket reads what is open."""
    config.option.allow_hosts = LOOPBACK
    config.option.allow_unix_socket = True


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_blocker: Any,
    django_db_keepdb: bool,
    django_db_createdb: bool,
) -> Iterator[None]:
    """The database of the tests; on SQLite a copy of one that was migrated once."""
    ending = ExitStack()
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            made = migrated_database.on_sqlite(anew=django_db_createdb)
        else:
            made = migrated_database.on_server(keep=django_db_keepdb and not django_db_createdb)
        ending.enter_context(made)
    yield
    with django_db_blocker.unblock():
        ending.close()


@pytest.fixture
def migrated_file(django_db_setup: None, tmp_path: Path) -> Path:
    """A migrated SQLite file of the test's own, for processes that the test starts."""
    if connection.vendor != "sqlite":
        pytest.fail("this test needs the SQLite database")
    target = tmp_path / "indgang.sqlite3"
    shutil.copy(migrated_database.find_template(), target)
    return target


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    """No test finds what another one cached."""
    yield
    from core.service_messages.queries import (  # noqa: PLC0415 - needs the models
        forget_kept_messages,
    )

    cache.clear()
    forget_kept_messages()


@pytest.fixture(scope="session")
def search_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the index of the search lies on SQLite; each process of the tests has its own."""
    return tmp_path_factory.mktemp("search")


@dataclass
class Indexing:
    """Whether a test's changes are indexed when somebody searches, as by a worker beside it."""

    is_on: bool = True
    has_changes: bool = True
    has_written: bool = False


@pytest.fixture(autouse=True)
def indexed_at_once(monkeypatch: pytest.MonkeyPatch, search_folder: Path) -> Iterator[Indexing]:
    """No worker runs beside a test, so what has changed is indexed when somebody searches.

    The index is empty again for the next test, as the database is.
    """
    from search import operations, queries  # noqa: PLC0415 - needs the models
    from search.engines.chosen import list_engines  # noqa: PLC0415 - as above
    from search.indexing.handing import hand_changes_on  # noqa: PLC0415 - as above
    from search.indexing.lexicons import forget_kept_lexicon  # noqa: PLC0415 - as above

    # Not by the fixture of the settings, whose name some tests give to something else.
    monkeypatch.setattr(settings, "SEARCH_DIR", search_folder)
    state = Indexing()
    wake = operations.wake_after_commit

    def note() -> None:
        state.has_changes = True
        wake()

    def index_and_list() -> Any:
        engines = list_engines()
        if state.has_changes and state.is_on:
            for engine in engines:
                with engine.writing():
                    state.has_written = True
            hand_changes_on()
            state.has_changes = False
        return engines

    monkeypatch.setattr(operations, "wake_after_commit", note)
    monkeypatch.setattr(queries, "list_engines", index_and_list)
    # Versions of a database that was rolled back have the numbers of the next one's.
    forget_kept_lexicon()
    yield state
    if state.has_written and connection.vendor == "sqlite":
        # The database's own; a cluster is emptied by the test that has it.
        list_engines()[-1].clear()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A real Chromium, started once; `make test-services` says where it is."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only these tests pay for it

    path = os.environ.get("INDGANG_TEST_BROWSER")
    if not path:
        pytest.fail("no browser: run this test with `make test-services`")
    # Playwright runs an event loop in this thread, and Django would refuse the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        # Back is tested as people have it: with the pages that browsers keep alive.
        started = playwright.chromium.launch(
            executable_path=path,
            args=arguments,
            ignore_default_args=["--disable-back-forward-cache"],
        )
        yield started
        started.close()


@pytest.fixture(scope="session")
def keycloak() -> Iterator[Any]:
    """A real Keycloak with the realm `broker`, started once, by the first test that asks for it.

    A test tells it of its portal by `keycloak.connect(PortalAtBroker(...))`.
    """
    from tests.services.keycloak.server import (  # noqa: PLC0415 - only these tests pay for it
        running_keycloak,
    )

    home = os.environ.get("INDGANG_TEST_KEYCLOAK")
    if not home:
        pytest.fail("no Keycloak: run this test with `make test-services`")
    with running_keycloak(Path(home)) as started:
        yield started


@pytest.fixture
def start_saml_idp() -> Iterator[Any]:
    """Starts a saml-idp, which is another provider than Keycloak, for one service and person."""
    from tests.services.saml_idp.server import (  # noqa: PLC0415 - only these tests pay for it
        running_saml_idp,
    )

    installed = os.environ.get("INDGANG_TEST_SAML_IDP")
    if not installed:
        pytest.fail("no saml-idp: run this test with `make test-services`")
    with ExitStack() as ending:
        yield lambda **told: ending.enter_context(running_saml_idp(Path(installed), **told))


@pytest.fixture(scope="session")
def elasticsearch(elasticsearch_home: Path) -> Iterator[Any]:
    """A real Elasticsearch of one node, started once, by the first test that asks for it.

    Tests share it, so that each names its indices as no other does.
    """
    from tests.services.elasticsearch.cluster import (  # noqa: PLC0415 - only these tests pay for it
        start_cluster,
    )

    cluster = start_cluster(elasticsearch_home)
    yield cluster
    cluster.stop()


@pytest.fixture
def start_elasticsearch_cluster(elasticsearch_home: Path) -> Iterator[Any]:
    """Starts an Elasticsearch of the test's own: one node or three, `secured` or open."""
    from tests.services.elasticsearch.cluster import (  # noqa: PLC0415 - only these tests pay for it
        start_cluster,
    )

    with ExitStack() as ending:

        def start(**told: Any) -> Any:
            cluster = start_cluster(elasticsearch_home, **told)
            ending.callback(cluster.stop)
            return cluster

        yield start


@pytest.fixture(scope="session")
def elasticsearch_home() -> Path:
    """Where the program of Elasticsearch lies; `make test-services` says so."""
    home = os.environ.get("INDGANG_TEST_ELASTICSEARCH")
    if not home:
        pytest.fail("no Elasticsearch: run this test with `make test-services`")
    return Path(home)


@pytest.fixture
def browser_page(browser: Any) -> Iterator[Any]:
    """A page in a window of its own, without anybody's cookies."""
    context = browser.new_context(locale="da-DK", timezone_id="Europe/Copenhagen")
    yield context.new_page()
    context.close()
