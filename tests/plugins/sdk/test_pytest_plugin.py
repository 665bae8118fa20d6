"""The kit as authors run it: by an option of pytest, and as a class that a test inherits."""

import json
from pathlib import Path

import pytest

from indgang_sdk.testing.quality import NAMES

pytest_plugins = ["pytester"]

ROOT = Path(__file__).resolve().parents[3]
GOOD = "tests.plugins.sdk.good_connector"
BAD = "tests.plugins.sdk.bad_connectors.outage_is_empty"
MISTAKE = "the status 503 at request 1 looks like an answer"


@pytest.fixture
def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch):
    """Runs pytest as a process of its own, in an empty folder."""
    monkeypatch.setenv("PYTHONPATH", f"{ROOT}:{ROOT / 'plugins' / 'sdk'}")
    monkeypatch.delenv("DJANGO_SETTINGS_MODULE", raising=False)
    plugins = ["-p", "no:django", "-p", "indgang_sdk.testing.plugin"]
    return lambda *arguments: pytester.runpytest_subprocess(*plugins, *arguments)


def test_CON_24_pytest_tries_a_connector_and_writes_its_certificate(
    run, pytester: pytest.Pytester
) -> None:
    pytester.makepyfile(test_other="def test_other(): raise AssertionError('not asked for')")
    result = run(f"--connector={GOOD}", "--certificate=certificate.json", "-v")
    assert result.ret == pytest.ExitCode.OK
    result.stdout.fnmatch_lines(
        [f"*connector {GOOD}::outage-tile:loans PASSED*", "good_library 1.0.0: gold"]
    )
    (certificate,) = json.loads((pytester.path / "certificate.json").read_text(encoding="utf-8"))
    assert (certificate["connector"], certificate["tier"]) == ("good_library", "gold")
    assert list(certificate["rules"]) == list(NAMES)
    passed = {"check": "outage", "of": "tile:loans", "state": "passed", "reason": ""}
    assert passed in certificate["trials"]


def test_CON_24_a_connector_that_fails_says_what_to_change(run) -> None:
    result = run(f"--connector={BAD}")
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    assert result.parseoutcomes()["failed"] == 1
    result.stdout.fnmatch_lines([MISTAKE + "*", "*no tier yet"])


def test_outcomes_of_several_processes_become_one_certificate(run) -> None:
    result = run(f"--connector={GOOD}", "-n", "2")
    assert result.ret == pytest.ExitCode.OK
    result.stdout.fnmatch_lines(["good_library 1.0.0: gold"])


def test_a_connector_that_is_not_there_is_said(run) -> None:
    result = run("--connector=no_such_connector")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*no connector no_such_connector: ModuleNotFoundError*"])


def test_the_class_has_every_check_as_a_test(run, pytester: pytest.Pytester) -> None:
    kinds = "\n".join(
        f"class Test{name}(ConnectorKit):\n    connector = {module!r}"
        for name, module in (("Good", GOOD), ("Bad", BAD))
    )
    pytester.makepyfile(f"from indgang_sdk.testing.kit import ConnectorKit\n{kinds}")
    result = run("-v")
    result.stdout.fnmatch_lines(
        ["*TestGood::test_it_holds?outage-tile:loans? PASSED*", "*TestBad*outage* FAILED*"]
    )
    assert result.parseoutcomes()["failed"] == 1
    result.stdout.fnmatch_lines(["*= connectors =*", "good_library 1.0.0: gold", "*no tier yet"])
    assert "  passed  " not in result.stdout.str()


def test_without_the_option_pytest_is_as_ever(run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile("def test_own(): pass")
    result = run("--strict-markers", "-p", "no:cacheprovider")
    result.assert_outcomes(passed=1)
    assert "= connectors =" not in result.stdout.str()
