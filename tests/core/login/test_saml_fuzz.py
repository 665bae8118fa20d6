"""SAML-55: whatever is sent, the readers refuse it or read it, and hold on to nothing."""

import json
import os
import subprocess
import sys

import pytest

from tests.core.login.fuzz_saml import MOST_GROWTH_MB, REPORT

CI_SECONDS = 20
# Some seconds more, for the start and the last input.
STARTING = 60
# What only messages come to that pass every check of the form and of the signature.
DEEP = ("S wrong_audience", "E read", "R wrong_issuer", "L read", "M read")


def fuzz(folder, seconds, *options):
    return subprocess.run(  # noqa: S603 - this Python, with a module of ours
        [sys.executable, "-m", "tests.core.login.fuzz_saml", str(seconds), folder, *options],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=seconds + STARTING,
        check=False,
    )


def check(folder, seconds):
    done = fuzz(folder, seconds)
    assert done.returncode == 0, done.stdout[-4000:]
    report = json.loads((folder / REPORT).read_text(encoding="utf-8"))
    sys.stdout.write(f"{report}\n")
    assert report["growth_mb"] < MOST_GROWTH_MB
    assert report["inputs"] > 20 * seconds
    assert set(DEEP) <= set(report["outcomes"])


def test_SAML_55_some_seconds_of_fuzzing(tmp_path):
    check(tmp_path / "run", CI_SECONDS)


@pytest.mark.long
def test_SAML_55_half_an_hour_of_fuzzing(tmp_path):
    """As long as INDGANG_FUZZ_MINUTES says."""
    check(tmp_path / "run", 60 * int(os.environ.get("INDGANG_FUZZ_MINUTES", "30")))


def test_the_control_a_reader_that_falls_over_is_found(tmp_path):
    done = fuzz(tmp_path / "run", CI_SECONDS, "--with-fault")
    assert done.returncode not in (0, 3)
    assert "the fault that the control has to find" in done.stdout
