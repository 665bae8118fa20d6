"""Secrets at rest: several keys, changed without a restart, and what a lost one costs."""

import os

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.urls import reverse

from core.connectors import vault
from core.connectors.configuration.rotation import rotate_secrets
from core.connectors.configuration.statuses import Status
from core.connectors.models import Connection
from core.connectors.vault import SecretLost, decrypt, encrypt, make_key, rotate
from tests.core.connectors.conftest import CANARY, configure, sign_in
from tests.core.connectors.test_tiles import read_box, words_of


@pytest.fixture
def keys(tmp_path, settings):
    """A file of keys, written anew as often as a test likes."""
    path = tmp_path / "keys"
    settings.CONNECTOR_KEYS_PATH = str(path)
    written = []

    def write(*lines):
        path.write_text("\n".join(lines) + "\n", encoding="ascii")
        written.append(lines)
        # As if some time lay between: two files of one moment cannot be told apart.
        os.utime(path, ns=(len(written) * 10**9, len(written) * 10**9))

    return write


def test_CON_16_what_is_stored_is_not_the_secret(keys):
    keys(make_key())
    stored = encrypt("blåbær")
    assert "blåbær" not in stored
    assert encrypt("blåbær") != stored
    assert decrypt(stored) == "blåbær"


def test_CON_16_the_newest_key_encrypts_and_older_ones_still_open(keys):
    older, newer = make_key(), make_key()
    keys(older)
    stored = encrypt("x")
    keys(newer, older)
    assert decrypt(stored) == "x"
    fresh = encrypt("y")
    keys(older)
    with pytest.raises(SecretLost):
        decrypt(fresh)
    assert decrypt(stored) == "x"


def test_CON_16_keys_are_read_anew_without_a_restart(keys):
    older, newer = make_key(), make_key()
    keys(older)
    stored = encrypt("x")
    keys(newer)
    with pytest.raises(SecretLost):
        decrypt(stored)
    with pytest.raises(SecretLost):
        rotate(stored)
    keys(newer, older)
    moved = rotate(stored)
    keys(newer)
    assert decrypt(moved) == "x"


@pytest.mark.parametrize("lines", [(), ("no-key",), ("x" * 44,)])
def test_a_file_that_holds_no_keys_is_named(keys, lines):
    keys(make_key())
    assert decrypt(encrypt("x")) == "x"
    keys(*lines)
    with pytest.raises(ImproperlyConfigured, match="INDGANG_CONNECTOR_KEYS_PATH"):
        encrypt("x")


def test_without_a_file_the_secret_key_serves(settings):
    settings.CONNECTOR_KEYS_PATH = None
    assert decrypt(encrypt("x")) == "x"


@pytest.mark.parametrize("stored", ["", "x", "gAAAAA", "å", CANARY])
def test_what_was_not_encrypted_here_is_lost(settings, stored):
    settings.CONNECTOR_KEYS_PATH = None
    assert decrypt(encrypt(stored)) == stored
    with pytest.raises(SecretLost):
        decrypt(stored)


def test_CON_16_rotation_moves_every_secret_and_the_old_key_can_go(books, keys):
    older, newer = make_key(), make_key()
    keys(older)
    Connection.objects.update(secrets={"password": encrypt(CANARY)})
    keys(newer, older)
    assert rotate_secrets() == (1, [])
    keys(newer)
    settings_now = configure(Connection.objects.get()).reaches[0].settings
    assert settings_now.password.get_secret_value() == CANARY


def test_CON_16_rotation_names_what_no_key_opens(books, keys, capsys):
    keys(make_key())
    before = Connection.objects.get().secrets
    assert rotate_secrets() == (0, [f"connection {books.pk}, password"])
    assert Connection.objects.get().secrets == before
    call_command("connector_keys", "rotate")
    said = capsys.readouterr()
    assert said.out.startswith("0 secrets are encrypted")
    assert said.err == f"No key fits. Type the secret anew: connection {books.pk}, password\n"


def test_CON_16_a_new_key_is_a_line_for_the_file(keys, capsys):
    call_command("connector_keys", "new")
    keys(capsys.readouterr().out.strip())
    assert decrypt(encrypt("x")) == "x"


def test_CON_16_a_lost_key_is_settings_that_are_missing_and_no_error_page(books, keys):
    client = sign_in("dorte")
    henrik = sign_in("henrik")
    page = reverse("office_connection", args=["998001", books.pk])
    keys(vault._derive_key())
    assert "books of Bo" in words_of(read_box(client, books))
    keys(make_key())
    assert configure(books).statuses == (Status.INCOMPLETE,)
    assert read_box(client, books).status_code == 404
    assert client.get(reverse("home")).status_code == 200
    words = words_of(henrik.get(page))
    assert "Settings are missing" in words
    assert "Missing: Password." in words
