"""Each bad connector fails the check that it should and no other, for the right reason."""

import importlib
import pkgutil

import pytest

from indgang_sdk.testing.checks import CONNECTOR_CHECKS, OFFER_CHECKS
from indgang_sdk.testing.subject import find_subject
from indgang_sdk.testing.trials import try_connector
from indgang_sdk.testing.verdicts import Outcome, State

from . import bad_connectors

SHARED = {"example", "parts"}
NAMES = [
    f"{bad_connectors.__name__}.{found.name}" + (".plugin" if found.ispkg else "")
    for found in pkgutil.iter_modules(bad_connectors.__path__)
    if found.name not in SHARED
]


def list_failed(name: str) -> list[Outcome]:
    return [one for one in try_connector(find_subject(name)) if one.state is State.FAILED]


def test_CON_24_a_good_connector_passes_every_check() -> None:
    outcomes = try_connector(find_subject("tests.plugins.sdk.good_connector"))
    assert [one for one in outcomes if one.state in {State.FAILED, State.TO_DO}] == []
    passed = {one.check for one in outcomes if one.state is State.PASSED}
    assert passed == {*CONNECTOR_CHECKS, *OFFER_CHECKS}


@pytest.mark.parametrize("name", NAMES, ids=[name.rpartition("connectors.")[2] for name in NAMES])
def test_CON_24_a_bad_connector_fails_the_check_that_it_should(name: str) -> None:
    failed = list_failed(name)
    module = importlib.import_module(name)
    assert {one.check for one in failed} == {module.FAILS}
    assert any(module.BECAUSE in one.reason for one in failed), failed[0].reason


def test_every_check_has_a_bad_connector_that_only_it_finds() -> None:
    found = {importlib.import_module(name).FAILS for name in NAMES}
    assert len(NAMES) >= 20
    assert found == {*CONNECTOR_CHECKS, *OFFER_CHECKS}
