"""SAML-20, -21 and -22: what is sent to grow takes no memory, measured in processes of its own."""

import json
import subprocess
import sys

import pytest

from core.login.refusals import Reason

MOST_BYTES = 20_000_000
MOST_SECONDS = 0.5


@pytest.fixture(scope="module")
def measured():
    done = subprocess.run(
        [sys.executable, "-m", "tests.core.login.measure_saml_memory"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    # The measurement notices, and an honest answer is read.
    assert found["control"]["bytes"] > MOST_BYTES
    assert found["honest"]["refused"] == ""
    return found


def check(taken, reason):
    assert taken["refused"] == reason
    assert taken["bytes"] < MOST_BYTES
    assert taken["seconds"] < MOST_SECONDS


@pytest.mark.parametrize("bomb", ["billion laughs", "quadratic blow-up"])
def test_SAML_20_entities_that_grow_take_no_memory(measured, bomb):
    check(measured[bomb], Reason.DOCUMENT_TYPE)


def test_SAML_21_what_is_deflated_60_MB_takes_no_memory(measured):
    check(measured["deflated"], Reason.TOO_LARGE)


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        ("long", Reason.TOO_LARGE),
        ("many elements", Reason.TOO_LARGE),
        ("deep", Reason.UNREADABLE),
        ("many attributes", Reason.MISSHAPEN),
    ],
)
def test_SAML_22_long_and_deep_messages_take_no_memory(measured, message, reason):
    check(measured[message], reason)
