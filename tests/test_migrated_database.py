"""The tests' own ground: a copied database and a closed network."""

import socket
from pathlib import Path

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from pytest_socket import SocketConnectBlockedError

from tests.migrated_database import compute_fingerprint

ADDRESS_OF_NOBODY = ("192.0.2.1", 80)  # kept for documentation, RFC 5737


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", [1, 2])
def test_migrated_rows_are_there_again_after_a_test_that_commits(attempt: int) -> None:
    assert ContentType.objects.filter(app_label="people", model="person").exists()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM wagtailcore_modellogentry")
        cursor.execute("SELECT count(*) FROM django_migrations")
        assert cursor.fetchone()[0] > 100
        cursor.execute("DELETE FROM django_migrations")


def test_fingerprint_changes_with_a_migration(tmp_path: Path) -> None:
    for name in ("core/config/settings.py", "tests/settings.py", "cms/migrations/0001.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    before = compute_fingerprint(root=tmp_path)
    assert compute_fingerprint(root=tmp_path) == before
    (tmp_path / "cms/migrations/0002.py").write_text("")
    assert compute_fingerprint(root=tmp_path) != before


def test_network_is_closed_but_for_this_machine() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=5).close()
    with pytest.warns(UserWarning, match="192.0.2.1"), pytest.raises(SocketConnectBlockedError):
        socket.create_connection(ADDRESS_OF_NOBODY, timeout=5)
