"""How often one may try: by account and by network, whatever a header or a spelling says."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from core.login import limits
from core.login.models import SignInAttempt
from tests.core.login.local.conftest import (
    SECOND_STEP,
    code_of,
    sign_in,
    type_password,
)

ROOT = Path(__file__).resolve().parents[4]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed",
    ["drift001", "DRIFT001", " Drift001 ", "ｄｒｉｆｔ001", "drift００１"],
    ids=["same", "capitals", "spaces", "wide-letters", "wide-digits"],
)
def test_API_09_variants_of_a_name_are_one_account(client, operator, typed):
    for _ in range(5):
        assert type_password(client, "drift001", password="forkert").status_code == 400
    assert type_password(client, typed).status_code == 429
    SignInAttempt.objects.all().delete()
    assert type_password(client, typed)["Location"] == SECOND_STEP


@pytest.mark.django_db
def test_API_09_forwarded_header_changes_nothing(client, operator, monkeypatch):
    monkeypatch.setattr(limits, "ATTEMPTS_PER_ADDRESS", 2)
    answers = [
        client.post(
            "/log-ind/lokal/",
            {"username": f"ukendt{number}", "password": "x"},
            REMOTE_ADDR="203.0.113.5",
            HTTP_X_FORWARDED_FOR=f"198.51.100.{number}",
            HTTP_X_REAL_IP=f"198.51.100.{number}",
            HTTP_FORWARDED=f"for=198.51.100.{number}",
        ).status_code
        for number in range(3)
    ]
    assert answers == [400, 400, 429]
    assert type_password(client, "ukendt9", address="203.0.113.6").status_code == 400


@pytest.mark.django_db
def test_API_09_one_ipv6_network_is_one_sender(client, db, monkeypatch):
    monkeypatch.setattr(limits, "ATTEMPTS_PER_ADDRESS", 2)
    for number in range(2):
        address = f"2001:db8:0:1:{number}::9"
        assert type_password(client, f"ukendt{number}", address=address).status_code == 400
    assert type_password(client, "ukendt8", address="2001:db8:0:1:ffff::1").status_code == 429
    assert type_password(client, "ukendt9", address="2001:db8:0:2::1").status_code == 400


@pytest.mark.django_db
def test_success_takes_the_attempt_back(operator):
    sign_in(operator)
    assert not SignInAttempt.objects.exists()


@pytest.mark.django_db
def test_codes_of_an_account_can_be_tried_ten_times_an_hour(client, operator, time_machine):
    type_password(client, operator)
    wrong = "000000" if code_of(operator) != "000000" else "111111"
    answers = [
        client.post(SECOND_STEP, {"code": wrong}, REMOTE_ADDR=f"198.51.100.{number}").status_code
        for number in range(11)
    ]
    assert answers == [400] * 10 + [429]
    # Nor does typing the password anew begin the count anew.
    type_password(client, operator)
    assert client.post(SECOND_STEP, {"code": code_of(operator)}).status_code == 429
    time_machine.move_to(timezone.now() + timedelta(hours=1, seconds=1))
    again = Client()
    type_password(again, operator)
    assert again.post(SECOND_STEP, {"code": code_of(operator)}).status_code == 302


AT_ONCE = """
import django
django.setup()
from concurrent.futures import ThreadPoolExecutor
from django.db import connection
from django.utils import timezone
from core.login.limits import TooManyAttempts, begin_attempt
from core.login.models import SignInAttempt

now = timezone.now()

def attempt(number):
    try:
        begin_attempt(account="drift001", address=f"198.51.100.{number}", now=now)
    except TooManyAttempts:
        return False
    finally:
        connection.close()
    return True

with ThreadPoolExecutor(16) as threads:
    passed = list(threads.map(attempt, range(200)))
print(sum(passed), SignInAttempt.objects.count())
"""


def test_API_09_two_hundred_attempts_at_the_same_time_are_not_more(migrated_file):
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "core.config.settings",
        "INDGANG_DATABASE_URL": f"sqlite:///{migrated_file}",
    }
    done = subprocess.run(  # noqa: S603 - a program of this test
        [sys.executable, "-c", AT_ONCE],
        env=environment, cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    passed, rows = map(int, done.stdout.split())
    # Those who are counted at the same moment may all be refused, but the last is alone.
    assert 1 <= passed <= 5
    # Who was refused left nothing that keeps others out for longer.
    assert rows == 2 * passed


@pytest.mark.django_db
def test_guessing_links_is_counted(client, monkeypatch):
    monkeypatch.setattr(limits, "ATTEMPTS_PER_ADDRESS", 2)
    answers = [client.get(f"/log-ind/lokal/link/{'x' * 43}/").status_code for _ in range(3)]
    assert answers == [404, 404, 429]
